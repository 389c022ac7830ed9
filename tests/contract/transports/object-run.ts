/** Devices that visit one shared medium, each with its own way to it. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { LogPort } from '../../../src/lib/log/protocol/log-port';
import type { ObjectMedium } from '../../../src/lib/transports/objects/medium';
import {
  createObjectWay,
  type ObjectWay,
  type VisitReport
} from '../../../src/lib/transports/objects/object-way';
import type { SeededRandom } from '../replica/seeded-random';
import { createMemoryMedium } from './memory-medium';
import type { StoredRun, Way, WayDevice } from './way';

/** The way of one device; kept as long as it is open, so that what it remembers from visit to visit is tested too. */
export function createVisitor(
  random: SeededRandom,
  mediumOf: (device: WayDevice) => ObjectMedium
): (device: WayDevice, withDigests?: boolean) => Promise<VisitReport> {
  const ways = new Map<LogPort, ObjectWay>();
  return (device, withDigests = false) => {
    const { port, clock } = device;
    const way = ways.get(port) ?? createObjectWay(port, mediumOf(device), { clock, random });
    ways.set(port, way);
    return way.visit({ withDigests });
  };
}

export const memoryObjectsWay: Way = {
  name: '对象 objects in memory',
  async open(party): Promise<StoredRun> {
    const medium = createMemoryMedium();
    const visit = createVisitor(party.random, () => medium);
    return {
      visit: async (device) => void (await visit(device)),
      setFault: (fault) => medium.setFault(fault),
      seen: async () => [...medium.objects.values()].map(({ bytes }): Bytes => bytes),
      image: async () => new Map(medium.objects),
      async putBack(image) {
        medium.objects = new Map(image as typeof medium.objects);
      },
      wipe: async () => medium.objects.clear(),
      shake: async (random) => medium.shake(random),
      close: async () => undefined
    };
  }
};
