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
      async range(table, prefix, options) {
        const rows = await store.range(table, prefix, options);
        const kinds = table === 'pages' ? rows.map(({ key }) => key[0] as RecordKind) : [];
        if (kinds.some(isHeld)) await given;
        return rows;
      }
    })
  };
}
