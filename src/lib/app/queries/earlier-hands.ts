/**
 * Who wrote in a record before its last writer, for 最近的变化: a row names the last one alone. Read from the history of
 * the records changed latest, a few, each once for every state that it comes to; until that is done, and of records
 * further back, only the last writer is told.
 */
import type { RecordKind } from '../../domain/field';
import type { RecordRow } from '../../domain/record';
import type { IsoDate } from '../../kernel/dates';
import { msToHlc, type Hlc } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import type { Watchable } from '../../kernel/watchable';
import type { HistoryStep, RecordView, Replica } from '../../storage/types';
import { isFresh, recentRows } from './recent-rows';

/** The histories of so many records are read. */
const mostRecords = 24;
/** What their lines say is in the values as they stand, which may be somebody else's. */
const toldByValues: readonly RecordKind[] = ['consent', 'visitTask', 'importBatch'];

export type EarlierHands = (row: RecordRow) => readonly RecordRow[];

interface Deps {
  readonly replica: Pick<Replica, 'history'> & { readonly view: RecordView };
  readonly today: { get(): IsoDate };
  readonly kinds: readonly RecordKind[];
}

interface Known {
  readonly updatedAt: Hlc;
  readonly rows: readonly RecordRow[];
}

/** The last that each of the other writers did. */
function otherHands(row: RecordRow, steps: readonly HistoryStep[]): readonly RecordRow[] {
  const bySlot = new Map<string, RecordRow>();
  for (const { slot, atMs, kind, changes } of steps) {
    if (slot === row.updatedBy || (kind === 'set' && changes.length === 0)) continue;
    bySlot.delete(slot);
    const isDeleted = kind === 'delete';
    bySlot.set(slot, { ...row, updatedBy: slot, updatedAt: msToHlc(atMs), isDeleted });
  }
  return [...bySlot.values()].reverse();
}

export function watchEarlierHands({ replica, today, kinds }: Deps): Watchable<EarlierHands> {
  const { view } = replica;
  const asked = kinds.filter((kind) => !toldByValues.includes(kind));
  let known: ReadonlyMap<RecordId, Known> = new Map();
  const knownOf = ({ id, updatedAt }: RecordRow): Known | undefined => {
    const present = known.get(id);
    return present?.updatedAt === updatedAt ? present : undefined;
  };
  const earlierOf: EarlierHands = (row) => knownOf(row)?.rows ?? [];

  return {
    watch(onValue) {
      let reading = 0;
      async function read(): Promise<void> {
        const mine = ++reading;
        const rows = recentRows({ view, today: today.get(), kinds: asked })
          .filter((row) => !isFresh(row))
          .slice(0, mostRecords);
        const next = new Map<RecordId, Known>();
        for (const row of rows) {
          const steps = knownOf(row) ? undefined : await replica.history(row.kind, row.id);
          if (mine !== reading) return;
          const { updatedAt } = row;
          const present = steps ? { updatedAt, rows: otherHands(row, steps) } : knownOf(row);
          if (present) next.set(row.id, present);
        }
        const isNews = [...next].some(([id, { rows: hands }]) => {
          return hands.length > 0 && known.get(id)?.rows !== hands;
        });
        known = next;
        // A new function each time: whoever compares sees that more is known.
        if (isNews) onValue((row) => earlierOf(row));
      }
      const readAgain = (): void => {
        // 今日 stands without it: a log that can't be read is told by whoever asks for it, and closing cuts a read short.
        if (view.isOpen(asked)) read().catch(() => undefined);
      };
      onValue(earlierOf);
      const stop = view.onChange(({ kinds: changed }) => {
        if (asked.some((kind) => changed.has(kind))) readAgain();
      });
      readAgain();
      return () => {
        reading++;
        stop();
      };
    }
  };
}
