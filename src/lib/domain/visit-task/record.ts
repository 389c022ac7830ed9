/**
 * VisitTask 走访任务 (DOMAIN D2, E): what people decided about one task. Tasks are computed from rules and facts;
 * only the exceptions are stored: 本人谢绝, 改期, and a visit linked by hand. The id follows from rule, person and
 * occasion, so that two devices that decide apart meet in one record (DESIGN 3).
 */
import { dateField, internalField, refField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { earliestDate } from '../consent/restrictive';

const own = { section: '走访任务', consent: 'visit' } as const;

export const visitTaskRecord = defineRecord({
  kind: 'visitTask',
  label: '走访任务',
  version: 1,
  stream: 'records',
  fields: {
    rule: refField({ ...own, label: '规则', kind: 'visitRule', required: true }),
    person: refField({ ...own, label: '对象', kind: 'person', required: true }),
    /** `midAutumn@2026`, `event@<id>`, `quarter@2026-3`: see visit-rule/occasions.ts. */
    occasion: internalField<string>({
      ...own,
      label: '时机',
      required: true,
      check: (value): value is string => typeof value === 'string' && value.length <= 80
    }),
    // A refusal outlives a reopening that did not know of it.
    declinedOn: dateField({ ...own, label: '本人谢绝日期', combine: earliestDate }),
    declineReason: textField({ ...own, label: '谢绝原因', maxLength: 60 }),
    postponedTo: dateField({ ...own, label: '改期到' }),
    postponeReason: textField({ ...own, label: '改期原因', maxLength: 60 }),
    doneBy: refField({ ...own, label: '完成于走访', kind: 'visit' })
  },
  title: () => '走访任务'
});

export type VisitTaskValues = ValuesOf<typeof visitTaskRecord>;
export type VisitTaskRow = RowOf<typeof visitTaskRecord>;
