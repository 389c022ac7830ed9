/** Reception 接待登记 (DOMAIN D2; S3-01, S1-26, S2-02): who came, what about, who received first and what was promised. The visitor may stay unnamed. */
import { contactChannels } from '../code-lists/contact-channel';
import {
  codeField,
  dateField,
  dateTimeField,
  refField,
  refsField,
  textField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';
import { localDate } from '../../kernel/dates';

const own = { section: '接待' } as const;
const dayOf = (at: number | undefined): string => (at === undefined ? '' : localDate(at));

export const receptionRecord = defineRecord({
  kind: 'reception',
  label: '接待',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    at: dateTimeField({
      ...own,
      label: '日期时间',
      required: true,
      importHeaders: ['接待时间', '日期', '时间']
    }),
    people: refsField({
      ...own,
      label: '来访人',
      kind: 'person',
      hint: '不愿留名的可以不选',
      importHeaders: ['来访人', '姓名']
    }),
    channel: codeField({
      ...own,
      label: '方式',
      list: contactChannels,
      importHeaders: ['来访方式', '方式']
    }),
    topic: textField({
      ...own,
      consent: 'register',
      label: '事由',
      maxLength: 500,
      multiline: true,
      required: true,
      importHeaders: ['事由', '来访事由']
    }),
    firstReceiver: refField({
      ...own,
      label: '首问责任人',
      kind: 'worker',
      importHeaders: ['首问责任人', '接待人']
    }),
    promiseBy: dateField({ ...own, label: '承诺时限' }),
    need: refField({ ...own, label: '转为诉求', kind: 'need' }),
    suggestion: refField({ ...own, label: '转为意见建议', kind: 'suggestion' }),
    ...importMarks('接待')
  },
  title: (values) => `接待 ${dayOf(values.at)}`.trim(),
  book: '接待登记簿',
  summary: ['channel', 'topic'],
  dateOf: (values) => dayOf(values.at) || undefined,
  leavesCount: true
});

export type ReceptionValues = ValuesOf<typeof receptionRecord>;
