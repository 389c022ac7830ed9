import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  encodeIndex,
  listingBinding,
  ordersHash,
  type Listing
} from '../../../src/lib/log/protocol/listing';
import { signOwnStatus } from '../../../src/lib/log/protocol/peer';
import { indexSuffix } from '../../../src/lib/transports/objects/medium';
import { eraseRecord } from '../../contract/transports/erasure';
import { createMemoryMedium, type MemoryMedium } from '../../contract/transports/memory-medium';
import { createVisitor } from '../../contract/transports/object-run';
import {
  createParty,
  removeColleague,
  summarise,
  type Party,
  type PartyDevice
} from '../../contract/transports/party';

interface Meeting {
  readonly party: Party;
  readonly medium: MemoryMedium;
  readonly visit: ReturnType<typeof createVisitor>;
}

async function meet(
  seed: number,
  count: number,
  options: Parameters<typeof createMemoryMedium>[0] = {}
): Promise<Meeting> {
  const party = await createParty(seed, count);
  const medium = createMemoryMedium(options);
  return { party, medium, visit: createVisitor(party.random, () => medium) };
}

const namesOf = ({ objects }: MemoryMedium): string[] =>
  [...objects.keys()].map((path) => path.split('/')[1] ?? '');
const ownersOf = (medium: MemoryMedium): Set<string> =>
  new Set(namesOf(medium).map((name) => name.split('-')[0] ?? ''));

/** An index that a colleague's device signed, whatever it says. */
async function putIndex(
  { medium, party }: Meeting,
  device: PartyDevice,
  listing: Partial<Listing>
): Promise<void> {
  const { current } = await device.port.carriers();
  const content = await device.port.status({ withDigests: false });
  const full = {
    objects: [],
    membersUpTo: [],
    orders: ordersHash(content),
    broken: [],
    ...listing
  };
  if (!current) throw new Error('a carrier key');
  const binding = listingBinding(current.carrier.tagBytes, full);
  const signed = await signOwnStatus(device.port, content, binding, device.clock.now());
  const sealed = await current.carrier.seal(
    3,
    encodeIndex({ signed, listing: full }),
    party.random
  );
  const path = [...medium.objects.keys()].find((one) => one.includes(indexSuffix));
  // Under the name that the device's own visits use.
  if (!path) throw new Error('an index');
  medium.objects.set(path, { bytes: sealed, version: medium.objects.size + 1000 });
}

