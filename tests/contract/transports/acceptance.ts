/**
 * What every way of travel must hold (DESIGN 6, 7): whatever the medium does to what it carries, devices that visit it end
 * with the same state, nothing false gets in, nothing personal lies in it in clear, and nothing that was erased.
 */
import { expect, it } from 'vitest';
import { concatBytes, utf8, type Bytes } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import type { SeededRandom } from '../replica/seeded-random';
import { eraseRecord, findParts } from './erasure';
import {
  areLevel,
  createParty,
  removeColleague,
  summarise,
  type Party,
  type PartyDevice
} from './party';
import { isStored, type Fault, type StoredRun, type Way, type WayRun } from './way';

export function describeAcceptance(way: Way, options: { readonly seeds?: number } = {}): void {
  const seeds = Array.from({ length: options.seeds ?? 2 }, (_, i) => i + 1);

  it.each(seeds)('I1, I2: devices that were apart agree after they met (seed %i)', async (seed) => {
    await withWay(way, seed, 3, async (party, run) => {
      for (let round = 0; round < 3; round++) {
        for (const device of party.devices) await scribble(party, device);
        await run.visit(party.random.pick(party.devices));
      }
      await settle(party, run);
    });
  });

  it.each(seeds)('I3, I5: bytes cut short, flipped or lost on the way (seed %i)', async (seed) => {
    await withWay(way, 100 + seed, 3, async (party, run) => {
      const { random } = party;
      for (const device of party.devices) await device.write(4);
      run.setFault(damaging(random));
      for (let i = 0; i < 6; i++) {
        const device = random.pick(party.devices);
        await scribble(party, device);
        await run.visit(device);
        await checkOwnEntriesOnly(party);
      }
      run.setFault(undefined);
      await settle(party, run);
    });
  });

  it('I1: visits repeated and in any order change nothing more', async () => {
    await withWay(way, 7, 3, async (party, run) => {
      for (const device of party.devices) await device.write(3);
      await settle(party, run);
      const [before] = await Promise.all(party.devices.map(summarise));
      for (let i = 0; i < 6; i++) await run.visit(party.random.pick(party.devices));
      for (const device of party.devices) expect(await summarise(device)).toEqual(before);
    });
  });

  it('I5: another space’s bytes in place of ours', async () => {
    await withWay(way, 8, 2, async (party, run) => {
      const strangers = await createParty(9, 2);
      const other = await way.open(strangers);
      for (const device of strangers.devices) await device.write(3);
      for (const device of strangers.devices) await other.visit(device);
      const foreign = await other.seen();
      for (const device of party.devices) await device.write(3);
      run.setFault((bytes) => (party.random.chance(0.5) ? party.random.pick(foreign) : bytes));
      for (const device of party.devices) await run.visit(device);
      await checkOwnEntriesOnly(party);
      run.setFault(undefined);
      await settle(party, run);
      await other.close();
    });
  });

  it('I5: older bytes in place of newer ones', async () => {
    await withWay(way, 10, 2, async (party, run) => {
      const [a] = party.devices as [PartyDevice, PartyDevice];
      const [id] = await a.write(1);
      for (const device of party.devices) await run.visit(device);
      const older = await run.seen();
      await a.rename(id as RecordId, '新名');
      run.setFault((bytes) => (party.random.chance(0.5) ? party.random.pick(older) : bytes));
      for (const device of party.devices) await run.visit(device);
      run.setFault(undefined);
      await settle(party, run);
      for (const device of party.devices) expect(await device.names()).toEqual(['新名']);
    });
  });

  it('a fork reaches everybody, is frozen alike, and nobody’s honest work is stranded (I3)', async () => {
    await withWay(way, 11, 3, async (party, run) => {
      const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
      await a.write(2);
      await settle(party, run);
      // A profile that was put back, and two lives of one device from then on.
      const copy = await b.openCopy(b.disk());
      await b.write(2);
      await copy.write(3);
      const all = { ...party, devices: [a, b, c, copy] };
      await settle(all, run);
      expect(await a.names()).toHaveLength(7);
    });
  });

  it('I6: who was removed gets nothing that came after, from nobody', async () => {
    await withWay(way, 12, 3, async (party, run) => {
      const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
      await a.write(2);
      await settle(party, run);
      await removeColleague(a, c, party.random);
      await a.write(3);
      await b.write(1);
      for (let i = 0; i < 3; i++) for (const device of [a, b, c]) await run.visit(device);
      expect(await areLevel([a, b])).toBe(true);
      expect(await summarise(a)).toEqual(await summarise(b));
      expect(await a.names()).toHaveLength(6);
      const held = new Set(c.ring.all().map(({ keyId }) => keyId));
      expect(a.ring.all().some(({ keyId }) => !held.has(keyId))).toBe(true);
      expect(await c.names()).toHaveLength(2);
    });
  });

  it('I7: after an erasure no part of the person travels or lies there, and a neighbour’s does', async () => {
    await withWay(way, 13, 3, async (party, run) => {
      const [a] = party.devices as [PartyDevice];
      const [gone, neighbour] = (await a.write(2)) as [RecordId, RecordId];
      await settle(party, run);
      // Control: the search finds both where they lie.
      for (const id of isStored(run) ? [gone, neighbour] : [])
        expect(await findParts(a, await run.seen(), id)).toBeGreaterThan(0);
      const before = isStored(run) ? await run.image() : undefined;
      unwrap(await eraseRecord(a, gone));
      await settle(party, run);
      for (const device of party.devices) expect(await device.names()).toHaveLength(1);
      if (isStored(run)) {
        expect(await findParts(a, await run.seen(), gone)).toBe(0);
        // A medium that brings the old bytes back brings nobody back.
        await run.putBack(before);
        await settle(party, run);
        for (const device of party.devices) expect(await device.names()).toHaveLength(1);
      }
      const late = await party.join('新人');
      await settle({ ...party, devices: [...party.devices, late] }, run);
      expect(await findParts(a, await run.seen(), gone)).toBe(0);
      if (isStored(run)) expect(await findParts(a, await run.seen(), neighbour)).toBeGreaterThan(0);
      expect(await late.names()).toHaveLength(1);
    });
  });

  it('I9: nothing personal is seen on the way', async () => {
    await withWay(way, 14, 2, async (party, run) => {
      const [a, b] = party.devices as [PartyDevice, PartyDevice];
      const [id] = await a.write(1);
      await a.rename(id as RecordId, '诸葛测试甲');
      await run.visit(a);
      await run.visit(b);
      await settle(party, run);
      const seen = concatBytes(...(await run.seen()));
      expect(seen.length).toBeGreaterThan(500);
      for (const word of ['诸葛测试甲', '15400000001', '同事', a.port.spaceId]) {
        for (const form of [utf8(word), utf16(word)]) expect(contains(seen, form)).toBe(false);
      }
      // Control: the search finds what is there.
      expect(contains(concatBytes(seen, utf16('诸葛测试甲')), utf16('诸葛测试甲'))).toBe(true);
      expect(await b.names()).toEqual(['诸葛测试甲']);
    });
  });
}

