/** Content of the golden vectors of joining: one link, and one message of every kind under its carrier. */
import { importSigningKey } from '../../src/lib/crypto/sign';
import { createJoinRequest } from '../../src/lib/log/acts/request';
import { createGrant } from '../../src/lib/log/grant';
import { decodeMemberEntry } from '../../src/lib/log/member-entry';
import type { CodeBasis } from '../../src/lib/log/join/code-exchange';
import type { JoinMessage } from '../../src/lib/log/join/join-message';
import { relayHint, type SyncLink } from '../../src/lib/log/join/link';
import { unwrap } from '../../src/lib/kernel/result';
import { fixedPairs } from './fixed-pairs';
import { golden, goldenBytes, goldenSpaceId, readGolden } from './golden';

export const goldenSeed = new Uint8Array(16).map((_, i) => i * 17);

export const goldenLink: SyncLink = {
  seed: goldenSeed,
  spaceId: goldenSpaceId,
  grant: createGrant('editor', ['general']),
  hints: [relayHint('wss://relay.example/tongxin'), { kind: 7, value: new Uint8Array([1, 2]) }]
};

export async function buildRequest() {
  const pair = fixedPairs().signing[1];
  if (!pair) throw new Error('no fixed pair');
  const key = await importSigningKey(pair.secret);
  return createJoinRequest(goldenLink, golden.joiner, key, 1_790_000_000_000);
}

const filled = (fill: number, length: number) => new Uint8Array(length).fill(fill);

export function goldenMessages(request: Awaited<ReturnType<typeof buildRequest>>): JoinMessage[] {
  const requestId = request.id;
  const members = ['found', 'invite'].map((name) =>
    unwrap(decodeMemberEntry(goldenBytes(readGolden('member-entries.json'), name)))
  );
  return [
    { kind: 'request', entry: request },
    { kind: 'answer', requestId, members },
    { kind: 'commit', requestId, commitment: filled(1, 32) },
    { kind: 'nonce', requestId, nonce: filled(2, 16) },
    { kind: 'reveal', requestId, nonce: filled(3, 16) }
  ];
}

export const goldenCodeBasis = (requestId: CodeBasis['requestId']): CodeBasis => ({
  spaceId: goldenSpaceId,
  seed: goldenSeed,
  requestId
});
