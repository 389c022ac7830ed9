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
      let isReady = false;
      const tell = (): void => {
        if (isReady) onValue(indexes.flatMap((index) => index.naming(person)));
      };
      const stops = indexes.map((index) => index.items.watch(tell, onError));
      isReady = true;
      tell();
      return () => {
        for (const stop of stops) stop();
      };
    }
  };
}
