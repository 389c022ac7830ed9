/** Job 就业岗位 (DOMAIN D2; S3-18, S0-04): jobs that units offer; who took one is an Aid. */
import { jobStatuses } from '../code-lists/job-status';
import { codeField, countField, refField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '就业岗位', class: 'P' } as const;

export const jobRecord = defineRecord({
  kind: 'job',
  label: '就业岗位',
  version: 1,
  stream: 'records',
  fields: {
    post: textField({
      ...own,
      label: '岗位',
      maxLength: 60,
      words: 'work',
      required: true,
      importHeaders: ['岗位', '岗位名称']
    }),
    unit: refField({ ...own, label: '单位', kind: 'partnerUnit' }),
    unitName: textField({
      ...own,
      label: '其他单位',
      maxLength: 60,
      words: 'work',
      hint: '不是共建单位时填写',
      importHeaders: ['单位', '招聘单位']
    }),
    count: countField({
      ...own,
      label: '数量',
      max: 100_000,
      unit: '个',
      importHeaders: ['数量', '岗位数']
    }),
    status: codeField({
      ...own,
      label: '状态',
      list: jobStatuses,
      required: true,
      importHeaders: ['状态']
    }),
    ...importMarks('就业岗位')
  },
  title: (values) => values.post ?? '（未填岗位）',
  book: '就业岗位登记册',
  summary: ['post', 'status'],
  totals: ['count']
});

export type JobValues = ValuesOf<typeof jobRecord>;
