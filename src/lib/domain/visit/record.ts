/**
 * Visit 走访慰问 (DOMAIN D2): several people, a household, or a number of unnamed households, on one day.
 * Cross-field rules stand in visit/rules.ts.
 */
import { festivals } from '../code-lists/festival';
import { visitCauses } from '../code-lists/visit-cause';
import { visitMethods } from '../code-lists/visit-method';
import {
  codeField,
  countField,
  dateField,
  internalField,
  moneyField,
  refField,
  refsField,
  sharedTextField,
  tagsField
} from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '走访';
const own = { section } as const;
/** What was told, given and agreed: open once everyone named has ticked visits (I14). */
const told = { section, consent: 'visit' } as const;

export const visitRecord = defineRecord({
  kind: 'visit',
  label: '走访',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    people: refsField({
      ...own,
      label: '走访对象',
      kind: 'person',
      importHeaders: ['走访对象', '慰问对象', '被走访', '被走访人']
    }),
    household: refField({ ...told, label: '户', kind: 'household' }),
    unnamedHouseholds: countField({ ...own, label: '未具名户数', max: 100_000, unit: '户' }),
    unnamedPersons: countField({ ...own, label: '未具名人数', max: 100_000, unit: '人' }),
    on: dateField({
      ...own,
      label: '日期',
      required: true,
      importHeaders: ['走访时间', '走访日期', '慰问时间', '日期', '时间']
    }),
    method: codeField({
      ...own,
      label: '方式',
      list: visitMethods,
      required: true,
      importHeaders: ['走访方式', '方式']
    }),
    cause: codeField({
      ...own,
      label: '缘由',
      list: visitCauses,
      importHeaders: ['走访类型', '事由', '缘由']
    }),
    festival: codeField({ ...own, label: '节日', list: festivals, importHeaders: ['节日'] }),
    visitors: refsField({ ...own, label: '走访人', kind: 'worker' }),
    otherVisitors: tagsField({
      ...own,
      label: '其他走访人',
      maxLength: 40,
      words: 'none',
      importHeaders: ['走访人', '走访人员', '慰问人', '陪同人员']
    }),
    giftMoney: moneyField({
      ...own,
      label: '慰问金',
      importHeaders: ['慰问金（元）', '慰问金', '金额', '慰问金额']
    }),
    gifts: tagsField({
      ...told,
      label: '慰问品',
      maxLength: 40,
      words: 'work',
      importHeaders: ['慰问品', '慰问物资', '物品']
    }),
    content: sharedTextField({
      ...told,
      label: '内容',
      maxLength: 2000,
      hint: '说了什么、约定什么；只记本人愿意记下的',
      importHeaders: ['走访内容', '内容']
    }),
    concerns: sharedTextField({
      ...told,
      label: '反映事项',
      maxLength: 2000,
      importHeaders: ['反映问题', '存在困难', '诉求', '走访反馈', '反映事项']
    }),
    nextOn: dateField({ ...told, label: '下次约定' }),
    importBatch: refField({ label: '导入批次', kind: 'importBatch', section }),
    importRow: internalField<string>({
      label: '导入行',
      section,
      check: (value): value is string => typeof value === 'string'
    })
  },
  title: (values) => `走访 ${values.on ?? ''}`.trim(),
  book: '走访登记簿',
  summary: ['cause', 'method'],
  totals: ['giftMoney'],
  dateOf: (values) => values.on,
  leavesCount: 'unnamedPersons'
});

export type VisitValues = ValuesOf<typeof visitRecord>;
export type VisitRow = RowOf<typeof visitRecord>;
