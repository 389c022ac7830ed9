/**
 * Matters under way of which nothing was heard for a while and that no date brings back: applications for help
 * (S3-19), needs without a promise (S2-04), suggestions without an answer (S2-24). Pure, the longest wait first.
 */
import type { RecordItem } from '../../app/types';
import { nextStatuses } from '../../domain/aid/rules';
import { aidStatuses } from '../../domain/code-lists/aid-status';
import { needStatuses } from '../../domain/code-lists/need-status';
import { suggestionStatuses } from '../../domain/code-lists/suggestion-status';
import { isOpenNeed } from '../../domain/need/flow';
import type { Step } from '../../domain/step';
import { isUnanswered } from '../../domain/suggestion/flow';
import { daysBetween, type IsoDate } from '../../kernel/dates';

export type StillMatter = {
  readonly [Kind in 'aid' | 'need' | 'suggestion']: {
    readonly kind: Kind;
    readonly item: RecordItem<Kind>;
    readonly status: string;
    readonly days: number;
  };
}['aid' | 'need' | 'suggestion'];

interface Sources {
  readonly aids: readonly RecordItem<'aid'>[];
  readonly needs: readonly RecordItem<'need'>[];
  readonly suggestions: readonly RecordItem<'suggestion'>[];
}

const stillAfterDays = 14;

/** Days since the last step; undefined while that is not long ago. */
function stillFor(
  begun: IsoDate | undefined,
  steps: readonly Step[] = [],
  today: IsoDate
): number | undefined {
  if (begun === undefined) return undefined;
  const last = steps.reduce((latest, { on }) => (on > latest ? on : latest), begun);
  const days = daysBetween(last, today);
  return days >= stillAfterDays ? days : undefined;
}

export function stillMatters(
  { aids, needs, suggestions }: Sources,
  today: IsoDate
): readonly StillMatter[] {
  const found: StillMatter[] = [];
  for (const item of aids) {
    const { status, on, steps } = item.values;
    if (status === undefined || nextStatuses({ status }).length === 0) continue;
    const days = stillFor(on, steps, today);
    if (days === undefined) continue;
    found.push({ kind: 'aid', item, status: aidStatuses.labelOf(status) ?? status, days });
  }
  for (const item of needs) {
    const { status = '', promiseBy, raisedOn, steps } = item.values;
    if (!isOpenNeed(status) || promiseBy !== undefined) continue;
    const days = stillFor(raisedOn, steps, today);
    if (days === undefined) continue;
    found.push({ kind: 'need', item, status: needStatuses.labelOf(status) ?? status, days });
  }
  for (const item of suggestions) {
    const { status = '', raisedOn, steps } = item.values;
    if (!isUnanswered(status)) continue;
    const days = stillFor(raisedOn, steps, today);
    if (days === undefined) continue;
    const label = suggestionStatuses.labelOf(status) ?? status;
    found.push({ kind: 'suggestion', item, status: label, days });
  }
  return found.sort((a, b) => b.days - a.days || (a.item.id < b.item.id ? -1 : 1));
}
