import { describe, expect, it } from 'vitest';
import { toHex, fromUtf8 } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { importAgreementKey, openSealed } from '../../../src/lib/crypto/agree';
import { derivePassphraseKey } from '../../../src/lib/crypto/passphrase';
import { parseRecoveryKey, printRecoveryKey } from '../../../src/lib/crypto/recovery-key';
import { importVerifyingKey } from '../../../src/lib/crypto/sign';
import { readBackup } from '../../../src/lib/log/backup';
import { readBundle, writeBundle } from '../../../src/lib/log/bundle';
import { createCarrier } from '../../../src/lib/log/carrier';
import {
  decodeEntry,
  encodeEntry,
  isKnownEntry,
  openPart,
  verifyEntry
} from '../../../src/lib/log/entry';
import { findChainBreak } from '../../../src/lib/log/chain';
import { createKeyRing } from '../../../src/lib/log/key-ring';
import {
  decodeMemberEntry,
  encodeMemberEntry,
  foundsItsSpace,
  verifyMemberEntry
} from '../../../src/lib/log/member-entry';
import { memberKinds } from '../../../src/lib/log/member-payload';
import { decodeSegment, encodeSegment, type Segment } from '../../../src/lib/log/segment';
import { fixedPairs } from '../../factories/fixed-pairs';
import {
  archiveContent,
  buildEntryVectors,
  buildMemberVectors,
  golden,
  goldenBytes,
  goldenParams,
  goldenPassphrase,
  goldenPayloads,
  goldenSpaceId,
  readGolden
} from '../../factories/golden';
import { createSeededRandom } from '../../factories/seeded-random';
import { collect, writeGolden } from '../../factories/write-golden';

if (process.env['GOLDEN'] === 'write') await writeGolden();

const entryNames = ['records', 'text', 'audit', 'unknown'];

describe('golden vectors of entries (E1–E9, I10)', () => {
  it('every kind decodes, verifies, opens and encodes to the same bytes', async () => {
    const file = readGolden('entries.json');
    expect(Object.keys(file)).toEqual(entryNames);
    const key = await importVerifyingKey(golden.founder.signingKey);
    if (!key) throw new Error('fixture key');
    const ring = createKeyRing([golden.secret]);
    for (const [place, name] of entryNames.entries()) {
      const bytes = goldenBytes(file, name);
      const entry = unwrap(decodeEntry(bytes));
      expect(toHex(encodeEntry(entry))).toBe(file[name]);
      expect(await verifyEntry(entry, key)).toEqual({ ok: true, value: undefined });
      if (!isKnownEntry(entry)) throw new Error('version 1 is known');
      const content = await openPart(entry, 1, unwrap(await ring.entryKey(entry.header)));
      expect(fromUtf8(unwrap(content))).toBe(`第${place + 1}步 第1份`);
    }
    const chain = entryNames.map((name) => unwrap(decodeEntry(goldenBytes(file, name))));
    expect(findChainBreak(chain)).toBeUndefined();
  });

  it('this build writes the same headers and sealed parts from the same input', async () => {
    const file = readGolden('entries.json');
    for (const [name, built] of Object.entries(await buildEntryVectors())) {
      const stored = unwrap(decodeEntry(goldenBytes(file, name)));
      expect(toHex(built.headerBytes)).toBe(toHex(stored.headerBytes));
      expect(built.parts).toEqual(stored.parts);
    }
  });
});

describe('golden vectors of member entries (M1, M2, I10)', () => {
  it('there is one of every kind of DESIGN 5 and one of an unknown kind', () => {
    const names = Object.keys(readGolden('member-entries.json'));
    expect(names.sort()).toEqual([...memberKinds, 'unknown'].sort());
    expect(memberKinds).toHaveLength(14);
  });

  it('every kind decodes to its content, verifies and encodes to the same bytes', async () => {
    const file = readGolden('member-entries.json');
    const built = await buildMemberVectors();
    for (const payload of goldenPayloads) {
      const entry = unwrap(decodeMemberEntry(goldenBytes(file, payload.kind)));
      expect(entry.payload).toEqual(payload);
      expect(entry.spaceId).toBe(goldenSpaceId);
      expect(await verifyMemberEntry(entry)).toBe(true);
      expect(toHex(encodeMemberEntry(entry))).toBe(file[payload.kind]);
      expect(toHex(built[payload.kind]?.bodyBytes ?? new Uint8Array())).toBe(
        toHex(entry.bodyBytes)
      );
      expect(foundsItsSpace(entry)).toBe(payload.kind === 'found');
    }
  });
});

describe('golden vectors of files and keys (S1–S6, K1–K4)', () => {
  const file = readGolden('files.json');
  const segmentBytes = goldenBytes(file, 'segment');

  it('a segment decodes and encodes to the same bytes', () => {
    const segment = unwrap(decodeSegment(segmentBytes));
    expect(segment.entries).toHaveLength(entryNames.length);
    expect(segment.members).toHaveLength(goldenPayloads.length);
    expect(toHex(encodeSegment(segment))).toBe(file['segment']);
  });

  it('a carrier frame opens and is sealed to the same bytes', async () => {
    const carrier = await createCarrier(golden.carrier);
    const opened = unwrap(await carrier.open(goldenBytes(file, 'carried')));
    expect(opened).toEqual({ type: 1, content: segmentBytes });
    const again = await carrier.seal(1, segmentBytes, createSeededRandom('carried'));
    expect(toHex(again)).toBe(file['carried']);
  });

  it('a bundle is read whole and written to the same bytes', async () => {
    const carrier = await createCarrier(golden.carrier);
    const segments: Segment[] = [];
    const summary = await readBundle([goldenBytes(file, 'bundle')], [carrier], {
      onSegment: (segment) => void segments.push(segment)
    });
    const content = archiveContent([unwrap(decodeSegment(segmentBytes))]);
    expect(segments).toEqual(content.segments);
    expect(unwrap(summary)).toMatchObject({ head: content.head, digests: content.digests });
    const again = await collect(writeBundle(carrier, content, createSeededRandom('bundle')));
    expect(toHex(again)).toBe(file['bundle']);
  });

  it('a backup opens by the passphrase and by the printed key alike', async () => {
    for (const secret of [
      { type: 'passphrase', passphrase: goldenPassphrase } as const,
      { type: 'recovery-key', key: golden.printedKey } as const
    ]) {
      const segments: Segment[] = [];
      const summary = await readBackup([goldenBytes(file, 'backup')], secret, {
        onSegment: (segment) => void segments.push(segment)
      });
      expect(unwrap(summary).keys).toEqual([golden.secret, golden.carrier]);
      expect(segments.map((s) => toHex(encodeSegment(s)))).toEqual([file['segment']]);
    }
  });

  it('a key sealed to a public key opens with its private half', async () => {
    const pair = fixedPairs().agreement[7];
    if (!pair) throw new Error('fixture key');
    const key = await importAgreementKey(pair);
    const opened = await openSealed(key, goldenBytes(file, 'sealedKey'), new Uint8Array([1, 2, 3]));
    expect(opened).toEqual(golden.secret.secret);
  });

  it('the printed recovery key and the passphrase key are what they were', async () => {
    expect(printRecoveryKey(golden.printedKey)).toBe(file['recoveryKey']);
    expect(unwrap(parseRecoveryKey(file['recoveryKey'] ?? ''))).toEqual(golden.printedKey);
    const key = await derivePassphraseKey(goldenPassphrase, goldenParams);
    expect(toHex(key)).toBe(file['passphraseKey']);
  });
});
