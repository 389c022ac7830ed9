import { describe, expect, it } from 'vitest';
import { bundleWay } from './bundle-way';
import { linkWay } from './link-way';
import { memoryObjectsWay } from './object-run';
import { areLevel, createParty, summarise } from './party';
import { isStored } from './way';

describe('every mix of ways', () => {
  it.each([1, 2, 3])('I1, I2: ends alike, whichever way anything took (seed %i)', async (seed) => {
    const party = await createParty(900 + seed, 3);
    const { random } = party;
    const runs = await Promise.all(
      [linkWay, bundleWay, memoryObjectsWay, memoryObjectsWay].map((way) => way.open(party))
    );
    for (let i = 0; i < 10; i++) {
      const device = random.pick(party.devices);
      await device.write(1 + random.below(2));
      const run = random.pick(runs);
      await run.visit(device);
      if (isStored(run) && random.chance(0.2)) await run.wipe();
    }
    // From then on one stored way is enough.
    const last = runs[seed] ?? runs[1];
    for (let round = 0; round < 5; round++) {
      for (const device of party.devices) await last?.visit(device);
      if (await areLevel(party.devices)) break;
    }
    const [first, ...others] = await Promise.all(party.devices.map(summarise));
    expect(first?.missing).toEqual([]);
    for (const other of others) expect(other).toEqual(first);
    await Promise.all(runs.map((run) => run.close()));
  });
});
