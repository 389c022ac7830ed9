import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, toHex } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { importVerifyingKey } from '../../../src/lib/crypto/sign';
import { readBackup } from '../../../src/lib/log/backup';
import { readBundle, writeBundle } from '../../../src/lib/log/bundle';
import { createCarrier } from '../../../src/lib/log/carrier';
import {
  decodeEntry,
  encodeEntry,
  isKnownEntry,
  openPart,
  verifyEntry,
  withoutParts
} from '../../../src/lib/log/entry';
import { decodeHeader, encodeHeader } from '../../../src/lib/log/entry-header';
import { createKeyRing } from '../../../src/lib/log/key-ring';
import {
  decodeMemberEntry,
  encodeMemberEntry,
  verifyMemberEntry
} from '../../../src/lib/log/member-entry';
import { decodeSegment, encodeSegment } from '../../../src/lib/log/segment';
import {
  archiveContent,
  golden,
  goldenBytes,
  goldenPassphrase,
  readGolden
} from '../../factories/golden';
import { damage, mutations } from '../../factories/mutations';
import { createSeededRandom } from '../../factories/seeded-random';
import { collect } from '../../factories/write-golden';

const entries = readGolden('entries.json');
const members = readGolden('member-entries.json');
const files = readGolden('files.json');
const nameOf = (file: Readonly<Record<string, string>>) => fc.constantFrom(...Object.keys(file));

