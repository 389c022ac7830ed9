/** A store that keeps pages of some kinds or years back until it is told to give them. */
import type { RecordKind } from '../../src/lib/domain/field';
import type { ReplicaStore } from '../../src/lib/storage/store';

export function createHold(isHeld: (kind: RecordKind, year: number) => boolean) {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return {
    give,
    wrap: (store: ReplicaStore): ReplicaStore => ({
      ...store,
      async getMany(table, keys) {
        const pages = table === 'pages' ? keys : [];
        if (pages.some(([kind, year]) => isHeld(kind as RecordKind, year as number))) await given;
        return store.getMany(table, keys);
      }
    })
  };
}
