/**
 * Seeded fuzzing of every decoder of what comes from outside (I5, I10). FUZZ_RUNS chooses how many tries each gets, FUZZ_SEED
 * which ones.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex, type Bytes } from '../../../src/lib/kernel/bytes';
import type { TextPieceRow } from '../../../src/lib/domain/text-piece/record';
import { createFrameChannel } from '../../../src/lib/log/protocol/frame-channel';
import { completeBatches } from '../../../src/lib/storage/texts/pieces';
import { damageOf } from '../../factories/decoder-damage';
import { decoderTable } from '../../factories/decoder-table';
import { createSeededRandom } from '../../contract/replica/seeded-random';
import { memoryObjectsWay } from '../../contract/transports/object-run';
import { createParty, summarise } from '../../contract/transports/party';

const runs = Number(process.env['FUZZ_RUNS'] ?? 250);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
/** No call may set aside more than this beyond what it was given. */
const roomBytes = 32 * 1024 * 1024;

/** Exports with the name of a decoder that have no row of their own, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  readBundleFrom: 'by readBundle',
  readArchive: 'by readBundle and readBackup',
  decodePayload: 'by decodeMemberEntry',
  decodeStrictly: 'by admit',
  openWithNonce: 'by createCarrier',
  openEpoch: 'by openSealed; what it opens is a key of fixed length',
  openEpochByRecovery: 'as openEpoch',
  openPrevious: 'as openEpoch',
  openSeed: 'as openEpoch',
  readObject: 'objects of a medium, below',
  openObject: 'objects of a medium, below',
  openListed: 'objects of a medium, below',
  openRecord: 'documents that were admitted before',
  openMerged: 'states that were sealed here',
  readValues: 'documents that were admitted before',
  readCode: 'by parseDirectCode',
  openBrowserPeer: 'opens a connection',
  openSession: 'opens a connection',
  openText: 'opens an editor; its bytes by batchBytes and clocksOf',
  openWorkingCopy: 'opens a database of this machine; its bytes by clocksOf'
};

const folders = ['log', 'transports', 'merge', 'crypto', 'storage/texts'];

const sources = (): string[] =>
  folders.flatMap((folder) => {
    const path = `src/lib/${folder}`;
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.ts')).map((name) => `${path}/${name}`);
  });

function exportedDecoders(): string[] {
  const pattern =
    /export (?:async )?(?:function|const) ((?:decode|parse|read|open)[A-Z]\w*)([^)]*)/g;
  return sources().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([, name = '', rest = '']) =>
      // A part of a decoder, which refuses by throwing inside of `decodeWith`.
      rest.includes('reader: BinaryReader') ? [] : [name]
    )
  );
}

describe('fuzzing of every decoder', async () => {
  const table = await decoderTable();
  const all = Object.values(table).flatMap(({ samples }) => samples);

  it('I5: none is forgotten', () => {
    const known = [...Object.keys(table), ...Object.keys(elsewhere)];
    const exported = exportedDecoders();
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !known.includes(name))).toEqual([]);
    expect(Object.keys(elsewhere).filter((name) => !exported.includes(name))).toEqual([]);
  });

  it.each(Object.entries(table))(
    'I5, I10: %s accepts what is valid, refuses the rest by name, and sets nothing aside for lies',
    async (name, { samples, strange = [], share = 1, decode }) => {
      const random = createSeededRandom(seed * 1000 + name.length);
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) {
        const outcome = await decode(sample);
        expect([name, outcome.type]).toEqual([name, 'accepted']);
      }
      const own = [...samples, ...strange];
      let refused = 0;
      for (let i = 0; i < runs * share; i++) {
        const bytes = damageOf(random, random.pick(own), random.chance(0.5) ? own : all);
        const before = process.memoryUsage().arrayBuffers;
        const outcome = await decode(bytes);
        expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(roomBytes);
        if (outcome.type === 'refused') {
          expect(outcome.reason.length).toBeGreaterThan(0);
          refused++;
        } else if (outcome.again) expect(toHex(outcome.again)).toBe(toHex(bytes));
      }
      expect(refused).toBeGreaterThan(0);
    }
  );

  it('P10: chunks of any content come out as frames or end the channel', async () => {
    const random = createSeededRandom(seed + 7);
    for (let i = 0; i < runs; i++) {
      const chunks = Array.from({ length: random.below(8) }, (): Bytes => {
        const chunk = damageOf(random, random.pick(all), all);
        return random.chance(0.7)
          ? new Uint8Array([random.below(3), ...chunk.slice(0, 20_000)])
          : chunk;
      });
      let isClosed = false;
      const channel = createFrameChannel({
        binding: new Uint8Array(0),
        send: () => Promise.resolve(true),
        close: () => (isClosed = true),
        chunks: (async function* () {
          yield* chunks;
        })()
      });
      let received = 0;
      for (;;) {
        const next = await channel.receive();
        if (next.type !== 'frame') {
          expect(isClosed).toBe(next.type === 'flooded');
          break;
        }
        received += next.frame.length;
      }
      expect(received).toBeLessThanOrEqual(chunks.reduce((sum, { length }) => sum + length, 0));
    }
  });

  it('O4: objects of a medium, damaged, swapped whole and rolled back, harm nobody', async () => {
    const party = await createParty(seed + 40, 2);
    const [a, b] = party.devices;
    if (!a || !b) throw new Error('two devices');
    const run = await memoryObjectsWay.open(party);
    for (let i = 0; i < 4; i++) {
      await a.write(1);
      const older = 'seen' in run ? await run.seen() : [];
      await run.visit(a);
      run.setFault((bytes) =>
        party.random.chance(0.4)
          ? damageOf(party.random, bytes, [...older, ...(all as Bytes[])])
          : bytes
      );
      await run.visit(b);
      expect(await b.names()).toEqual((await a.names()).slice(0, (await b.names()).length));
      run.setFault(undefined);
    }
    await run.visit(b);
    await run.visit(a);
    expect((await summarise(b)).general).toBe((await summarise(a)).general);
  });

  it('T10: pieces of a batch with any values make whole batches or none', () => {
    const random = createSeededRandom(seed + 3);
    const id = (n: number): string => n.toString(16).padStart(32, '0');
    const values = [0, 1, -1, 2 ** 53, NaN, 1e9, '', '0', 'update', null, [], {}, id(3), true];
    for (let i = 0; i < runs; i++) {
      const count = 1 + random.below(4);
      const rows = Array.from({ length: count }, (_, index) => {
        const whole = {
          material: id(1),
          batch: id(2),
          form: 'update',
          index,
          count,
          content: 'QUJD'
        };
        const name = random.pick(Object.keys(whole));
        return {
          ...{ id: id(100 + index), kind: 'textPiece', conflicts: [], createdAt: 5, updatedAt: 5 },
          ...{ updatedBy: '甲', isDeleted: false, isLocked: false },
          values: random.chance(0.3) ? { ...whole, [name]: random.pick(values) } : whole
        } as unknown as TextPieceRow;
      });
      for (const batch of completeBatches(rows)) {
        expect(batch.pieces.length).toBeLessThanOrEqual(rows.length);
        expect(batch.pieces.every((piece) => typeof piece === 'string')).toBe(true);
      }
    }
  });
});
