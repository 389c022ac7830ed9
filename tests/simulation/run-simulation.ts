/** One seeded run: some devices, some steps, a heal with its checks, a few times over. */
import { vi } from 'vitest';
import { toHex } from '../../src/lib/kernel/bytes';
import { scopes } from '../../src/lib/kernel/scope';
import { createSeededRandom } from '../contract/replica/seeded-random';
import { step, type SimState } from './actions';
import { heal } from './checks';
import { createNetwork } from './network';
import { createSimulatedCrypto } from './simulated-crypto';
import { createWorld, type SimCounts, type World } from './world';

export interface SimulationSize {
  readonly devices: number;
  readonly rounds: number;
  readonly stepsPerRound: number;
}

/** What two runs of one seed have in common. */
export interface RunOutcome {
  readonly trace: readonly string[];
  /** Per device and scope. */
  readonly digests: readonly string[];
}

export const standardSize: SimulationSize = { devices: 3, rounds: 2, stepsPerRound: 16 };

/**
 * Throws when an invariant does not hold; the seed alone repeats the run. With `isRealCrypto` keys are drawn anew each
 * time and threads take part, so no two runs are alike.
 */
export async function runSimulation(
  seed: number,
  size: SimulationSize = standardSize,
  counts?: SimCounts,
  { isRealCrypto = false }: { readonly isRealCrypto?: boolean } = {}
): Promise<RunOutcome> {
  if (!isRealCrypto) {
    vi.stubGlobal('crypto', createSimulatedCrypto(createSeededRandom(seed ^ 0x5eed)));
  }
  try {
    return await run(seed, size, counts);
  } finally {
    vi.unstubAllGlobals();
  }
}

async function run(
  seed: number,
  size: SimulationSize,
  counts: SimCounts | undefined
): Promise<RunOutcome> {
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
      await heal(world, state.network, state.outside);
    }
    return { trace: world.trace, digests: await digestsOf(world) };
  } catch (thrown) {
    throw new Error(`seed ${seed} after ${world.trace.join(', ')}`, { cause: thrown });
  }
}

async function digestsOf({ devices }: World): Promise<string[]> {
  const digests: string[] = [];
  for (const { replica } of devices) {
    for (const scope of scopes) digests.push(toHex((await replica.digest(scope)).digest));
  }
  return digests;
}