/** What a medium that stores must hold besides. */
export function describeStored(way: Way): void {
  const open = (seed: number, count: number, work: (p: Party, r: StoredRun) => Promise<void>) =>
    withWay(way, seed, count, async (party, run) => {
      if (!isStored(run)) throw new Error('a way that stores');
      await work(party, run);
    });

  it.each([1, 2, 3])('the medium loses, doubles and brings back what it likes (seed %i)', (seed) =>
    open(200 + seed, 3, async (party, run) => {
      const { random } = party;
      const images: unknown[] = [];
      for (let i = 0; i < 8; i++) {
        const device = random.pick(party.devices);
        await scribble(party, device);
        await run.visit(device);
        images.push(await run.image());
        if (random.chance(0.3)) await run.putBack(random.pick(images));
        if (random.chance(0.3)) await run.shake(random);
      }
      await settle(party, run);
    })
  );

  it('wiped: everything is offered again, and a new colleague gets it all', () =>
    open(210, 3, async (party, run) => {
      for (const device of party.devices) await device.write(3);
      await settle(party, run);
      await run.wipe();
      const [a] = party.devices as [PartyDevice];
      const late = await party.join('新人');
      await settle({ ...party, devices: [a, late] }, run);
      expect(await late.names()).toHaveLength(9);
    }));
}

async function withWay(
  way: Way,
  seed: number,
  count: number,
  work: (party: Party, run: WayRun | StoredRun) => Promise<void>
): Promise<void> {
  const party = await createParty(seed, count);
  const run = await way.open(party);
  try {
    await work(party, run);
  } finally {
    await run.close();
  }
}

/** Everyone visits until all say the same; then state, digests and what is missing must be equal. */
export async function settle(party: Party, run: WayRun): Promise<void> {
  for (let round = 0; round < 8; round++) {
    for (const device of party.devices) {
      device.clock.advance(120_000);
      await run.visit(device);
    }
    if (round > 0 && (await areLevel(party.devices))) break;
  }
  const [first, ...others] = await Promise.all(party.devices.map(summarise));
  expect(first?.missing).toEqual([]);
  for (const other of others) expect(other).toEqual(first);
}

/** Some honest work. */
async function scribble(party: Party, device: PartyDevice): Promise<void> {
  const { random } = party;
  const known = device.replica.view.rows('person');
  if (known.length === 0 || random.chance(0.5)) await device.write(1 + random.below(3));
  else await device.rename(random.pick(known).id, `名${random.below(1000)}`);
}

/** Cuts, flips, loses or passes. */
const damaging =
  (random: SeededRandom): Fault =>
  (bytes) => {
    const n = random.next();
    if (n < 0.1) return null;
    if (n < 0.25) return bytes.slice(0, random.below(bytes.length + 1));
    if (n < 0.4) {
      const flipped = bytes.slice();
      const at = random.below(Math.max(1, bytes.length));
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    return bytes;
  };

/** Nobody shows a person that no device of the party has written. */
async function checkOwnEntriesOnly(party: Party): Promise<void> {
  const authors = new Set(party.devices.map(({ made }) => made.registration.deviceId));
  for (const { replica } of party.devices) {
    const { chains } = await replica.frontier();
    for (const { deviceId } of chains) expect(authors.has(deviceId)).toBe(true);
  }
}

function utf16(word: string): Bytes {
  const bytes = new Uint8Array(word.length * 2);
  for (let i = 0; i < word.length; i++) {
    bytes[2 * i] = word.charCodeAt(i) & 255;
    bytes[2 * i + 1] = word.charCodeAt(i) >> 8;
  }
  return bytes;
}

function contains(bytes: Bytes, word: Bytes): boolean {
  const [first = 0] = word;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (word.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
