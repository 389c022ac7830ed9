/** One seeded run: some devices, some steps, a heal with its checks, a few times over. */
import { step, type SimState } from './actions';
import { heal } from './checks';
import { createNetwork } from './network';
import { createWorld, type SimCounts } from './world';

export interface SimulationSize {
  readonly devices: number;
  readonly rounds: number;
  readonly stepsPerRound: number;
}

export const standardSize: SimulationSize = { devices: 3, rounds: 2, stepsPerRound: 16 };

/** Throws when an invariant does not hold; the seed alone repeats the run. */
export async function runSimulation(
  seed: number,
  size: SimulationSize = standardSize,
  counts?: SimCounts
): Promise<void> {
  const world = await createWorld(seed, size.devices, counts);
  const state: SimState = {
    world,
    network: await createNetwork(world),
    outside: { links: [], waiting: [] },
    mostDevices: size.devices + 3,
    receipts: new Map(),
    images: new Map(),
    backups: []
  };
  try {
    for (let round = 0; round < size.rounds; round++) {
      for (let i = 0; i < size.stepsPerRound; i++) await step(state);
      world.trace.push('heal');
      await heal(world, state.network);
    }
  } catch (thrown) {
    throw new Error(`seed ${seed} after ${world.trace.join(', ')}`, { cause: thrown });
  }
}
