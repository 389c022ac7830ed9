/** The records that 最近的变化 tells of. */
import type { RecordKind } from '../../domain/field';
import type { RecordRow } from '../../domain/record';
import { addDays, parseLocalDateTime, type IsoDate } from '../../kernel/dates';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordView } from '../../storage/types';

const recentDays = 7;
/** The stamps of one save lie closer together than two deeds of one person. */
export const oneSaveMs = 2_000;

export interface RecentSource {
  readonly view: RecordView;
  readonly today: IsoDate;
  /** Kinds whose changes are worth a line; audit and settings are not work. */
  readonly kinds: readonly RecordKind[];
}

/** Nobody has written in it since it was made. */
export const isFresh = ({ createdAt, updatedAt }: RecordRow): boolean =>
  hlcToMs(updatedAt) - hlcToMs(createdAt) <= oneSaveMs;

/** The beginning of the first day that is told of, by the local clock. */
export const sinceMs = (today: IsoDate): number =>
  parseLocalDateTime(addDays(today, -recentDays)) ?? Infinity;

export const byTime = (a: RecordRow, b: RecordRow): number => b.updatedAt - a.updatedAt;

/** All records that were written in lately, the latest first. */
export function recentRows({ view, today, kinds }: RecentSource): readonly RecordRow[] {
  const since = sinceMs(today);
  const isRecent = (row: RecordRow): boolean => !row.isLocked && hlcToMs(row.updatedAt) >= since;
  return kinds.flatMap((kind) => view.rows(kind).filter(isRecent)).sort(byTime);
}
