/**
 * The seeded model test (issues "engine" and "several devices"): a book whose people and devices come and go, through
 * partitions, duplication, reordering, damage, hostile media and forgers, crashes, lost commits, clock jumps and restores.
 */
import { describe, expect, it } from 'vitest';
import { describeRuns } from './describe-runs';
import { runSimulation, standardSize } from './run-simulation';
import type { SimCounts } from './world';

/**
 * Seeds whose runs once broke an invariant, with what it was. Key pairs and some gaps are drawn along the way, so later
 * changes of the engine can shift the steps: these are no proof that the same fault is met again.
 */
const large = { devices: 4, rounds: 2, stepsPerRound: 40 };
const pastSeeds = [
  {
    seed: 5001,
    was: 'text built on a branch that a fork froze stayed waiting on some devices only',
    size: large
  },
  { seed: 5002, was: 'records of an earlier incarnation vanished with its late fork', size: large },
  {
    seed: 5004,
    was: 'a longer second branch waited for ever behind the shorter first one',
    size: large
  },
  {
    seed: 5010,
    was: 'a part taken in as absent, whose erase order then was lost with a disk',
    size: large
  },
  { seed: 300, was: 'a device that had been lowered meanwhile could not take in its own fork' },
  { seed: 1550, was: 'entries under the key of a void removal stayed closed to whom it left out' },
  { seed: 3627, was: 'who was let in with a key that turned out void read on through it' }
];

/** Not mended: about one run in ten, by the keys it draws, ends with a part missing on one device. Only the long runs have it. */
const openSeeds = [
  {
    seed: 50200,
    was: 'a removal that came before the entry it was made upon held no work when that came',
    size: { ...large, rounds: 3 }
  }
];
const isLongRun = process.env.SIM_RUNS !== undefined;

describe('simulation: seeds that once failed', () => {
  for (const { seed, was, size = standardSize } of [
    ...pastSeeds,
    ...(isLongRun ? openSeeds : [])
  ]) {
    it(`seed ${seed}: ${was}`, async () => {
      const seen: SimCounts = {};
      await runSimulation(seed, size, seen);
      expect(seen['heals']).toBe(size.rounds);
    }, 120_000);
  }
});

describeRuns(0);
