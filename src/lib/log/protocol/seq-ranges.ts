/** Sets of sequence numbers by chain: what objects cover, and what is left of a log when they are taken away. */
import { chainKeyOf, compareChains, type Chain, type ChainKey } from '../chain';

/** Both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

export type ChainRange = Chain & SeqRange;

export interface Coverage {
  add(range: ChainRange): void;
  /** What of a run is not covered, rising. */
  missingOf(range: ChainRange): SeqRange[];
  /** Every covered run, joined, in the order of chains. */
  ranges(): ChainRange[];
}

export function createCoverage(from: Iterable<ChainRange> = []): Coverage {
  const runsByChain = new Map<ChainKey, { readonly chain: Chain; runs: SeqRange[] }>();
  const coverage: Coverage = {
    add({ from: first, to, ...chain }) {
      const key = chainKeyOf(chain);
      const known = runsByChain.get(key);
      if (known) known.runs = joinRun(known.runs, { from: first, to });
      else runsByChain.set(key, { chain: chainAlone(chain), runs: [{ from: first, to }] });
    },
    missingOf(range) {
      let left: SeqRange[] = [{ from: range.from, to: range.to }];
      for (const run of runsByChain.get(chainKeyOf(range))?.runs ?? []) {
        left = left.flatMap((piece) => cutOut(piece, run));
      }
      return left;
    },
    ranges: () =>
      [...runsByChain.values()]
        .sort((a, b) => compareChains(a.chain, b.chain))
        .flatMap(({ chain, runs }) => runs.map((run) => ({ ...chain, ...run })))
  };
  for (const range of from) coverage.add(range);
  return coverage;
}

const chainAlone = ({ scope, deviceId, incarnation }: Chain): Chain => ({
  scope,
  deviceId,
  incarnation
});

/** Runs stay rising and apart: neighbours are joined. */
function joinRun(runs: readonly SeqRange[], added: SeqRange): SeqRange[] {
  const last = runs[runs.length - 1];
  // The common case: objects list a chain in its order.
  if (!last || last.to + 1 < added.from) return [...runs, added];
  let { from, to } = added;
  const apart = runs.filter((run) => {
    if (run.to + 1 < added.from || run.from > added.to + 1) return true;
    from = Math.min(from, run.from);
    to = Math.max(to, run.to);
    return false;
  });
  return [...apart, { from, to }].sort((a, b) => a.from - b.from);
}

function cutOut(piece: SeqRange, run: SeqRange): SeqRange[] {
  if (run.to < piece.from || run.from > piece.to) return [piece];
  const left: SeqRange[] = [];
  if (piece.from < run.from) left.push({ from: piece.from, to: run.from - 1 });
  if (run.to < piece.to) left.push({ from: run.to + 1, to: piece.to });
  return left;
}

/** How many sequence numbers the runs hold. */
export const countOf = (ranges: readonly SeqRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
