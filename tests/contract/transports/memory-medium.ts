/** A shared medium in memory that can be meddled with, put back, shaken and wiped. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { MediumObject, ObjectMedium } from '../../../src/lib/transports/objects/medium';
import type { SeededRandom } from '../replica/seeded-random';
import type { Fault } from './way';

export interface MemoryMedium extends ObjectMedium {
  setFault(fault: Fault | undefined): void;
  /** By path. */
  objects: Map<string, { readonly bytes: Bytes; readonly version: number }>;
  shake(random: SeededRandom): void;
}

export function createMemoryMedium(
  options: Partial<Pick<ObjectMedium, 'graceMs' | 'acknowledgeMs' | 'reusesNames'>> = {}
): MemoryMedium {
  let fault: Fault | undefined;
  let version = 0;
  const medium: MemoryMedium = {
    graceMs: options.graceMs ?? 0,
    acknowledgeMs: options.acknowledgeMs ?? 0,
    reusesNames: options.reusesNames ?? false,
    objects: new Map(),
    setFault: (next) => (fault = next),
    async list(tags) {
      return [...medium.objects].flatMap(([path, object]): MediumObject[] => {
        const [tag = '', name = ''] = path.split('/');
        const version = String(object.version);
        return tags.includes(tag) ? [{ tag, name, path, isWritable: true, version }] : [];
      });
    },
    async read({ path }) {
      const bytes = medium.objects.get(path)?.bytes;
      return (bytes && fault ? fault(bytes) : bytes) ?? undefined;
    },
    async put(tag, name, bytes) {
      medium.objects.set(`${tag}/${name}`, { bytes, version: ++version });
    },
    async remove({ path }) {
      medium.objects.delete(path);
    },
    shake(random) {
      for (const path of [...medium.objects.keys()]) {
        if (random.chance(0.2)) medium.objects.delete(path);
        else if (random.chance(0.1)) {
          const other = random.pick([...medium.objects.values()]);
          medium.objects.set(path, { bytes: other.bytes, version: ++version });
        }
      }
    }
  };
  return medium;
}
