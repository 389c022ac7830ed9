/**
 * LifeEvent 家中大事 (DOMAIN D2, E V2, V3, V9): what the person or the family told and agreed to have written down,
 * so that someone comes. C3, sensitive scope, short-lived: after its deletion day nothing is made of it and erasing
 * is proposed. No diagnosis and no free text.
 */
import { lifeEventKinds } from '../code-lists/life-event-kind';
import { toldBy } from '../code-lists/told-by';
import { codeField, dateField, refField } from '../field-types';
import { addDays, type IsoDate } from '../../kernel/dates';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { earliestDate } from '../consent/restrictive';

const own = {
  section: '家中大事',
  class: 'C3',
  scope: 'sensitive',
  consent: 'visit',
  required: true
} as const;

export const lifeEventRecord = defineRecord({
  kind: 'lifeEvent',
  label: '家中大事',
  version: 1,
  stream: 'records',
  fields: {
    person: refField({ ...own, label: '成员', kind: 'person' }),
    kind: codeField({ ...own, label: '种类', list: lifeEventKinds }),
    on: dateField({ ...own, label: '日期' }),
    toldBy: codeField({
      ...own,
      label: '告知人',
      list: toldBy,
      hint: '只登记本人或家属主动告知、同意记下的事'
    }),
    deleteOn: dateField({
      ...own,
      label: '删除日',
      required: false,
      hint: '不填为九十天后；到期提示清除',
      combine: earliestDate
    })
  },
  title: () => '家中大事',
  dateOf: (values) => values.on
});

export type LifeEventValues = ValuesOf<typeof lifeEventRecord>;
export type LifeEventRow = RowOf<typeof lifeEventRecord>;

const keptDays = 90;

/** The last day on which an event is kept, unless an earlier one is agreed. */
export const defaultDeleteOn = (on: IsoDate): IsoDate => addDays(on, keptDays);

/** Whether its last day is over, in the 回收站 or not; erasing is then proposed. */
export function isExpired({ values }: LifeEventRow, today: IsoDate): boolean {
  const { on, deleteOn } = values;
  const last = deleteOn ?? (on && defaultDeleteOn(on));
  return last !== undefined && last < today;
}
