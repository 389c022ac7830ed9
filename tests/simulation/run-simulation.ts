/** One seeded run: some devices, some steps, a heal with its checks, a few times over. */
import { step, type SimState } from './actions';
import { createWorld, heal, type SimCounts } from './world';

export interface SimulationSize {
  readonly devices: number;
  readonly rounds: number;
  readonly stepsPerRound: number;
}

export const standardSize: SimulationSize = { devices: 3, rounds: 2, stepsPerRound: 18 };

/** Throws when an invariant does not hold; the seed alone repeats the run. */
export async function runSimulation(
  seed: number,
  size: SimulationSize = standardSize,
  counts?: SimCounts
): Promise<void> {
  const world = await createWorld(seed, size.devices, counts);
  const state: SimState = { world, receipts: new Map(), images: new Map(), backups: [] };
  for (let round = 0; round < size.rounds; round++) {
    for (let i = 0; i < size.stepsPerRound; i++) await step(state);
    await heal(world);
  }
}
