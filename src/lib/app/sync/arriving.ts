/** What is coming in now, over all ways together: every page can say how far it is, and stop it (Y13). */
import { createSource, type Watchable } from '../../kernel/watchable';
import type { Arriving } from './types';

export type ArrivalProgress = Omit<Arriving, 'way'>;

export interface Arrival {
  tell(progress: ArrivalProgress): void;
  end(): void;
}

export interface Arrivals {
  readonly source: Watchable<Arriving | undefined>;
  /** `stop` ends it soon; what came in stays. */
  begin(way: Arriving['way'], stop: () => void): Arrival;
  stopAll(): void;
}

interface Running {
  readonly stop: () => void;
  latest: Arriving | undefined;
}

export function createArrivals(): Arrivals {
  const source = createSource<Arriving | undefined>(undefined);
  const running = new Set<Running>();

  /** The first that began stays the one that is told of until it ends: numbers of two ways would jump. */
  function show(): void {
    const next = [...running].find(({ latest }) => latest)?.latest;
    if (next !== source.get()) source.set(next);
  }

  return {
    source,
    begin(way, stop) {
      const one: Running = { stop, latest: undefined };
      running.add(one);
      return {
        tell(progress) {
          if (!running.has(one)) return;
          one.latest = { way, ...progress };
          show();
        },
        end() {
          running.delete(one);
          show();
        }
      };
    },
    stopAll() {
      for (const { stop } of [...running]) stop();
    }
  };
}
