/** Attacks by files and entries that are within the form but too long, too many, or not what they were. */
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../src/lib/crypto/random';
import { sign } from '../../../src/lib/crypto/sign';
import { sha256Sync } from '../../../src/lib/crypto/sha256';
import { concatBytes, utf8, type Bytes } from '../../../src/lib/kernel/bytes';
import { BinaryWriter } from '../../../src/lib/kernel/binary';
import { createRecordId, type DeviceId, type RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { readArchive, writeArchive } from '../../../src/lib/log/archive';
import { createByteSource } from '../../../src/lib/log/byte-source';
import { createCarrier } from '../../../src/lib/log/carrier';
import { entryIdOf, type Entry } from '../../../src/lib/log/entry';
import { encodeHeader, type EntryHeader } from '../../../src/lib/log/entry-header';
import { createEpochSecret } from '../../../src/lib/log/epoch-keys';
import {
  compareFrontiers,
  createFrontier,
  decodeFrontier,
  encodeFrontier
} from '../../../src/lib/log/frontier';
import type { EntryId, MemberEntryId } from '../../../src/lib/log/ids';
import { decodeSegment, encodeSegment } from '../../../src/lib/log/segment';
import { createAttacker, createVictim } from '../../factories/attacker';

const emptyPart: Bytes = new Uint8Array(0);

describe('attack: archives', () => {
  it('a book after years of erasures can still be backed up', async () => {
    const victim = await createVictim();
    // Each is 48 bytes of the archive's head, which is one frame.
    const erased = 11_500;
    const { head, ...content } = await victim.replica.archive();
    const erasures = Array.from({ length: erased }, (_, i) => ({
      recordId: i.toString(16).padStart(32, '0') as RecordId,
      order: 'a'.repeat(64) as MemberEntryId
    }));
    const frontier = createFrontier({ ...head.frontier, erasures });
    const { streamBase: base } = await createCarrier(createEpochSecret('carrier', 1, systemRandom));
    const prefix = utf8('test');
    const file = { prefix, base, random: systemRandom };
    const chunks: Bytes[] = [];
    for await (const chunk of writeArchive(file, { ...content, head: { ...head, frontier } })) {
      chunks.push(chunk);
    }
    const source = createByteSource(chunks);
    await source.take(prefix.length);
    const read = await readArchive({ source, prefix, base }, { onSegment: () => undefined });
    expect(unwrap(read).head.frontier.erasures).toHaveLength(erased);
    await victim.replica.close();
  });
});

describe('attack: frontiers', () => {
  const hash = (n: number): string => n.toString(16).padStart(64, '0');
  const heads = (count: number) =>
    Array.from({ length: count }, (_, n) => hash(n) as MemberEntryId);

  it('heads, chains and orders without number leave one that can be read', () => {
    const device = (n: number): DeviceId => n.toString(16).padStart(32, '0') as DeviceId;
    const frontier = createFrontier({
      memberHeads: heads(5_000),
      chains: Array.from({ length: 20_000 }, (_, n) => ({
        scope: 'general' as const,
        deviceId: device(n),
        incarnation: 1,
        seq: 1,
        id: hash(n) as EntryId
      })),
      erasures: Array.from({ length: 101_000 }, (_, n) => ({
        recordId: device(n) as string as RecordId,
        order: hash(1) as MemberEntryId
      }))
    });
    expect(unwrap(decodeFrontier(encodeFrontier(frontier)))).toEqual(frontier);
  });

  it('I2 two that differ in any head beyond the cap are told apart', () => {
    const of = (memberHeads: readonly MemberEntryId[]) =>
      createFrontier({ memberHeads, chains: [], erasures: [] });
    expect(compareFrontiers(of(heads(5_000)), of(heads(5_000)))).toBe('equal');
    expect(compareFrontiers(of(heads(5_000)), of(heads(5_001)))).toBe('apart');
  });
});

describe('attack: entries that a segment has room for and a store has not', () => {
  /** Signed as a member signs it, but made without the writer's own checks. */
  async function signed(lengths: readonly number[]): Promise<Entry> {
    const victim = await createVictim();
    const editor = await createAttacker(victim, 'editor');
    const id = createRecordId(systemRandom);
    const known = await editor.entry('general', [{ recordId: id, plaintext: utf8('x') }]);
    const parts = lengths.map((length) => systemRandom.bytes(length));
    const header: EntryHeader = {
      ...known.header,
      parts: parts.map((part) => ({
        recordId: createRecordId(systemRandom),
        length: part.length,
        hash: sha256Sync(part)
      }))
    };
    const headerBytes = encodeHeader(header);
    const purpose = utf8('tongxinbu/1/entry-signature\0');
    const signature = await sign(editor.signingKey, concatBytes(purpose, headerBytes));
    await victim.replica.close();
    return { id: entryIdOf(headerBytes), header, headerBytes, signature, parts };
  }

  it('I5 one that no store could read again is refused, with or without its parts', async () => {
    const entry = await signed([100_000, 100_000]);
    expect(() => encodeSegment({ members: [], entries: [entry] })).not.toThrow();
    for (const parts of [entry.parts, entry.parts.map(() => null)]) {
      const bytes = encodeSegment({ members: [], entries: [{ ...entry, parts }] });
      expect(decodeSegment(bytes).ok).toBe(false);
    }
    const allowed = await signed([100_000, 90_000]);
    expect(decodeSegment(encodeSegment({ members: [], entries: [allowed] })).ok).toBe(true);
  });

  it.each([
    ['sections', 2 ** 40],
    ['sections', 255_000]
  ])('a %s length of %d is refused before anything is made of it', (_, length) => {
    const bytes = concatBytes(utf8('TXS1'), new BinaryWriter().uint(length).finish(), emptyPart);
    expect(decodeSegment(bytes)).toMatchObject({ ok: false });
  });
});

describe('attack: what waits', () => {
  it("a flood of a stranger's largest entries ends long before memory does", async () => {
    const victim = await createVictim();
    const stranger = await createAttacker(victim, 'editor');
    // Its admission is not handed over: nobody can say yet who it is.
    const plaintext = new Uint8Array(90_000);
    const part = { recordId: createRecordId(systemRandom), plaintext };
    const first = await stranger.entry('general', [part]);
    const flood = Array.from({ length: 400 }, (_, i) => {
      const header = { ...first.header, hlc: i as EntryHeader['hlc'] };
      const headerBytes = encodeHeader(header);
      return { ...first, id: entryIdOf(headerBytes), header, headerBytes };
    });
    const counts = unwrap(await victim.replica.ingest({ members: [], entries: flood }));
    expect(counts.waiting).toBeGreaterThan(100);
    expect(counts.waiting).toBeLessThan(400);
    await victim.replica.close();
  });

  it('I3 of a flood of second branches as much is kept as has room, and the chain freezes', async () => {
    const victim = await createVictim();
    const editor = await createAttacker(victim, 'editor');
    const part = { recordId: createRecordId(systemRandom), plaintext: new Uint8Array(90_000) };
    const first = await editor.entry('general', [part]);
    const branches = await Promise.all(
      Array.from({ length: 400 }, async (_, i) => {
        const header = { ...first.header, hlc: i as EntryHeader['hlc'] };
        const headerBytes = encodeHeader(header);
        const purpose = utf8('tongxinbu/1/entry-signature\0');
        const signature = await sign(editor.signingKey, concatBytes(purpose, headerBytes));
        return { ...first, id: entryIdOf(headerBytes), header, headerBytes, signature };
      })
    );
    const batch = { members: [editor.admission], entries: [first, ...branches] };
    unwrap(await victim.replica.ingest(batch));
    const { entries } = await victim.replica.since({ memberHeads: [], chains: [], erasures: [] });
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.length).toBeLessThan(400);
    expect((await victim.replica.frontier()).chains).toEqual([]);
    await victim.replica.close();
  });
});
