import fc from 'fast-check';
import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8, type Bytes } from '../../../../src/lib/kernel/bytes';
import { unwrap } from '../../../../src/lib/kernel/result';
import { sha256Sync } from '../../../../src/lib/crypto/sha256';
import {
  decodeDirectCode,
  encodeDirectCode,
  markOf,
  offerIdOf,
  parseDirectCode,
  printDirectCode,
  type Candidate,
  type DirectCode
} from '../../../../src/lib/log/direct/direct-code';
import { directBinding } from '../../../../src/lib/log/direct/channel-proof';
import { goldenBytes, goldenSpaceId, readGolden } from '../../../factories/golden';
import { damage, mutations } from '../../../factories/mutations';
import { createSeededRandom } from '../../../factories/seeded-random';

const random = createSeededRandom('direct code');
const [mine, theirs] = [random.bytes(32), random.bytes(32)];
const candidates: readonly Candidate[] = [
  { kind: 'mdns', address: random.bytes(16), port: 54_321 },
  { kind: 'ipv4', address: new Uint8Array([192, 168, 1, 20]), port: 1 },
  { kind: 'ipv6', address: new Uint8Array(16).fill(0xfd), port: 65_535 }
];
const offer: DirectCode = {
  kind: 'offer',
  end: { certificate: mine, user: 'aB+/', password: 'x'.repeat(24), candidates },
  mark: markOf(goldenSpaceId, mine)
};
const answer: DirectCode = {
  kind: 'answer',
  end: { certificate: theirs, user: '0f0f0f0f', password: 'f'.repeat(32), candidates },
  mark: markOf(goldenSpaceId, theirs),
  offerId: offerIdOf(offer)
};
const vectors = {
  offer: toHex(encodeDirectCode(offer)),
  answer: toHex(encodeDirectCode(answer)),
  text: printDirectCode(offer),
  binding: toHex(directBinding({ offer: mine, answer: theirs }))
};
const file = new URL('../../../fixtures/golden/direct.json', import.meta.url);
if (process.env.GOLDEN === 'write' && !existsSync(file))
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
const golden = readGolden('direct.json');

const faultOf = (text: string): string => {
  const parsed = parseDirectCode(text);
  return parsed.ok ? 'read' : parsed.error.type;
};
/** The same code with other content under a right checksum. */
const withChecksum = (content: Bytes): Bytes =>
  concatBytes(
    content,
    sha256Sync(concatBytes(utf8('tongxinbu/1/direct-code\0'), content)).slice(0, 4)
  );

describe('codes of the direct way (T1, I5, I10)', () => {
  it('I10: golden vectors decode to their content and encode to the same bytes', () => {
    expect(vectors).toEqual(golden);
    expect(unwrap(decodeDirectCode(goldenBytes(golden, 'offer')))).toEqual(offer);
    expect(unwrap(decodeDirectCode(goldenBytes(golden, 'answer')))).toEqual(answer);
  });

  it('T1: is read from a chat message, in lower case, in other groups, full-width, and with O and L', () => {
    const text = printDirectCode(offer);
    const loose = text.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
    const wide = [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    const wrapped = text.replace(/(.{30})/g, '$1\n');
    for (const form of [text, `请扫：\n${text}\n（现在有效）`, loose, wide, wrapped])
      expect(unwrap(parseDirectCode(form))).toEqual(offer);
  });

  it('T1: fits one QR code of middling size, and names neither the space nor an outsider’s way to it', () => {
    expect(printDirectCode(answer).length).toBeLessThan(300);
    expect(vectors.offer).not.toContain(goldenSpaceId);
    expect(toHex(markOf(goldenSpaceId, mine))).not.toBe(toHex(markOf(goldenSpaceId, theirs)));
  });

  it('I5: says whether there is no code, a damaged one, or one of a later version', () => {
    const text = printDirectCode(offer);
    expect(faultOf('您好，明天下午三点开会')).toBe('no-code');
    expect(faultOf('')).toBe('no-code');
    for (let at = 4; at < text.length; at += 3)
      expect(faultOf(text.slice(0, at)), `cut at ${at}`).toBe('damaged-code');
    expect(faultOf(text + text)).toBe('damaged-code');
    expect(faultOf(`TXB-${'A'.repeat(100_000)}`)).toBe('damaged-code');
    const later = encodeDirectCode(offer).slice(0, -4);
    later[0] = 2;
    expect(decodeDirectCode(withChecksum(later))).toEqual({
      ok: false,
      error: { type: 'newer-code' }
    });
  });

  it('I5: damaged bytes are refused, and behind a right checksum what is accepted is canonical', () => {
    const run = fc.property(mutations, fc.boolean(), (mutation, isOffer) => {
      const [one, other] = isOffer ? [offer, answer] : [answer, offer];
      const [bytes, others] = [encodeDirectCode(one), encodeDirectCode(other)];
      const damaged = damage(mutation, bytes, others);
      fc.pre(damaged !== undefined);
      expect(decodeDirectCode(damaged).ok).toBe(false);
      const forged = withChecksum(damaged.slice(0, -4));
      const decoded = decodeDirectCode(forged);
      if (decoded.ok) expect(toHex(encodeDirectCode(decoded.value))).toBe(toHex(forged));
    });
    fc.assert(run, { numRuns: 1000 });
  });

  it('I5: any text at all is answered without a throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary-ascii' }), (text) => {
        expect(parseDirectCode(`TXB-${text}`).ok).toBe(false);
      })
    );
  });

  it('T1: takes no address of groups, no port 0, no address twice, and neither none nor nine', () => {
    const bad: readonly (readonly Candidate[])[] = [
      [],
      [...candidates, ...candidates.slice(0, 1)],
      Array.from({ length: 9 }, (_, i) => ({
        kind: 'ipv4' as const,
        address: new Uint8Array([10, 0, 0, i]),
        port: 5
      })),
      [{ kind: 'ipv4', address: new Uint8Array([224, 0, 0, 1]), port: 5 }],
      [{ kind: 'ipv4', address: new Uint8Array([0, 0, 0, 0]), port: 5 }],
      [{ kind: 'ipv6', address: new Uint8Array(16), port: 5 }],
      [{ kind: 'ipv6', address: new Uint8Array(16).fill(255), port: 5 }],
      [{ kind: 'ipv4', address: new Uint8Array([10, 0, 0, 1]), port: 0 }]
    ];
    for (const list of bad) {
      const code: DirectCode = { ...offer, end: { ...offer.end, candidates: list } };
      expect(decodeDirectCode(encodeDirectCode(code)).ok).toBe(false);
    }
    for (const end of [
      { ...offer.end, user: 'ab' },
      { ...offer.end, user: 'a\r\nb' },
      { ...offer.end, password: 'short' }
    ])
      expect(decodeDirectCode(encodeDirectCode({ ...offer, end })).ok).toBe(false);
  });
});
