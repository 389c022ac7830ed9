/**
 * The seeded runs in two halves, one test file each, so that two cores share them. SIM_RUNS and SIM_FROM choose how
 * many and which, SIM_DEVICES, SIM_ROUNDS and SIM_STEPS how big.
 */
import { writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runSimulation, standardSize } from './run-simulation';
import type { SimCounts } from './world';

const runs = Number(process.env.SIM_RUNS ?? 300);
const from = Number(process.env.SIM_FROM ?? 1);
const size = {
  devices: Number(process.env.SIM_DEVICES ?? standardSize.devices),
  rounds: Number(process.env.SIM_ROUNDS ?? standardSize.rounds),
  stepsPerRound: Number(process.env.SIM_STEPS ?? standardSize.stepsPerRound)
};
const batch = 30;

/** @param half 0 takes the first, third … batch of runs, 1 the others */
export function describeRuns(half: 0 | 1): void {
  const counts: SimCounts = {};
  describe('simulation of a book, its people and their devices (I1 to I8, I10)', () => {
    for (let start = half * batch; start < runs; start += 2 * batch) {
      const count = Math.min(batch, runs - start);
      it(`holds the invariants in runs ${from + start} to ${from + start + count - 1}`, async () => {
        let done = 0;
        for (let i = 0; i < count; i++) {
          await runSimulation(from + start + i, size, counts);
          done++;
        }
        expect(done).toBe(count);
        // Straight away: what a worker writes to its stream comes late in a long run.
        writeSync(
          1,
          `simulation, half ${half}: to run ${start + count} of ${runs} ${JSON.stringify(counts)}\n`
        );
      }, 600_000);
    }
  });
}
