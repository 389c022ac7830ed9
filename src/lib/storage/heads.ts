/**
 * The heads row: how far every chain goes, which fold the pages are of, and how far the overlay reaches. It is
 * written in the same transaction as the entries it speaks of, and compared with their tails when opening.
 */
import { fromUtf8, utf8 } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { Scope } from '../kernel/scope';
import { noPrev } from '../log/entry-header';
import type { EntryId } from '../log/ids';
import type { AtRest, Place } from './at-rest';
import type { ChainName } from './log-store';
import { putRow, type ReplicaStore, type StoreWrite } from './store';

export interface ChainHead extends ChainName {
  readonly seq: number;
  readonly id: EntryId;
}

export interface Heads {
  /** Counts writes of this row, so that tabs notice each other. */
  readonly commit: number;
  /** Generation of the manifest; 0 before the first fold. */
  readonly generation: number;
  /** Number of the next overlay chunk. */
  readonly overlayEnd: number;
  readonly hlc: Hlc;
  readonly chains: ReadonlyMap<string, ChainHead>;
  /** Member entries that were held: a tab that has fewer is behind, an opening that finds fewer has lost rows. */
  readonly memberCount: number;
}

export const chainKey = ({ slot, scope }: ChainName): string => `${scope}:${slot}`;

export const emptyHeads: Heads = {
  commit: 0,
  generation: 0,
  overlayEnd: 0,
  hlc: 0 as Hlc,
  chains: new Map(),
  memberCount: 0
};

/** The head of a chain; seq 0 where it has no entries yet. */
export const headOf = (heads: Heads, chain: ChainName): ChainHead =>
  heads.chains.get(chainKey(chain)) ?? { ...chain, seq: 0, id: noPrev };

export function withChainHeads(heads: Heads, changed: readonly ChainHead[]): Heads {
  const chains = new Map(heads.chains);
  for (const head of changed) chains.set(chainKey(head), head);
  return { ...heads, chains };
}

const place: Place = { table: 'heads', key: ['heads'], scopes: [], generation: 0 };

export async function writeHeads(atRest: AtRest, heads: Heads): Promise<StoreWrite> {
  const { commit, generation, overlayEnd, hlc, memberCount } = heads;
  const chains = [...heads.chains.values()].map(({ slot, scope, seq, id }) => [
    slot,
    scope,
    seq,
    id
  ]);
  const text = JSON.stringify({ commit, generation, overlayEnd, hlc, chains, memberCount });
  return putRow(place.table, place.key, await atRest.seal(place, utf8(text)));
}

export type StoredHeads =
  | { readonly type: 'none' }
  | { readonly type: 'broken' }
  | { readonly type: 'heads'; readonly heads: Heads };

export async function readHeads(store: ReplicaStore, atRest: AtRest): Promise<StoredHeads> {
  const sealed = await store.get(place.table, place.key);
  if (!sealed) return { type: 'none' };
  const plain = await atRest.open(place, sealed);
  return plain ? { type: 'heads', heads: decodeHeads(fromUtf8(plain)) } : { type: 'broken' };
}

function decodeHeads(text: string): Heads {
  const { commit, generation, overlayEnd, hlc, chains, memberCount } = JSON.parse(text) as Omit<
    Heads,
    'chains'
  > & {
    readonly chains: readonly (readonly [string, Scope, number, EntryId])[];
  };
  const heads = { commit, generation, overlayEnd, hlc, chains: new Map(), memberCount };
  return withChainHeads(
    heads,
    chains.map(([slot, scope, seq, id]) => ({ slot, scope, seq, id }))
  );
}
