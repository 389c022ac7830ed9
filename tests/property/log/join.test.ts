import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toBase64Url, toHex } from '../../../src/lib/kernel/bytes';
import { createJoinCarrier } from '../../../src/lib/log/join/join-carrier';
import { decodeJoinMessage, encodeJoinMessage } from '../../../src/lib/log/join/join-message';
import { encodeSyncLink, parseSyncLink } from '../../../src/lib/log/join/link';
import { isProven } from '../../../src/lib/log/join/seed';
import { verifyMemberEntry } from '../../../src/lib/log/member-entry';
import { sha256Sync } from '../../../src/lib/crypto/sha256';
import { utf8 } from '../../../src/lib/kernel/bytes';
import { goldenBytes, goldenSpaceId, readGolden } from '../../factories/golden';
import { goldenSeed } from '../../factories/golden-join';
import { damage, mutations } from '../../factories/mutations';

const file = readGolden('join.json');
const kinds = ['request', 'answer', 'commit', 'nonce', 'reveal'];
const kind = fc.constantFrom(...kinds);

describe('I5, I10: joining against damage', () => {
  it('J4: a damaged message is refused, or is another message in its one coding; no request in it verifies', async () => {
    const run = fc.asyncProperty(kind, kind, mutations, async (a, b, mutation) => {
      const damaged = damage(mutation, goldenBytes(file, a), goldenBytes(file, b));
      fc.pre(damaged !== undefined);
      const decoded = decodeJoinMessage(damaged);
      if (!decoded.ok) return;
      expect(toHex(encodeJoinMessage(decoded.value))).toBe(toHex(damaged));
      if (decoded.value.kind !== 'request') return;
      const { entry } = decoded.value;
      const isTaken =
        (await verifyMemberEntry(entry)) &&
        (await isProven(goldenSpaceId, goldenSeed, entry.payload));
      expect(isTaken).toBe(false);
    });
    await fc.assert(run, { numRuns: 800 });
  });

  it('J5: a damaged frame does not open', async () => {
    const carrier = await createJoinCarrier(goldenSpaceId, goldenSeed);
    const frame = goldenBytes(file, 'frame');
    const run = fc.asyncProperty(mutations, async (mutation) => {
      const damaged = damage(mutation, frame, frame);
      fc.pre(damaged !== undefined);
      expect((await carrier.open(damaged)).ok).toBe(false);
    });
    await fc.assert(run, { numRuns: 200 });
  });

  it('J1: link content that its own encoder would not write is refused, with a right checksum too', () => {
    const withChecksum = (content: Uint8Array) =>
      toBase64Url(
        concatBytes(
          content,
          sha256Sync(concatBytes(utf8('tongxinbu/1/link\0'), content)).slice(0, 4)
        )
      );
    const code = file['link'] ?? '';
    const bytes = Uint8Array.from(atob(code.replace(/-/g, '+').replace(/_/g, '/')), (c) =>
      c.charCodeAt(0)
    );
    const content = bytes.slice(0, -4);
    expect(withChecksum(content)).toBe(code);
    const run = fc.property(mutations, (mutation) => {
      const damaged = damage(mutation, content, content);
      fc.pre(damaged !== undefined);
      const parsed = parseSyncLink(`#/join/${withChecksum(damaged)}`);
      if (parsed.ok) expect(encodeSyncLink(parsed.value)).toBe(withChecksum(damaged));
    });
    fc.assert(run, { numRuns: 2000 });
  });
});
