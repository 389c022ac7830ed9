/**
 * Report 报送: the counts of one period, written once into the scope `reports`, which the street reads (DESIGN 2). It
 * names nobody: figures are ids of a closed list with whole numbers. A correction is a further report of the same period
 * with the next number; period and number are its identity, so that two devices that make it apart make one.
 */
import { parseIsoDate, type IsoDate } from '../../kernel/dates';
import { countField, dateField, internalField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { parsePeriod } from '../statistics/period';
import { isFigureList, type ReportFigure } from './figures';

const own = { section: '报送', class: 'P', scope: 'reports' } as const;

const isPeriod = (value: unknown): value is string =>
  typeof value === 'string' && parsePeriod(value)?.from !== undefined;
const isDay = (value: unknown): value is IsoDate =>
  typeof value === 'string' && parseIsoDate(value) !== undefined;

/** More corrections of one period than anybody makes, and more than can be made in steps of `maxLeap` (standing). */
const maxRevision = 1_000_000;

export const reportRecord = defineRecord({
  kind: 'report',
  label: '报送',
  version: 1,
  stream: 'records',
  fields: {
    /** As domain/statistics/period writes it: a year, half, quarter or month. */
    period: internalField<string>({ ...own, label: '时段', required: true, check: isPeriod }),
    /** From 1. */
    revision: countField({ ...own, label: '第几次', max: maxRevision, required: true }),
    title: textField({ ...own, label: '标题', maxLength: 80, words: 'work', required: true }),
    community: textField({ ...own, label: '社区', maxLength: 60, words: 'work' }),
    from: dateField({ ...own, label: '开始日期' }),
    to: dateField({ ...own, label: '结束日期' }),
    /** The day up to which records were counted; internal, as two devices may count on two days. */
    countedOn: internalField<IsoDate>({ ...own, label: '数据截至', check: isDay }),
    figures: internalField<readonly ReportFigure[]>({
      ...own,
      label: '数字',
      required: true,
      check: isFigureList
    }),
    withdrawnOn: dateField({ ...own, label: '撤回日期' })
  },
  title: (values) => values.title ?? '报送',
  summary: ['title'],
  dateOf: (values) => values.to,
  identity: ['period', 'revision']
});

export type ReportValues = ValuesOf<typeof reportRecord>;
export type ReportRow = RowOf<typeof reportRecord>;
