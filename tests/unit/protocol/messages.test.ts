import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { importVerifyingKey } from '../../../src/lib/crypto/sign';
import {
  decodeHello,
  decodeMessage,
  encodeHello,
  encodeMessage
} from '../../../src/lib/log/protocol/messages';
import { decodeIndex, encodeIndex } from '../../../src/lib/log/protocol/listing';
import { isNewerStatus, verifyStatus } from '../../../src/lib/log/protocol/status';
import { golden, goldenBytes, readGolden } from '../../factories/golden';
import {
  buildMessages,
  goldenHello,
  goldenListing,
  goldenStatus
} from '../../factories/protocol-golden';

const file = new URL('../../fixtures/golden/protocol.json', import.meta.url);
if (process.env.GOLDEN === 'write' && !existsSync(file)) {
  const vectors: Record<string, string> = { hello: toHex(encodeHello(goldenHello)) };
  const messages = await buildMessages();
  if (messages.frontier?.kind === 'frontier') {
    const index = { signed: messages.frontier.signed, listing: goldenListing };
    vectors.index = toHex(encodeIndex(index));
  }
  for (const [name, message] of Object.entries(messages)) {
    vectors[name] = toHex(encodeMessage(message));
  }
  writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
}
const vectors = readGolden('protocol.json');

describe('golden vectors of the protocol', () => {
  it('P5, I10: every message reads as it was written and is written the same again', async () => {
    const built = await buildMessages();
    for (const [name, message] of Object.entries(built)) {
      const read = unwrap(decodeMessage(goldenBytes(vectors, name)));
      expect(toHex(encodeMessage(read))).toBe(vectors[name]);
      if (read.kind === 'frontier' && message.kind === 'frontier') {
        expect(toHex(read.signed.bytes)).toBe(toHex(message.signed.bytes));
        expect(read.signed.status).toEqual(goldenStatus);
      } else expect(read).toEqual(message);
    }
    const hello = unwrap(decodeHello(goldenBytes(vectors, 'hello')));
    expect(hello).toEqual(goldenHello);
    expect(toHex(encodeHello(hello))).toBe(vectors.hello);
  });

  it('O1, I10: an index reads as it was written and is written the same again', () => {
    const bytes = goldenBytes(vectors, 'index');
    const read = unwrap(decodeIndex(bytes));
    expect(read.listing).toEqual(goldenListing);
    expect(read.signed.status).toEqual(goldenStatus);
    expect(toHex(encodeIndex(read))).toBe(vectors.index);
    bytes[0] = 2;
    expect(decodeIndex(bytes)).toEqual({ ok: false, error: { type: 'newer' } });
  });

  it('P6: the word of a device holds under its own key alone', async () => {
    const read = unwrap(decodeMessage(goldenBytes(vectors, 'frontier')));
    if (read.kind !== 'frontier') throw new Error('a status');
    const [own, other] = await Promise.all(
      [golden.founder, golden.joiner].map(({ signingKey }) => importVerifyingKey(signingKey))
    );
    if (!own || !other) throw new Error('fixture keys');
    expect(await verifyStatus(read.signed, own)).toBe(true);
    expect(await verifyStatus(read.signed, other)).toBe(false);
  });

  it('P7: of two words of one device the one with the longer chains is newer, whatever the clock said', () => {
    const [chain] = goldenStatus.frontier.chains;
    if (!chain) throw new Error('a chain');
    const whole = { ...goldenStatus, tips: [] };
    const longer = { ...whole.frontier, chains: [{ ...chain, seq: 301 }] };
    const later = { ...whole, frontier: longer, atMs: 5 };
    expect(isNewerStatus(later, whole)).toBe(true);
    expect(isNewerStatus(whole, later)).toBe(false);
    expect(isNewerStatus({ ...whole, atMs: whole.atMs + 1 }, whole)).toBe(true);
    expect(isNewerStatus(whole, whole)).toBe(false);
  });

  it('P7: a word that tells of a fork is newer than the one before, though its frontier ends earlier', () => {
    const [chain] = goldenStatus.frontier.chains;
    if (!chain) throw new Error('a chain');
    const common = { ...goldenStatus.frontier, chains: [{ ...chain, seq: chain.seq - 1 }] };
    const frontier = { ...goldenStatus.frontier, chains: [chain] };
    const before = { ...goldenStatus, frontier, tips: [] };
    const after = { ...before, frontier: common, tips: [chain], atMs: before.atMs + 1 };
    expect(isNewerStatus(after, before)).toBe(true);
    expect(isNewerStatus(before, after)).toBe(false);
  });

  it('P8: a later version is named as such, not taken for damage', () => {
    const frontier = goldenBytes(vectors, 'frontier');
    frontier[0] = 2;
    expect(decodeMessage(frontier)).toEqual({ ok: false, error: { type: 'newer' } });
    const hello = goldenBytes(vectors, 'hello');
    hello[3] = 0x32;
    expect(decodeHello(hello)).toEqual({ ok: false, error: { type: 'newer' } });
  });
});
