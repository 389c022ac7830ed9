/** What the screens of synchronising show, from this device's own status and the words of others. Pure. */
import type { DeviceId } from '../../kernel/ids';
import { chainKeyOf } from '../../log/chain';
import type { FrontierChain } from '../../log/frontier';
import type { ResolvedMembers } from '../../log/members';
import type { StatusContent } from '../../log/protocol/status';
import { compareStatuses, headIn } from '../../log/protocol/wants';
import type { DeviceNames } from '../members/device-names';
import { peersOf, type Peer } from './peers';
import type { SyncState, Word } from './sync-notes';
import type { ErasureItem, NextStep, PeerItem, PeerWord, SyncView, WayView } from './types';

export interface SyncViewInput {
  readonly state: SyncState;
  readonly members: ResolvedMembers;
  readonly ownId: DeviceId;
  /** This device was a member's and is none's now. */
  readonly isRemoved: boolean;
  readonly deviceNames: DeviceNames;
  /** Without digests. */
  readonly own: StatusContent;
  /** Stamp of this device's newest entry by chain key, epoch milliseconds. */
  readonly ownLastMs: ReadonlyMap<string, number>;
  readonly folder: WayView;
  readonly relay: WayView;
  readonly relayHint: string | undefined;
}

/** Two honest clocks may differ by this much. */
const toleranceMs = 10 * 60_000;

export function createSyncView(input: SyncViewInput): SyncView {
  const { state, members, ownId, deviceNames, folder, relay } = input;
  const peers = peersOf(members, ownId, state.words, deviceNames);
  const mismatched = new Set(state.mismatched);
  const items = peers.map((peer) => peerItem(input, peer, mismatched.has(peer.deviceId)));
  return {
    unsynced: countUnsynced(input, peers),
    peers: items,
    folder,
    relay,
    relayHint: input.relayHint,
    lastSuccessMs: state.lastSuccessMs,
    trust: input.isRemoved ? 'removed' : trustOf(state, items),
    erasures: erasureItems(input, peers)
  };
}

function trustOf(state: SyncState, peers: readonly PeerItem[]): SyncView['trust'] {
  if (peers.some(({ isMismatched }) => isMismatched)) return 'mismatch';
  if (peers.length === 0) return 'alone';
  return state.verifiedMs === undefined ? 'unverified' : 'verified';
}

function peerItem(input: SyncViewInput, peer: Peer, isMismatched: boolean): PeerItem {
  const { deviceId, memberId, memberName, deviceName } = peer;
  const word = peer.word && readWord(input, peer.word);
  return { deviceId, memberId, memberName, deviceName, word, next: nextOf(word), isMismatched };
}

function nextOf(word: PeerWord | undefined): NextStep {
  if (!word) return 'meet';
  if (word.weLack > 0) return 'take';
  return word.theyLack > 0 || !word.areMembersEqual ? 'give' : 'none';
}

function readWord(input: SyncViewInput, word: Word): PeerWord {
  const { status } = word.signed;
  const standing = compareStatuses(input.own, status);
  return {
    saidMs: status.atMs,
    heardMs: word.heardMs,
    theyLack: standing.theyLack + standing.theyLackOnBranches,
    weLack: standing.weLack + standing.weLackOnBranches,
    areMembersEqual: standing.areMembersEqual,
    appVersion: status.appVersion,
    clockOffMs: clockOff(input, word)
  };
}

/** A word from the future is from a clock ahead; one that says less than what its writer had read, from one behind. */
function clockOff({ own, ownId, ownLastMs }: SyncViewInput, { signed, heardMs }: Word): number {
  const { status } = signed;
  const ahead = status.atMs - heardMs;
  if (ahead > toleranceMs) return ahead;
  const seen = status.frontier.chains.flatMap((theirs) => {
    const ours = headIn(own.frontier.chains, theirs);
    // Only of this device's newest entry is the stamp at hand, and only its clock is known here.
    if (!ours || ours.deviceId !== ownId || ours.seq !== theirs.seq) return [];
    return ownLastMs.get(chainKeyOf(ours)) ?? [];
  });
  const behind = Math.max(0, ...seen.map((ms) => ms - status.atMs));
  return behind > toleranceMs ? -behind : 0;
}

function countUnsynced({ own, ownId }: SyncViewInput, peers: readonly Peer[]): number {
  const told = peers.flatMap(({ word }) => word?.signed.status ?? []);
  const isOwn = ({ deviceId }: FrontierChain): boolean => deviceId === ownId;
  const shared = own.frontier.chains.filter(isOwn).map((chain) => {
    const held = told.flatMap(({ frontier }) => headIn(frontier.chains, chain) ?? []);
    // Another entry under that number: a fork that this device has not heard of.
    const seqs = held.map(({ seq, id }) => (seq === chain.seq && id !== chain.id ? seq - 1 : seq));
    return Math.max(0, chain.seq - Math.max(0, ...seqs));
  });
  // Past a fork: whoever has a branch names its end, or has heard of no other.
  const ends = new Set(
    told.flatMap(({ tips, frontier }) => [...tips, ...frontier.chains].map(({ id }) => id))
  );
  const apart = own.tips
    .filter((tip) => isOwn(tip) && !ends.has(tip.id))
    .map((tip) => Math.max(1, tip.seq - (headIn(own.frontier.chains, tip)?.seq ?? 0)));
  return [...shared, ...apart].reduce((sum, count) => sum + count, 0);
}

function erasureItems({ own }: SyncViewInput, peers: readonly Peer[]): ErasureItem[] {
  const known = peers.map(
    ({ word }) =>
      new Set(word?.signed.status.frontier.erasures.map(({ recordId }) => recordId) ?? [])
  );
  const records = new Set(own.frontier.erasures.map(({ recordId }) => recordId));
  return [...records].map((recordId) => ({
    recordId,
    done: 1 + known.filter((ids) => ids.has(recordId)).length,
    devices: 1 + peers.length
  }));
}
