/** The ways through what chains have past their forks. */
import type { RecordId } from '../kernel/ids';
import type { Entry } from '../log/entry';
import type { Core } from './core';
import { compareEntries } from './entry-order';
import { chainKey } from './heads';
import type { ChainName } from './log-store';
import { slotOf } from './slot';
import type { RecordState } from './state-pack';

/** Entries of one chain from the fork to a tip, in chain order. */
export type Branch = readonly Entry[];

export const touches = (branch: Branch, id: RecordId): boolean =>
  branch.some(({ header }) => header.parts.some(({ recordId }) => recordId === id));

/** So many ends of one fork are looked at: an honest device has few, and each is read with all that leads to it. */
const mostEnds = 64;

/**
 * Entries that touch the record and are held as well: those of whole chains, of its writer those before the branch; and of others'
 * forks, fork by fork, what can be chosen from.
 */
export async function heldUnder(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  { header }: Entry
): Promise<{
  readonly whole: readonly Entry[];
  readonly forks: readonly (readonly (readonly Entry[])[])[];
}> {
  const own = slotOf(header);
  const whole: Entry[] = [];
  const forked = new Map<string, ChainName>();
  for (const touch of state?.touches ?? []) {
    if (touch.status === 'applied') continue;
    // Past the fork another branch may have one of that number.
    const isPastFork = touch.seq > (core.frozenAt.get(chainKey(touch)) ?? Infinity);
    const isOfOthers = touch.slot !== own;
    const isBefore = isOfOthers || (touch.scope === header.scope && touch.seq < header.seq);
    if (isPastFork && isOfOthers) forked.set(chainKey(touch), touch);
    if (isPastFork || !isBefore) continue;
    for await (const entry of core.log.read(touch, touch.seq, touch.seq)) whole.push(entry);
  }
  for (const { reason, entry } of core.quarantine.values()) {
    const chain = { slot: slotOf(entry.header), scope: entry.header.scope };
    const isMeant = reason === 'fork' && chain.slot !== own && touches([entry], id);
    if (isMeant) forked.set(chainKey(chain), chain);
  }
  const forks: (readonly (readonly Entry[])[])[] = [];
  for (const [name, chain] of forked) {
    const frozen = core.frozenAt.get(name);
    const paths = frozen === undefined ? [] : await pathsIn(core, id, chain, frozen);
    if (paths.length > 0) forks.push(paths);
  }
  return { whole, forks };
}

/** What the branches of a fork have of one record, each way once. */
async function pathsIn(
  core: Core,
  id: RecordId,
  chain: ChainName,
  frozen: number
): Promise<readonly (readonly Entry[])[]> {
  const held = await heldOf(core, chain, frozen);
  const byId = new Map(held.map((entry) => [entry.id, entry]));
  const touching = held.filter((entry) => touches([entry], id));
  const isTouching = new Set(touching);
  const before = (entry: Entry): Entry | undefined => {
    let at = byId.get(entry.header.prev);
    while (at && !isTouching.has(at)) at = byId.get(at.header.prev);
    return at;
  };
  const befores = new Map(touching.map((entry) => [entry, before(entry)]));
  const continued = new Set(befores.values());
  const ends = touching.filter((entry) => !continued.has(entry)).sort(compareEntries);
  return ends.slice(0, mostEnds).map((end) => {
    const path: Entry[] = [];
    for (let at: Entry | undefined = end; at; at = befores.get(at)) path.push(at);
    return path.reverse();
  });
}

/** All that a chain has past its fork. */
export async function heldOf(core: Core, chain: ChainName, frozen: number): Promise<Entry[]> {
  const held: Entry[] = [];
  for await (const entry of core.log.read(chain, frozen + 1)) held.push(entry);
  for (const { reason, entry } of core.quarantine.values()) {
    if (reason === 'fork' && isOf(chain, entry)) held.push(entry);
  }
  return held;
}

/** What a chain has past its fork: for each tip the whole way to it, oldest tip first. */
export async function branchesOf(
  core: Core,
  chain: ChainName,
  frozen: number
): Promise<readonly Entry[][]> {
  return pathsToTips(await heldOf(core, chain, frozen));
}

const isOf = (chain: ChainName, { header }: Entry): boolean =>
  header.scope === chain.scope && slotOf(header) === chain.slot;

/**
 * Forks may lie within forks. Of very many ends the one that this device held first is kept, and the longest: who has got hold of a key
 * must not hide what its owner wrote.
 */
function pathsToTips(entries: readonly Entry[]): Entry[][] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const continued = new Set(entries.map(({ header }) => header.prev));
  const [first, ...others] = entries.filter(({ id }) => !continued.has(id));
  const longest = others.sort((a, b) => b.header.seq - a.header.seq).slice(0, mostEnds - 1);
  const tips = first ? [first, ...longest].sort(compareEntries) : [];
  return tips.map((tip) => {
    const path: Entry[] = [];
    for (let at: Entry | undefined = tip; at; at = byId.get(at.header.prev)) path.push(at);
    return path.reverse();
  });
}
