/** Promised dates and rechecks of needs that are due (S1-26, S2-04): pure, earliest first. */
import type { RecordItem } from '../../app/types';
import { needDue, type NeedDue } from '../../domain/need/flow';
import { addDays, type IsoDate } from '../../kernel/dates';

export interface DueNeed {
  readonly need: RecordItem<'need'>;
  readonly due: NeedDue;
  readonly isLate: boolean;
}

/** A promise shows some days before it must be kept, a recheck when its day has come. */
const promiseLeadDays = 3;

export function dueNeeds(needs: readonly RecordItem<'need'>[], today: IsoDate): readonly DueNeed[] {
  const horizon = addDays(today, promiseLeadDays);
  return needs
    .flatMap((need): DueNeed[] => {
      const due = needDue(need.values);
      if (!due || due.on > (due.type === 'promise' ? horizon : today)) return [];
      return [{ need, due, isLate: due.on < today }];
    })
    .sort((a, b) => a.due.on.localeCompare(b.due.on));
}
