/** Suggestion 意见建议 (DOMAIN D2; S1-12, S2-24): raised, assigned, answered, published, checked. */
import { suggestionForms } from '../code-lists/suggestion-form';
import { suggestionStatuses } from '../code-lists/suggestion-status';
import {
  codeField,
  dateField,
  flagField,
  refField,
  refsField,
  sharedTextField,
  stepsField,
  textField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '意见建议' } as const;
const told = { section: '意见建议', consent: 'register' } as const;
const work = { section: '办理' } as const;
const toldWork = { section: '办理', consent: 'register' } as const;

export const suggestionRecord = defineRecord({
  kind: 'suggestion',
  label: '意见建议',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    people: refsField({
      ...own,
      label: '提出人',
      kind: 'person',
      importHeaders: ['提出人', '姓名']
    }),
    raisedOn: dateField({
      ...own,
      label: '提出日期',
      required: true,
      importHeaders: ['提出时间', '日期']
    }),
    form: codeField({ ...own, label: '形式', list: suggestionForms, importHeaders: ['形式'] }),
    activity: refField({ ...own, label: '场合', kind: 'activity' }),
    topic: textField({
      ...told,
      label: '主题',
      maxLength: 80,
      required: true,
      importHeaders: ['主题', '意见建议']
    }),
    content: sharedTextField({
      ...told,
      label: '内容',
      maxLength: 2000,
      importHeaders: ['内容', '建议内容']
    }),
    status: codeField({ ...work, label: '状态', list: suggestionStatuses, required: true }),
    handler: refField({
      ...work,
      label: '承办人',
      kind: 'worker',
      importHeaders: ['承办人', '承办']
    }),
    steps: stepsField({ ...toldWork, label: '办理经过' }),
    reply: sharedTextField({
      ...toldWork,
      label: '答复',
      isSeldom: true,
      maxLength: 2000,
      importHeaders: ['答复', '答复情况']
    }),
    adopted: flagField({
      ...work,
      label: '采纳',
      isSeldom: true,
      open: '还没定',
      importHeaders: ['是否采纳', '采纳']
    }),
    published: flagField({ ...work, label: '公开', isSeldom: true, isTick: true }),
    ...importMarks('意见建议')
  },
  title: (values) => values.topic ?? `意见建议 ${values.raisedOn ?? ''}`.trim(),
  book: '意见建议簿',
  summary: ['topic', 'status'],
  dateOf: (values) => values.raisedOn,
  leavesCount: true
});

export type SuggestionValues = ValuesOf<typeof suggestionRecord>;
