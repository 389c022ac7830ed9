/** BudgetLine 专项经费 (DOMAIN D2; S1-34, S2-21): what is planned and spent for one purpose in one year. */
import { moneyField, partialDateField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '专项经费', class: 'P' } as const;

export const budgetLineRecord = defineRecord({
  kind: 'budgetLine',
  label: '专项经费',
  version: 1,
  stream: 'records',
  fields: {
    year: partialDateField({
      ...own,
      label: '年度',
      required: true,
      hint: '如 2026',
      importHeaders: ['年度', '年份']
    }),
    subject: textField({
      ...own,
      label: '科目',
      maxLength: 60,
      words: 'work',
      required: true,
      importHeaders: ['科目', '用途']
    }),
    budget: moneyField({ ...own, label: '预算', importHeaders: ['预算', '预算金额'] }),
    spent: moneyField({ ...own, label: '支出', importHeaders: ['支出', '支出金额'] }),
    voucher: textField({
      ...own,
      label: '凭证号',
      maxLength: 60,
      words: 'work',
      importHeaders: ['凭证号']
    }),
    ...importMarks('专项经费')
  },
  title: (values) => [values.subject ?? '（未填科目）', values.year].filter(Boolean).join(' '),
  book: '专项经费台账',
  summary: ['subject', 'spent'],
  totals: ['budget', 'spent']
});
