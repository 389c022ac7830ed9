/** One message of every kind, from the cast of golden.ts. `node`-only. */
import { importSigningKey, sign } from '../../src/lib/crypto/sign';
import type { EntryId, MemberEntryId } from '../../src/lib/log/ids';
import type { Hello, Message } from '../../src/lib/log/protocol/messages';
import type { Listing } from '../../src/lib/log/protocol/listing';
import { signStatus, type Status } from '../../src/lib/log/protocol/status';
import { createFrontier } from '../../src/lib/log/frontier';
import { fixedPairs } from './fixed-pairs';
import { golden, goldenBytes, goldenSpaceId, readGolden } from './golden';

const hash = (digit: string): string => digit.repeat(64);
const chain = {
  scope: 'sensitive',
  deviceId: golden.joiner.deviceId,
  incarnation: 3,
  seq: 300,
  id: hash('c') as EntryId
} as const;

const chainAlone = {
  scope: 'sensitive',
  deviceId: golden.joiner.deviceId,
  incarnation: 3
} as const;

export const goldenStatus: Status = {
  spaceId: goldenSpaceId,
  deviceId: golden.founder.deviceId,
  incarnation: 1,
  atMs: 1_790_000_000_000,
  appVersion: '1.2.3',
  foldVersion: 1,
  scopes: ['general', 'sensitive'],
  frontier: createFrontier({
    memberHeads: [hash('a') as MemberEntryId],
    chains: [chain],
    erasures: golden.recordIds.map((recordId) => ({ recordId, order: hash('f') as MemberEntryId }))
  }),
  tips: [
    { ...chain, seq: 303, id: hash('d') as EntryId },
    { ...chain, seq: 303, id: hash('e') as EntryId }
  ],
  digests: [
    { scope: 'general', digest: new Uint8Array(32).fill(6), records: 2, isComplete: true },
    { scope: 'sensitive', digest: new Uint8Array(32).fill(7), records: 1, isComplete: false }
  ],
  waiting: 4,
  binding: new Uint8Array(32).fill(9)
};

export const goldenHello: Hello = {
  nonce: new Uint8Array(16).fill(3),
  tags: ['ab'.repeat(16), '12'.repeat(16)]
};

export const goldenListing: Listing = {
  objects: [
    {
      tag: '12'.repeat(16),
      id: '00000000000000aa',
      kind: 'members',
      size: 900,
      hash: new Uint8Array(16).fill(1),
      runs: []
    },
    {
      tag: 'ab'.repeat(16),
      id: '00000000000000bb',
      kind: 'entries',
      size: 200_000,
      hash: new Uint8Array(16).fill(2),
      runs: [
        { ...chainAlone, scope: 'general', from: 1, to: 7 },
        { ...chainAlone, from: 300, to: 300 }
      ]
    },
    {
      tag: 'ab'.repeat(16),
      id: '00000000000000cc',
      kind: 'branches',
      size: 70,
      hash: new Uint8Array(16).fill(3),
      runs: [{ ...chainAlone, from: 298, to: 303 }]
    }
  ],
  membersUpTo: [hash('a') as MemberEntryId],
  orders: new Uint8Array(32).fill(8),
  broken: ['00000000000000dd']
};

export async function buildMessages(): Promise<Record<string, Message>> {
  const pair = fixedPairs().signing[0];
  if (!pair) throw new Error('no fixed pair');
  const key = await importSigningKey(pair.secret);
  const signed = await signStatus(goldenStatus, (message) => sign(key, message));
  const run = { ...chain, from: 298, to: 300 };
  const { scope, deviceId, incarnation, from, to } = run;
  const segment = goldenBytes(readGolden('files.json'), 'segment');
  return {
    frontier: { kind: 'frontier', signed },
    want: {
      kind: 'want',
      wanted: {
        members: [hash('a') as MemberEntryId, hash('b') as MemberEntryId],
        chains: [{ scope, deviceId, incarnation, from, to, branches: true }]
      }
    },
    wantNothing: { kind: 'want', wanted: { members: null, chains: [] } },
    data: { kind: 'data', number: 1, isLast: false, segment },
    dataEnd: { kind: 'data', number: 2, isLast: true, segment: new Uint8Array(0) },
    ack: { kind: 'ack', number: 2 }
  };
}
