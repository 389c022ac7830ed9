/** Aid 帮扶 (DOMAIN D2; S3-09, S3-18…S3-20): help given to people or households. Who and what is sensitive and rests on the tick for care. */
import { aidStatuses } from '../code-lists/aid-status';
import { aidTypes } from '../code-lists/aid-type';
import { aidUnits } from '../code-lists/aid-unit';
import {
  codeField,
  countField,
  dateField,
  moneyField,
  refField,
  refsField,
  stepsField,
  tagsField,
  textField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '帮扶' } as const;
const told = { section: '帮扶', class: 'C3', scope: 'sensitive', consent: 'care' } as const;

export const aidRecord = defineRecord({
  kind: 'aid',
  label: '帮扶',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    on: dateField({
      ...own,
      label: '日期',
      required: true,
      importHeaders: ['帮扶日期', '日期', '时间']
    }),
    type: codeField({
      ...told,
      label: '类别',
      list: aidTypes,
      required: true,
      importHeaders: ['帮扶类别', '类别']
    }),
    people: refsField({
      ...told,
      label: '帮扶对象',
      kind: 'person',
      importHeaders: ['帮扶对象', '姓名']
    }),
    household: refField({ ...told, label: '帮扶户', kind: 'household' }),
    unit: codeField({ ...own, label: '按人或按户', list: aidUnits }),
    count: countField({
      ...own,
      label: '数量',
      max: 100_000,
      unit: '',
      hint: '几人或几户',
      importHeaders: ['数量', '人数', '户数']
    }),
    items: tagsField({
      ...own,
      label: '物品',
      maxLength: 40,
      words: 'work',
      hint: '捐衣捐物写在这里，一样一条',
      importHeaders: ['物品', '捐赠物品', '帮扶物品']
    }),
    value: moneyField({
      ...own,
      label: '折价',
      hint: '实物按估价填写',
      importHeaders: ['折价', '金额', '金额（元）']
    }),
    source: refField({ ...own, label: '来源单位', kind: 'partnerUnit' }),
    status: codeField({
      ...told,
      label: '进度',
      list: aidStatuses,
      hint: '申请类的帮扶填写；随手送的物品不用填',
      importHeaders: ['进度', '办理进度', '状态']
    }),
    steps: stepsField({ ...told, label: '办理经过', importHeaders: ['办理情况', '进展'] }),
    result: textField({
      ...told,
      label: '结果',
      maxLength: 500,
      multiline: true,
      importHeaders: ['结果']
    }),
    ...importMarks('帮扶')
  },
  title: (values) =>
    [aidTypes.labelOf(values.type ?? '') ?? '帮扶', values.on].filter(Boolean).join(' '),
  book: '帮扶登记册',
  summary: ['type', 'status', 'result'],
  totals: ['count', 'value'],
  dateOf: (values) => values.on,
  leavesCount: true
});

export type AidValues = ValuesOf<typeof aidRecord>;
