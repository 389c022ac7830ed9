/** A store that keeps pages of some kinds back until it is told to give them. */
import type { RecordKind } from '../../src/lib/domain/field';
import type { ReplicaStore } from '../../src/lib/storage/store';

export function createHold(isHeld: (kind: RecordKind) => boolean) {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return {
    give,
    wrap: (store: ReplicaStore): ReplicaStore => ({
      ...store,
      async getMany(table, keys) {
        const kinds = table === 'pages' ? keys.map(([kind]) => kind as RecordKind) : [];
        if (kinds.some(isHeld)) await given;
        return store.getMany(table, keys);
      }
    })
  };
}
