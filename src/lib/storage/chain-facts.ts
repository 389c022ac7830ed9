/** What the member screens say about chains: who was seen when, what is held and may be adopted, where a fork is. */
import { hlcToMs } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { isKnownEntry } from '../log/entry';
import { chainKeyOf, type Chain } from '../log/chain';
import type { AdoptedRange } from '../log/member-payload';
import { createPacer, type Core } from './core';
import { chainKey, type ChainHead } from './heads';
import { unshownWork, type UnshownWork } from './held-branches';
import { chainOfName } from './slot';

/** A run that the member log does not let apply: an administrator may adopt it (log/SPEC M19). */
export interface HeldRun {
  readonly range: AdoptedRange;
  readonly recordIds: ReadonlySet<RecordId>;
  /** Epoch milliseconds, by the writer's clock. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ChainFacts extends Chain {
  /** Stamp of the newest entry, epoch milliseconds; undefined for a version this build doesn't know. */
  readonly lastMs: number | undefined;
  readonly held: readonly HeldRun[];
}

/** What stands on the branches of a forked chain, or was written on top of one, and nothing shows. */
export interface UnshownBranches extends Pick<UnshownWork, 'deviceId' | 'isOwed' | 'isOnTop'> {
  readonly recordIds: ReadonlySet<RecordId>;
  /** Epoch milliseconds, by the writer's clock. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** So long the first look at branches keeps the queue from saves that wait. */
const lookMs = 300;

/** In several looks, between which others have their turn; each may last longer than the one before, so that it comes to an end. */
export async function readUnshownBranches(
  core: Core,
  run: <T>(work: () => Promise<T>) => Promise<T>
): Promise<readonly UnshownBranches[]> {
  for (let ms = lookMs; ; ms += lookMs) {
    const found = await run(() => lookAtBranches(core, ms));
    if (found) return found;
  }
}

async function lookAtBranches(
  core: Core,
  mostMs: number
): Promise<readonly UnshownBranches[] | undefined> {
  // Where nothing is forked, nobody wrote on top of a fork either.
  if (core.frozenAt.size === 0) return [];
  const { clock } = core.deps;
  let from: number | undefined;
  // Every look gets something done, and a clock set back must not keep it.
  const mayAsk = (): boolean => Math.abs(clock.now() - (from ??= clock.now())) <= mostMs;
  const found = await unshownWork(core, () => true, mayAsk);
  return found?.flatMap(({ entries, deviceId, isOwed, isOnTop, recordIds }) => {
    const stamps = entries.flatMap((one) => (isKnownEntry(one) ? hlcToMs(one.header.hlc) : []));
    if (stamps.length === 0) return [];
    const range = { fromMs: Math.min(...stamps), toMs: Math.max(...stamps) };
    return [{ deviceId, isOwed, isOnTop, recordIds, ...range }];
  });
}

export async function readChainFacts(core: Core): Promise<readonly ChainFacts[]> {
  const facts: ChainFacts[] = [];
  const adopted = new Set(
    core.members.entries.flatMap(({ payload }) =>
      payload.kind === 'adopt' ? payload.ranges.map(chainKeyOf) : []
    )
  );
  for (const head of core.heads.chains.values()) {
    const last = await core.log.last(head);
    const isHeld =
      last !== undefined &&
      isKnownEntry(last) &&
      core.members.resolved.judge(last.header, last.id).type === 'held';
    facts.push({
      ...chainOfName(head),
      lastMs: last && isKnownEntry(last) ? hlcToMs(last.header.hlc) : undefined,
      // Cuts hold what comes after them, so a chain whose end counts holds nothing, or that end was adopted.
      held: isHeld || adopted.has(chainKeyOf(chainOfName(head))) ? await heldRuns(core, head) : []
    });
  }
  return facts;
}

async function heldRuns(core: Core, head: ChainHead): Promise<HeldRun[]> {
  const frozen = core.frozenAt.get(chainKey(head)) ?? Infinity;
  const pace = createPacer(core.deps);
  const chain = chainOfName(head);
  const runs: HeldRun[] = [];
  let open: { from: number; fromMs: number; recordIds: Set<RecordId> } | undefined;
  for await (const entry of core.log.read(head, 1, frozen)) {
    await pace();
    const { header, id } = entry;
    const isHeld =
      isKnownEntry(entry) && core.members.resolved.judge(entry.header, id).type === 'held';
    if (!isHeld) {
      open = undefined;
      continue;
    }
    const atMs = hlcToMs(entry.header.hlc);
    if (open) runs.pop();
    open ??= { from: header.seq, fromMs: atMs, recordIds: new Set() };
    for (const { recordId } of header.parts) open.recordIds.add(recordId);
    const range = { ...chain, seq: header.seq, id, from: open.from };
    runs.push({ range, recordIds: open.recordIds, fromMs: open.fromMs, toMs: atMs });
  }
  return runs;
}
