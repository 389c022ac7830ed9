/**
 * The seeded model test (issue "engine"): replicas of one owner through partitions, duplication, reordering,
 * damage, crashes, lost commits, clock jumps and restores. SIM_RUNS and SIM_FROM choose how many and which,
 * SIM_DEVICES, SIM_ROUNDS and SIM_STEPS how big.
 */
import { describe, expect, it } from 'vitest';
import { runSimulation, standardSize } from './run-simulation';
import { noCounts } from './world';

const runs = Number(process.env.SIM_RUNS ?? 300);
const from = Number(process.env.SIM_FROM ?? 1);
const size = {
  devices: Number(process.env.SIM_DEVICES ?? standardSize.devices),
  rounds: Number(process.env.SIM_ROUNDS ?? standardSize.rounds),
  stepsPerRound: Number(process.env.SIM_STEPS ?? standardSize.stepsPerRound)
};
const batch = 40;
const counts = noCounts();

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

describe('simulation of one owner with several devices (I1, I2, I3, I5, I7, I8, I10)', () => {
  for (let start = 0; start < runs; start += batch) {
    const count = Math.min(batch, runs - start);
    it(`holds the invariants in runs ${from + start} to ${from + start + count - 1}`, async () => {
      let done = 0;
      for (let i = 0; i < count; i++) {
        const seed = from + start + i;
        try {
          await runSimulation(seed, size, counts);
        } catch (thrown) {
          throw new Error(`seed ${seed}`, { cause: thrown });
        }
        done++;
      }
      expect(done).toBe(count);
      process.stdout.write(
        `simulation: ${start + count} of ${runs} runs ${JSON.stringify(counts)}\n`
      );
    }, 600_000);
  }
});
