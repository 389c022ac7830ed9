import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src/lib/kernel/result';
import { answerCodeExchange, startCodeExchange } from '../../../../src/lib/log/join/code-exchange';
import { fingerprintOf } from '../../../../src/lib/log/join/fingerprint';
import type { CodeMessage } from '../../../../src/lib/log/join/join-message';
import { createSeed } from '../../../../src/lib/log/join/seed';
import type { MemberEntryId } from '../../../../src/lib/log/ids';
import { golden, goldenSpaceId } from '../../../factories/golden';
import { createSeededRandom } from '../../../factories/seeded-random';

const random = createSeededRandom('codes');
const requestId = 'a'.repeat(64) as MemberEntryId;
const basis = { spaceId: goldenSpaceId, seed: createSeed(random), requestId };
const other = { ...basis, requestId: 'b'.repeat(64) as MemberEntryId };

function sent(message: CodeMessage | undefined): CodeMessage {
  if (!message) throw new Error('a message was due');
  return message;
}

describe('six digits by commit-then-reveal (DESIGN 5)', () => {
  it('both sides show the same six digits, another pair of nonces shows others', () => {
    const codes = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const admin = startCodeExchange(basis, random);
      const joiner = answerCodeExchange(basis, random);
      const nonce = sent(unwrap(joiner.receive(admin.first)).send);
      const step = unwrap(admin.receive(nonce));
      const end = unwrap(joiner.receive(sent(step.send)));
      expect(step.code).toMatch(/^\d{6}$/);
      expect(end).toEqual({ code: step.code });
      codes.add(step.code ?? '');
    }
    expect(codes.size).toBeGreaterThan(15);
  });

  it('another request or another seed gives other digits: whoever stands between is seen', () => {
    const admin = startCodeExchange(basis, random);
    const between = answerCodeExchange(basis, random);
    const nonce = sent(unwrap(between.receive(admin.first)).send);
    const code = unwrap(admin.receive(nonce)).code;
    for (const changed of [other, { ...basis, seed: createSeed(random) }]) {
      const fake = startCodeExchange(changed, random);
      const joiner = answerCodeExchange(changed, random);
      const reply = sent(unwrap(joiner.receive(fake.first)).send);
      const reveal = sent(unwrap(fake.receive(reply)).send);
      expect(unwrap(joiner.receive(reveal)).code).not.toBe(code);
    }
  });

  it('a reveal that does not fit its commitment, and anything out of order, ends the exchange', () => {
    const fault = { ok: false, error: { type: 'broken-exchange' } };
    const admin = startCodeExchange(basis, random);
    const joiner = answerCodeExchange(basis, random);
    unwrap(joiner.receive(admin.first));
    const wrong = { kind: 'reveal', requestId, nonce: random.bytes(16) } as const;
    expect(joiner.receive(wrong)).toEqual(fault);
    expect(joiner.receive(admin.first)).toEqual(fault);
    expect(answerCodeExchange(basis, random).receive(wrong)).toEqual(fault);
    // A second commitment would let whoever stands between choose again.
    const twice = answerCodeExchange(basis, random);
    unwrap(twice.receive(admin.first));
    expect(twice.receive(startCodeExchange(basis, random).first)).toEqual(fault);
    const nonce = { kind: 'nonce', requestId, nonce: random.bytes(16) } as const;
    unwrap(admin.receive(nonce));
    expect(admin.receive(nonce)).toEqual(fault);
    const strange = startCodeExchange(basis, random);
    expect(strange.receive({ ...nonce, requestId: other.requestId })).toEqual(fault);
  });
});

it('twenty digits in groups of four depend on space, seed and both keys', () => {
  const own = fingerprintOf(goldenSpaceId, basis.seed, golden.joiner);
  expect(own).toMatch(/^\d{4}( \d{4}){4}$/);
  const { signingKey, agreementKey } = golden.joiner;
  const swapped = { signingKey: agreementKey, agreementKey: signingKey };
  const differing = [
    fingerprintOf('0'.repeat(32) as typeof goldenSpaceId, basis.seed, golden.joiner),
    fingerprintOf(goldenSpaceId, createSeed(random), golden.joiner),
    fingerprintOf(goldenSpaceId, basis.seed, golden.founder),
    fingerprintOf(goldenSpaceId, basis.seed, swapped)
  ];
  expect(new Set([own, ...differing]).size).toBe(5);
});
