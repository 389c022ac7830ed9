/** A failure can be looked into only when its seed brings it again. */
import { expect, it } from 'vitest';
import { runSimulation } from './run-simulation';
import type { SimCounts } from './world';

const size = { devices: 4, rounds: 2, stepsPerRound: 40 };

async function summaryOf(seed: number) {
  const counts: SimCounts = {};
  return { ...(await runSimulation(seed, size, counts)), counts };
}

it('a seed repeats its run: steps, counts and digests of every device', async () => {
  for (const seed of [1, 2, 3]) expect(await summaryOf(seed)).toEqual(await summaryOf(seed));
}, 60_000);
