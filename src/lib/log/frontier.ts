/**
 * The frontier (DESIGN 6): heads of the member log, seq and hash of every chain, and the orders of erasure. Two
 * replicas with equal frontiers and nothing missing hold the same log.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { toHex, utf8, type Bytes } from '../kernel/bytes';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Result } from '../kernel/result';
import { scopeCode, scopeOfCode } from '../kernel/scope';
import { sha256Sync } from '../crypto/sha256';
import { chainKeyOf, compareChains, type Chain, type ChainHead, type ChainKey } from './chain';
import { assertRising, readPositive, readSortedHashes, type Malformed } from './entry-header';
import { compareIds, readHash, readId, writeHash, writeId } from './ids';
import type { EntryId, MemberEntryId } from './ids';
import { limits } from './limits';

export type FrontierChain = Chain & ChainHead;

/** An order travels with every frontier, also to peers that lack the member entry itself. */
export interface ErasureOrder {
  readonly recordId: RecordId;
  /** The member entry of kind `erase record`. */
  readonly order: MemberEntryId;
}

/** Every list sorted and without repeats: createFrontier makes it so. */
export interface Frontier {
  readonly memberHeads: readonly MemberEntryId[];
  readonly chains: readonly FrontierChain[];
  readonly erasures: readonly ErasureOrder[];
}

const version = 1;
export const emptyFrontier: Frontier = { memberHeads: [], chains: [], erasures: [] };

/**
 * Sorts and drops repeats; of one chain the highest seq stays. Within the caps, whatever members or strangers have
 * made of the log: a frontier that nobody can read would be the end of every backup. Heads beyond the cap are told by
 * one hash over all of them, chains and orders are left out: more is sent than is lacking, never less.
 */
export function createFrontier(from: {
  readonly memberHeads: Iterable<MemberEntryId>;
  readonly chains: Iterable<FrontierChain>;
  readonly erasures: Iterable<ErasureOrder>;
}): Frontier {
  const chains = new Map<ChainKey, FrontierChain>();
  for (const { scope, deviceId, incarnation, seq, id } of from.chains) {
    const chain = { scope, deviceId, incarnation, seq, id };
    const key = chainKeyOf(chain);
    if ((chains.get(key)?.seq ?? 0) < seq) chains.set(key, chain);
  }
  const erasures = new Map([...from.erasures].map((e) => [erasureKey(e), e]));
  return {
    memberHeads: frontierHeads([...new Set(from.memberHeads)].sort()),
    chains: [...chains.values()].sort(compareChains).slice(0, limits.chains),
    erasures: [...erasures.values()]
      .sort((a, b) => compareIds(erasureKey(a), erasureKey(b)))
      .slice(0, limits.erasures)
  };
}

/** Sorted heads as a frontier names them. */
export function frontierHeads(heads: readonly MemberEntryId[]): readonly MemberEntryId[] {
  if (heads.length <= limits.frontierHeads) return heads;
  const all = toHex(sha256Sync(utf8(`tongxinbu/1/frontier-heads ${heads.join()}`)));
  return [...heads.slice(0, limits.frontierHeads - 1), all as MemberEntryId].sort();
}

const erasureKey = (e: ErasureOrder): string => `${e.recordId}${e.order}`;

export function writeFrontier(writer: BinaryWriter, frontier: Frontier): void {
  writer.u8(version).list(frontier.memberHeads, writeHash);
  writer.list(frontier.chains, writeChain);
  writer.list(frontier.erasures, (w, erasure) => {
    writeId(w, erasure.recordId);
    writeHash(w, erasure.order);
  });
}

/** Throws DecodeError. */
export function readFrontier(reader: BinaryReader): Frontier {
  if (reader.u8() !== version) throw new DecodeError('unknown frontier version');
  const memberHeads = readSortedHashes<MemberEntryId>(reader, limits.frontierHeads);
  const chains = reader.list(limits.chains, readChain);
  for (let i = 1; i < chains.length; i++) {
    const [before, chain] = [chains[i - 1], chains[i]];
    if (before && chain && compareChains(before, chain) >= 0)
      throw new DecodeError('chains not sorted');
  }
  const erasures = reader.list(limits.erasures, (r) => ({
    recordId: readId<RecordId>(r),
    order: readHash<MemberEntryId>(r)
  }));
  assertRising(erasures.map(erasureKey));
  return { memberHeads, chains, erasures };
}