describe('shared media', () => {
  it('O3: others’ entries are left to them for a while, then offered; one’s own at once', async () => {
    const { party, medium, visit } = await meet(61, 2, { graceMs: 60_000 });
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await a.write(3);
    await visit(a);
    await visit(b);
    const ofA = new Map(medium.objects);
    await b.write(1);
    await visit(b);
    // What a lists is not put there twice.
    expect(ownersOf(medium).size).toBe(2);
    expect(medium.objects.size - ofA.size).toBeLessThanOrEqual(2);
    for (const path of ofA.keys()) medium.objects.delete(path);
    // Member entries are everybody's: these are there again at once.
    expect((await visit(b)).offered).toBe(b.port.memberEntries().length);
    b.clock.advance(60_000);
    expect((await visit(b)).offered).toBe(3);
  });

  it('O2: a visit with nothing new writes nothing', async () => {
    const { party, visit } = await meet(62, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await a.write(2);
    for (const device of [a, b, a, b]) await visit(device);
    for (const device of [a, b])
      expect(await visit(device)).toMatchObject({ offered: 0, bytesWritten: 0, received: 0 });
  });

  it('O5: objects stay few, and each entry is written about three times in all', async () => {
    const { party, medium, visit } = await meet(63, 1, { reusesNames: true });
    const [a] = party.devices as [PartyDevice];
    let offered = 0;
    for (let i = 0; i < 90; i++) {
      await a.write(1);
      offered += (await visit(a)).offered;
    }
    expect(medium.objects.size).toBeLessThan(25);
    expect(offered).toBeLessThan(90 * 3.5);
    const late = await party.join('新人');
    await visit(a);
    expect(await visit(late)).toMatchObject({ lacking: 0, fault: null });
    expect(await summarise(late)).toEqual(await summarise(a));
  });

  it('O6: an erasure replaces what holds it and nothing else, without reading objects', async () => {
    const { party, medium, visit } = await meet(64, 1);
    const [a] = party.devices as [PartyDevice];
    const [gone] = await a.write(1);
    await visit(a);
    for (let i = 0; i < 3; i++) {
      await a.write(1);
      await visit(a);
    }
    const before = new Set(medium.objects.keys());
    if (gone) unwrap(await eraseRecord(a, gone));
    const read: string[] = [];
    const plain = medium.read.bind(medium);
    medium.read = (object) => {
      read.push(object.name);
      return plain(object);
    };
    await visit(a);
    expect(read.filter((name) => !name.endsWith(indexSuffix))).toEqual([]);
    const kept = [...medium.objects.keys()].filter((path) => before.has(path));
    // Three of four objects, those of members and the index.
    expect(before.size - kept.length).toBe(1);
  });

  it('O7: a removed device’s objects go, its honest entries stay; a device that was away is led on', async () => {
    const { party, medium, visit } = await meet(65, 3);
    const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
    await c.write(2);
    for (const device of [c, a]) await visit(device);
    expect(ownersOf(medium).size).toBe(2);
    await removeColleague(a, c, party.random);
    await a.write(1);
    await visit(a);
    const names = namesOf(medium);
    expect(names.filter((name) => /-b[0-9a-f]{16}$/.test(name))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith(indexSuffix))).toHaveLength(1);
    expect(await visit(b)).toMatchObject({ fault: null, lacking: 0 });
    expect(await summarise(b)).toEqual(await summarise(a));
    expect(await b.names()).toHaveLength(3);
    expect(await visit(c)).toMatchObject({ isReadOnly: true });
    expect(await c.names()).toHaveLength(2);
  });

  it('O4: a false complaint costs one look', async () => {
    const meeting = await meet(66, 2);
    const { party, medium, visit } = meeting;
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await visit(b);
    await putIndex(meeting, b, {});
    await a.write(2);
    await visit(a);
    const ids = namesOf(medium).flatMap((name) => /-([0-9a-f]{16})$/.exec(name)?.[1] ?? []);
    await putIndex(meeting, b, { broken: ids.sort() });
    const before = [...medium.objects.keys()].sort();
    const looked = (await visit(a)).bytesRead;
    expect([...medium.objects.keys()].sort()).toEqual(before);
    expect(looked).toBeGreaterThan(0);
    expect((await visit(a)).bytesRead).toBeLessThan(looked);
  });

  it('O9: a colleague who lists rubbish without end is not followed', async () => {
    const meeting = await meet(67, 2);
    const { party, medium, visit } = meeting;
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await visit(b);
    await b.write(120);
    const [tag = '', index = ''] = [...medium.objects.keys()]
      .find((path) => path.endsWith(indexSuffix))
      ?.split('/') ?? ['', ''];
    const { deviceId, incarnation } = b.port.self();
    const objects = Array.from({ length: 120 }, (_, i) => {
      const id = (i + 1).toString(16).padStart(16, '0');
      const path = `${tag}/${index.replace(indexSuffix, '')}-${id}`;
      medium.objects.set(path, { bytes: new Uint8Array(900), version: 1 });
      const run = { scope: 'general', deviceId, incarnation, from: i + 1, to: i + 1 } as const;
      return { tag, id, kind: 'entries', size: 5, hash: new Uint8Array(16), runs: [run] } as const;
    });
    await putIndex(meeting, b, { objects });
    const report = await visit(a);
    expect(report).toMatchObject({ fault: null, received: 0, lacking: 120 });
    expect(report.bytesRead).toBeLessThan(50 * 900 + 40_000);
  });
});
