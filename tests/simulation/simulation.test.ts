/**
 * The seeded model test (issue "engine"): replicas of one owner through partitions, duplication, reordering,
 * damage, crashes, lost commits, clock jumps and restores.
 */
import { describe, expect, it } from 'vitest';
import { describeRuns } from './describe-runs';
import { runSimulation } from './run-simulation';
import { noCounts } from './world';

/**
 * Seeds whose runs once broke an invariant, with what it was. Key pairs and some gaps are drawn along the way, so later
 * changes of the engine can shift the steps: these are no proof that the same fault is met again.
 */
const pastSeeds = [
  {
    seed: 5001,
    was: 'text built on a branch that a fork froze stayed waiting on some devices only'
  },
  { seed: 5002, was: 'records of an earlier incarnation vanished with its late fork' },
  { seed: 5004, was: 'a longer second branch waited for ever behind the shorter first one' },
  { seed: 5010, was: 'a part taken in as absent, whose erase order then was lost with a disk' }
];

describe('simulation: seeds that once failed', () => {
  for (const { seed, was } of pastSeeds) {
    it(`seed ${seed}: ${was}`, async () => {
      const seen = noCounts();
      await runSimulation(seed, { devices: 4, rounds: 2, stepsPerRound: 80 }, seen);
      expect(seen.heals).toBe(2);
    }, 120_000);
  }
});

describeRuns(0);
