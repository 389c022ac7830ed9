/** Need 诉求 (DOMAIN D2, F; S0-02, S2-04, S4-05): what someone asks for, who sees to it, and how it ended. Needs for care rest on that purpose too. */
import { contactChannels } from '../code-lists/contact-channel';
import { needStatuses } from '../code-lists/need-status';
import { needTypes } from '../code-lists/need-type';
import { satisfactions } from '../code-lists/satisfaction';
import {
  codeField,
  dateField,
  refField,
  refsField,
  sharedTextField,
  stepsField,
  textField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

/** Health and hardship rest on the separate tick for care (PIPL 28). */
const careTypes: ReadonlySet<string> = new Set(['assistance', 'clinic', 'eldercare']);

const own = { section: '诉求' } as const;
const told = { section: '诉求', consent: 'register' } as const;
const work = { section: '办理' } as const;
const toldWork = { section: '办理', consent: 'register' } as const;

export const needRecord = defineRecord({
  kind: 'need',
  label: '诉求',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    people: refsField({
      ...own,
      label: '诉求人',
      kind: 'person',
      importHeaders: ['诉求人', '姓名']
    }),
    raisedOn: dateField({
      ...own,
      label: '登记日期',
      required: true,
      importHeaders: ['受理时间', '登记日期', '日期']
    }),
    type: codeField({
      ...told,
      label: '类型',
      list: needTypes,
      required: true,
      importHeaders: ['诉求类型', '类型']
    }),
    content: sharedTextField({
      ...told,
      label: '内容',
      maxLength: 2000,
      required: true,
      hint: '只记本人要求办的事',
      importHeaders: ['诉求内容', '内容', '反映问题']
    }),
    channel: codeField({
      ...own,
      label: '提出方式',
      list: contactChannels,
      importHeaders: ['来源', '提出方式']
    }),
    visit: refField({ ...own, label: '来自走访', isSeldom: true, kind: 'visit' }),
    activity: refField({ ...own, label: '来自活动', isSeldom: true, kind: 'activity' }),
    status: codeField({
      ...work,
      label: '状态',
      list: needStatuses,
      required: true,
      importHeaders: ['状态', '是否办结']
    }),
    handler: refField({
      ...work,
      label: '承办人',
      kind: 'worker',
      importHeaders: ['责任人', '承办人']
    }),
    promiseBy: dateField({ ...work, label: '承诺时限' }),
    steps: stepsField({ ...toldWork, label: '办理经过', importHeaders: ['办理情况', '进展'] }),
    closedOn: dateField({
      ...work,
      label: '办结日期',
      isSeldom: true,
      importHeaders: ['办结时间', '办结日期']
    }),
    result: sharedTextField({
      ...toldWork,
      label: '办理结果',
      isSeldom: true,
      maxLength: 2000,
      hint: '办结时必填',
      importHeaders: ['办理结果', '结果']
    }),
    satisfaction: codeField({
      ...work,
      label: '满意度',
      isSeldom: true,
      list: satisfactions,
      importHeaders: ['满意度']
    }),
    recheckOn: dateField({ ...work, label: '回头看日期', isSeldom: true }),
    recheckResult: textField({
      ...toldWork,
      label: '回头看结果',
      isSeldom: true,
      maxLength: 500,
      multiline: true,
      importHeaders: ['回访情况']
    }),
    ...importMarks('诉求')
  },
  title: (values) =>
    [needTypes.labelOf(values.type ?? '') ?? '诉求', values.raisedOn].filter(Boolean).join(' '),
  book: '诉求办理册',
  summary: ['type', 'status'],
  dateOf: (values) => values.raisedOn,
  strictPurpose: { purpose: 'care', isNeeded: ({ type }) => careTypes.has(type ?? '') },
  leavesCount: true
});

export type NeedValues = ValuesOf<typeof needRecord>;
