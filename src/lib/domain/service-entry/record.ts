/** ServiceEntry 服务登记 (DOMAIN D2; S3-02, S1-25, S0-11, S0-13): what members, a group or a unit gave or were given. */
import { services } from '../code-lists/service';
import { serviceDirections } from '../code-lists/service-direction';
import {
  codeField,
  countField,
  dateField,
  decimalField,
  refField,
  refsField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '服务' } as const;

export const serviceEntryRecord = defineRecord({
  kind: 'serviceEntry',
  label: '服务',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    on: dateField({
      ...own,
      label: '日期',
      required: true,
      importHeaders: ['服务日期', '服务时间', '日期']
    }),
    direction: codeField({
      ...own,
      label: '提供或接受',
      list: serviceDirections,
      required: true,
      importHeaders: ['提供或接受']
    }),
    type: codeField({
      ...own,
      label: '类型',
      list: services,
      required: true,
      importHeaders: ['服务类型', '类型']
    }),
    group: refField({ ...own, label: '联谊组', kind: 'group' }),
    unit: refField({ ...own, label: '共建单位', kind: 'partnerUnit' }),
    people: refsField({
      ...own,
      label: '成员',
      kind: 'person',
      importHeaders: ['服务人员', '姓名']
    }),
    need: refField({ ...own, label: '为了哪件诉求', kind: 'need' }),
    times: countField({
      ...own,
      label: '人次',
      max: 100_000,
      unit: '人次',
      importHeaders: ['人次', '服务人次']
    }),
    households: countField({
      ...own,
      label: '户次',
      max: 100_000,
      unit: '户次',
      importHeaders: ['户次']
    }),
    hours: decimalField({
      ...own,
      label: '时长',
      max: 1000,
      decimals: 1,
      unit: '小时',
      hint: '志愿服务时填写，几个人的合计',
      importHeaders: ['时长', '服务时长']
    }),
    ...importMarks('服务')
  },
  title: (values) =>
    [services.labelOf(values.type ?? ''), values.on].filter(Boolean).join(' ') || '服务',
  book: '服务登记簿',
  summary: ['direction', 'type', 'hours'],
  totals: ['times', 'households', 'hours'],
  dateOf: (values) => values.on,
  leavesCount: true
});

export type ServiceEntryValues = ValuesOf<typeof serviceEntryRecord>;
