/** Activity 活动/会议 (DOMAIN D2 Event, F; S0-07, S1-18, S3-04): about the meeting, not about those who came (attendance). */
import { activityTypes } from '../code-lists/activity-type';
import { satisfactions } from '../code-lists/satisfaction';
import {
  codeField,
  countField,
  dateField,
  flagField,
  moneyField,
  refField,
  refsField,
  sharedTextField,
  tagsField,
  textField
} from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '活动', class: 'P' } as const;
const told = { section: '内容', class: 'P', words: 'work' } as const;
const count = { section: '人数与经费', class: 'P' } as const;

export const activityRecord = defineRecord({
  kind: 'activity',
  label: '活动',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    type: codeField({
      ...own,
      label: '类型',
      list: activityTypes,
      required: true,
      importHeaders: ['活动类型', '会议类型', '类型']
    }),
    topic: textField({
      ...own,
      label: '主题',
      maxLength: 80,
      words: 'work',
      required: true,
      importHeaders: ['活动名称', '活动主题', '会议名称', '主题']
    }),
    on: dateField({
      ...own,
      label: '日期',
      required: true,
      importHeaders: ['活动时间', '会议时间', '日期', '时间']
    }),
    startsAt: textField({
      ...own,
      label: '几点',
      maxLength: 20,
      words: 'work',
      hint: '例如 14:30，或 下午',
      importHeaders: ['起止时间', '具体时间']
    }),
    venue: refField({ ...own, label: '阵地', kind: 'venue' }),
    place: textField({
      ...own,
      label: '地点',
      maxLength: 60,
      words: 'work',
      hint: '不在登记的阵地时填写',
      importHeaders: ['活动地点', '会议地点', '地点']
    }),
    host: textField({
      ...own,
      label: '主办',
      isSeldom: true,
      maxLength: 60,
      words: 'work',
      importHeaders: ['主办单位', '主办']
    }),
    coHosts: refsField({ ...own, label: '协办单位', isSeldom: true, kind: 'partnerUnit' }),
    otherCoHosts: tagsField({
      ...own,
      label: '其他协办',
      isSeldom: true,
      maxLength: 60,
      words: 'work',
      importHeaders: ['协办单位', '协办']
    }),
    group: refField({ ...own, label: '联谊组', kind: 'group' }),
    chair: refField({ ...own, label: '主持', kind: 'worker', importHeaders: ['主持人', '主持'] }),
    recorder: refField({
      ...own,
      label: '记录',
      isSeldom: true,
      kind: 'worker',
      importHeaders: ['记录人', '记录']
    }),
    series: refField({
      ...own,
      label: '所属系列',
      isSeldom: true,
      kind: 'activity',
      hint: '系列活动选第一场'
    }),
    isUnitedFront: flagField({
      ...own,
      label: '统战活动',
      isTick: true,
      hint: '报送和统计按这个勾选来算；普通社区活动也可以算进来，不必另记一次'
    }),
    agenda: sharedTextField({ ...told, label: '议程', maxLength: 2000, importHeaders: ['议程'] }),
    expected: countField({
      ...count,
      label: '应到',
      max: 100_000,
      unit: '人',
      importHeaders: ['应到', '应到人数']
    }),
    actual: countField({
      ...count,
      label: '实到',
      max: 100_000,
      unit: '人',
      importHeaders: ['实到', '实到人数', '参加人数']
    }),
    guests: countField({
      ...count,
      label: '来宾',
      max: 100_000,
      unit: '人',
      hint: '不在人才库的人数，已算在实到里'
    }),
    cost: moneyField({ ...count, label: '经费', importHeaders: ['经费', '费用'] }),
    minutes: sharedTextField({
      ...told,
      label: '纪要',
      maxLength: 2000,
      importHeaders: ['活动内容', '活动小结', '会议纪要', '纪要']
    }),
    conclusions: tagsField({
      ...told,
      label: '结论',
      isSeldom: true,
      maxLength: 200,
      words: 'work'
    }),
    satisfaction: codeField({ ...told, label: '活动满意度', isSeldom: true, list: satisfactions }),
    ...importMarks('活动')
  },
  title: (values) => values.topic ?? '（未填主题）',
  book: '活动记录册',
  summary: ['type', 'topic'],
  totals: ['actual', 'guests', 'cost'],
  dateOf: (values) => values.on
});

export type ActivityValues = ValuesOf<typeof activityRecord>;
