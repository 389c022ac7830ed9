/** What a person is named in, over all kinds: each kind's index tells its own part. */
import type { RecordId } from '../../kernel/ids';
import type { Watchable } from '../../kernel/watchable';
import type { RecordItem } from '../types';
import type { RecordIndex } from './record-index';

export function recordsOf(
  person: RecordId,
  indexes: readonly RecordIndex[]
): Watchable<readonly RecordItem[]> {
  return {
    watch(onValue, onError) {
      const told = new Set<RecordIndex>();
      // Not before every kind has told: a part would look like the whole.
      const tell = (index: RecordIndex): void => {
        told.add(index);
        if (told.size < indexes.length) return;
        onValue(indexes.flatMap((one) => one.naming(person)));
      };
      const stops = indexes.map((index) => index.items.watch(() => tell(index), onError));
      return () => {
        for (const stop of stops) stop();
      };
    }
  };
}
