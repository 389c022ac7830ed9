/** Applications for help under way of which nothing was heard for a while (S3-19): pure, the longest wait first. */
import type { RecordItem } from '../../app/types';
import { nextStatuses } from '../../domain/aid/rules';
import { daysBetween, type IsoDate } from '../../kernel/dates';

export interface StillAid {
  readonly aid: RecordItem<'aid'>;
  readonly status: string;
  readonly days: number;
}

const stillAfterDays = 14;

export function stillAids(aids: readonly RecordItem<'aid'>[], today: IsoDate): readonly StillAid[] {
  return aids
    .flatMap((aid): StillAid[] => {
      const { status, on, steps = [] } = aid.values;
      if (status === undefined || on === undefined || nextStatuses({ status }).length === 0)
        return [];
      const last = steps.reduce((latest, step) => (step.on > latest ? step.on : latest), on);
      const days = daysBetween(last, today);
      return days >= stillAfterDays ? [{ aid, status, days }] : [];
    })
    .sort((a, b) => b.days - a.days || (a.aid.id < b.aid.id ? -1 : 1));
}