export function writeChain(writer: BinaryWriter, chain: FrontierChain): void {
  writer.uint(scopeCode[chain.scope]);
  writeId(writer, chain.deviceId);
  writer.uint(chain.incarnation).uint(chain.seq);
  writeHash(writer, chain.id);
}

/** Throws DecodeError. */
export function readChain(reader: BinaryReader): FrontierChain {
  const scope = scopeOfCode(reader.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  return {
    scope,
    deviceId: readId<DeviceId>(reader),
    incarnation: readPositive(reader, limits.incarnation),
    seq: readPositive(reader, limits.seq),
    id: readHash<EntryId>(reader)
  };
}

export function encodeFrontier(frontier: Frontier): Bytes {
  const writer = new BinaryWriter();
  writeFrontier(writer, frontier);
  return writer.finish();
}

export const decodeFrontier = (bytes: Uint8Array): Result<Frontier, Malformed> =>
  decodeWith(bytes, readFrontier);

/** A run of one chain that the other side has and this one lacks; both ends included. */
export type WantRange = Chain & { readonly from: number; readonly to: number };

export interface FrontierDifference {
  /** What we lack of theirs. */
  readonly want: readonly WantRange[];
  /** What they lack of ours. */
  readonly offer: readonly WantRange[];
  /** Chains in which both name another hash for the same seq: a fork, seen at once. */
  readonly forked: readonly Chain[];
  /** Heads of theirs that are no head of ours (we may hold them deeper). */
  readonly wantMembers: readonly MemberEntryId[];
  readonly offerMembers: readonly MemberEntryId[];
  readonly wantErasures: readonly ErasureOrder[];
  readonly offerErasures: readonly ErasureOrder[];
}

/** What each side lacks. Swapping the arguments swaps want and offer. */
export function differenceOf(ours: Frontier, theirs: Frontier): FrontierDifference {
  const heads = new Map(ours.chains.map((chain) => [chainKeyOf(chain), chain]));
  const theirHeads = new Map(theirs.chains.map((chain) => [chainKeyOf(chain), chain]));
  return {
    want: missingRanges(heads, theirs.chains),
    offer: missingRanges(theirHeads, ours.chains),
    forked: ours.chains.filter((chain) => isForked(chain, theirHeads.get(chainKeyOf(chain)))),
    wantMembers: without(theirs.memberHeads, ours.memberHeads, String),
    offerMembers: without(ours.memberHeads, theirs.memberHeads, String),
    wantErasures: without(theirs.erasures, ours.erasures, erasureKey),
    offerErasures: without(ours.erasures, theirs.erasures, erasureKey)
  };
}

/**
 * `behind`: only we lack something; `ahead`: only they do. Member heads that differ count on both sides, because
 * which head is older is known only with the member entries.
 */
export function compareFrontiers(
  ours: Frontier,
  theirs: Frontier
): 'equal' | 'behind' | 'ahead' | 'apart' {
  const d = differenceOf(ours, theirs);
  if (d.forked.length > 0) return 'apart';
  const lacking = d.want.length + d.wantMembers.length + d.wantErasures.length > 0;
  const offering = d.offer.length + d.offerMembers.length + d.offerErasures.length > 0;
  if (lacking && offering) return 'apart';
  return lacking ? 'behind' : offering ? 'ahead' : 'equal';
}

function missingRanges(
  held: ReadonlyMap<ChainKey, FrontierChain>,
  other: readonly FrontierChain[]
): WantRange[] {
  return other.flatMap(({ scope, deviceId, incarnation, seq }) => {
    const from = (held.get(chainKeyOf({ scope, deviceId, incarnation }))?.seq ?? 0) + 1;
    return from <= seq ? [{ scope, deviceId, incarnation, from, to: seq }] : [];
  });
}

const isForked = (a: FrontierChain, b: FrontierChain | undefined): boolean =>
  b !== undefined && a.seq === b.seq && a.id !== b.id;

function without<T>(items: readonly T[], others: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Set(others.map(keyOf));
  return items.filter((item) => !known.has(keyOf(item)));
}