describe('I5: damaged bytes are refused without a throw', () => {
  it('entries (E8): never verify, whatever still decodes', async () => {
    const key = await importVerifyingKey(golden.founder.signingKey);
    if (!key) throw new Error('fixture key');
    const run = fc.asyncProperty(
      nameOf(entries),
      nameOf(entries),
      mutations,
      async (a, b, mutation) => {
        const damaged = damage(mutation, goldenBytes(entries, a), goldenBytes(entries, b));
        fc.pre(damaged !== undefined);
        const decoded = decodeEntry(damaged);
        if (!decoded.ok) return;
        // I10: what is accepted is what would be written.
        expect(toHex(encodeEntry(decoded.value))).toBe(toHex(damaged));
        expect((await verifyEntry(decoded.value, key)).ok).toBe(false);
      }
    );
    await fc.assert(run, { numRuns: 600 });
  });

  it('member entries (M2): never verify, whatever still decodes', async () => {
    const run = fc.asyncProperty(
      nameOf(members),
      nameOf(members),
      mutations,
      async (a, b, mutation) => {
        const damaged = damage(mutation, goldenBytes(members, a), goldenBytes(members, b));
        fc.pre(damaged !== undefined);
        const decoded = decodeMemberEntry(damaged);
        if (!decoded.ok) return;
        expect(toHex(encodeMemberEntry(decoded.value))).toBe(toHex(damaged));
        expect(await verifyMemberEntry(decoded.value)).toBe(false);
      }
    );
    await fc.assert(run, { numRuns: 600 });
  });

  it('a part put in another place, entry or record does not open (E5)', async () => {
    const key = createKeyRing([golden.secret]);
    const names = Object.keys(entries);
    for (const name of names) {
      const entry = unwrap(decodeEntry(goldenBytes(entries, name)));
      if (!isKnownEntry(entry)) throw new Error('version 1 is known');
      const entryKey = unwrap(await key.entryKey(entry.header));
      const swapped = { ...entry, parts: [entry.parts[1] ?? null, entry.parts[0] ?? null] };
      expect((await openPart(swapped, 0, entryKey)).ok).toBe(false);
      const moved = { ...entry, header: { ...entry.header, seq: entry.header.seq + 1 } };
      expect((await openPart(moved, 0, entryKey)).ok).toBe(false);
      expect((await openPart(entry, 0, entryKey)).ok).toBe(true);
    }
  });

  it('segments (S1): decode to entries that verify only where nothing changed', async () => {
    const key = await importVerifyingKey(golden.founder.signingKey);
    if (!key) throw new Error('fixture key');
    const bytes = goldenBytes(files, 'segment');
    const original = unwrap(decodeSegment(bytes));
    const known = new Set(original.entries.map((entry) => toHex(encodeEntry(entry))));
    const run = fc.asyncProperty(mutations, async (mutation) => {
      const damaged = damage(mutation, bytes, bytes);
      fc.pre(damaged !== undefined);
      const decoded = decodeSegment(damaged);
      if (!decoded.ok) return;
      expect(equalBytes(encodeSegment(decoded.value), damaged)).toBe(true);
      const changed = decoded.value.entries.filter((e) => !known.has(toHex(encodeEntry(e))));
      for (const entry of changed) expect((await verifyEntry(entry, key)).ok).toBe(false);
    });
    await fc.assert(run, { numRuns: 150 });
  });

  it('carrier frames (S3): do not open', async () => {
    const carrier = await createCarrier(golden.carrier);
    const bytes = goldenBytes(files, 'carried');
    const run = fc.asyncProperty(mutations, async (mutation) => {
      const damaged = damage(mutation, bytes, bytes);
      fc.pre(damaged !== undefined);
      expect((await carrier.open(damaged)).ok).toBe(false);
    });
    await fc.assert(run, { numRuns: 200 });
  });

  it('bundles (S4): are never read as whole', async () => {
    const carrier = await createCarrier(golden.carrier);
    const bytes = goldenBytes(files, 'bundle');
    const segment = unwrap(decodeSegment(goldenBytes(files, 'segment')));
    const other = await collect(
      writeBundle(carrier, archiveContent([segment, segment]), createSeededRandom('other'))
    );
    const run = fc.asyncProperty(mutations, async (mutation) => {
      const damaged = damage(mutation, bytes, other);
      fc.pre(damaged !== undefined);
      const read = await readBundle([damaged], [carrier], { onSegment: () => undefined });
      expect(read.ok).toBe(false);
    });
    await fc.assert(run, { numRuns: 200 });
  });

  it('backups (S5): are never read as whole', async () => {
    const bytes = goldenBytes(files, 'backup');
    const secret = { type: 'passphrase', passphrase: goldenPassphrase } as const;
    const run = fc.asyncProperty(mutations, async (mutation) => {
      const damaged = damage(mutation, bytes, bytes);
      fc.pre(damaged !== undefined);
      const read = await readBackup([damaged], secret, { onSegment: () => undefined });
      expect(read.ok).toBe(false);
    });
    await fc.assert(run, { numRuns: 100 });
  });
});

describe('I10: headers', () => {
  it('every accepted header, also of an unknown version (E2), encodes to the same bytes', () => {
    const version = fc.constantFrom(1, 2, 200);
    const tail = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(nameOf(entries), version, tail, (name, v, extra) => {
        const { headerBytes } = unwrap(decodeEntry(goldenBytes(entries, name)));
        const bytes = new Uint8Array([v, ...headerBytes.slice(1), ...extra]);
        const decoded = decodeHeader(bytes);
        expect(decoded.ok).toBe(v !== 1 || extra.length === 0);
        if (decoded.ok) expect(equalBytes(encodeHeader(decoded.value), bytes)).toBe(true);
      })
    );
  });

  it('I7, E7: an entry with absent parts still verifies and keeps its id', async () => {
    const key = await importVerifyingKey(golden.founder.signingKey);
    if (!key) throw new Error('fixture key');
    for (const name of Object.keys(entries)) {
      const entry = unwrap(decodeEntry(goldenBytes(entries, name)));
      const erased = withoutParts(entry, (recordId) => recordId === golden.recordIds[0]);
      expect(erased.parts.map((part) => part === null)).toEqual([true, false]);
      const back = unwrap(decodeEntry(encodeEntry(erased)));
      expect(back.id).toBe(entry.id);
      expect((await verifyEntry(back, key)).ok).toBe(true);
    }
  });
});
