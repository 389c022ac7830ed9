/** Pairing 结对 (DOMAIN D2, S1-14, S1-29): who looks after whom, how often it was agreed, from when to when. */
import { careCycles } from '../code-lists/care-cycle';
import { codeField, dateField, refField } from '../field-types';
import type { IsoDate } from '../../kernel/dates';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const own = { section: '结对', consent: 'visit' } as const;

export const pairingRecord = defineRecord({
  kind: 'pairing',
  label: '结对',
  version: 1,
  stream: 'records',
  fields: {
    helper: refField({ ...own, label: '帮扶人', kind: 'worker', required: true }),
    person: refField({ ...own, label: '对象', kind: 'person', required: true }),
    cycle: codeField({
      ...own,
      label: '周期',
      list: careCycles,
      required: true,
      hint: '与本人商定'
    }),
    from: dateField({ ...own, label: '起始日期', required: true }),
    until: dateField({ ...own, label: '结束日期', hint: '当天仍有效；不填为长期' })
  },
  title: (values) => `结对 ${values.from ?? ''}`.trim(),
  dateOf: (values) => values.from
});

export type PairingValues = ValuesOf<typeof pairingRecord>;
export type PairingRow = RowOf<typeof pairingRecord>;

/** Whether a pairing runs on a day; both ends included. */
export const runsOn = ({ from, until }: PairingValues, day: IsoDate): boolean =>
  from !== undefined && from <= day && (until === undefined || until >= day);
