/**
 * Chains (I3): the entries of one device, incarnation and scope, contiguous from seq 1, each naming the one before.
 * Two headers for one seq are a fork and freeze the chain; two signatures over one header are a malleated
 * copy, which is dropped: entry ids leave the signature out.
 */
import { equalBytes } from '../kernel/bytes';
import type { Brand } from '../kernel/brand';
import type { DeviceId } from '../kernel/ids';
import { scopeCode, type Scope } from '../kernel/scope';
import type { Entry } from './entry';
import type { EntryFrame } from './entry-header';
import { compareIds, type EntryId } from './ids';

export interface Chain {
  readonly scope: Scope;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
}

export interface ChainHead {
  readonly seq: number;
  readonly id: EntryId;
}

/** A chain as a map key: `scope/device/incarnation`. */
export type ChainKey = Brand<string, 'ChainKey'>;

export const chainKeyOf = (chain: Chain): ChainKey =>
  `${chain.scope}/${chain.deviceId}/${chain.incarnation}` as ChainKey;

export const chainOf = ({ scope, deviceId, incarnation }: EntryFrame): Chain => ({
  scope,
  deviceId,
  incarnation
});

/** Canonical order of chains. */
export function compareChains(a: Chain, b: Chain): number {
  return (
    scopeCode[a.scope] - scopeCode[b.scope] ||
    compareIds(a.deviceId, b.deviceId) ||
    a.incarnation - b.incarnation
  );
}

/** How an entry stands to what is held of its chain. */
export type ChainStep =
  /** Continues the chain. */
  | 'next'
  /** Already held, byte for byte (parts may differ in absence only). */
  | 'duplicate'
  /** Same header, other signature: keep the one held. */
  | 'malleated'
  /** Another header for a seq that is held, or a prev that is not what is held: freeze the chain. */
  | 'fork'
  /** Entries before it are missing. */
  | 'gap';

/**
 * Places a verified entry. `held` is the entry of the same seq when there is one (only its id and signature are
 * looked at), `head` the last one held of the chain.
 */
export function placeInChain(
  entry: Pick<Entry, 'id' | 'header' | 'signature'>,
  head: ChainHead | undefined,
  held: Pick<Entry, 'id' | 'signature'> | undefined
): ChainStep {
  if (held) {
    if (held.id !== entry.id) return 'fork';
    return equalBytes(held.signature, entry.signature) ? 'duplicate' : 'malleated';
  }
  const { seq, prev } = entry.header;
  if (seq === 1) return head === undefined ? 'next' : 'fork';
  if (head === undefined || seq > head.seq + 1) return 'gap';
  return seq === head.seq + 1 && prev === head.id ? 'next' : 'fork';
}

/** Index of the first entry that breaks the chain (wrong chain, gap, prev), or undefined. */
export function findChainBreak(entries: readonly Entry[]): number | undefined {
  const first = entries[0];
  if (!first) return undefined;
  const key = chainKeyOf(chainOf(first.header));
  const index = entries.findIndex((entry, i) => {
    const before = entries[i - 1];
    if (chainKeyOf(chainOf(entry.header)) !== key) return true;
    if (!before) return false;
    return entry.header.seq !== before.header.seq + 1 || entry.header.prev !== before.id;
  });
  return index < 0 ? undefined : index;
}
