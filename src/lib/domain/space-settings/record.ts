/** SpaceSettings 工作簿设置: one record per space, with a fixed id so that two offline devices meet in it. */
import { parseIsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import { estimateOf, type FestivalDates } from '../calendar/festival-days';
import { countField, internalField, tagsField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { isSchedule, type ReportSchedule } from '../report/schedule';

/** Id of the one settings record; it names nobody. */
export const spaceSettingsId = '0000000000000000000000000000005e' as RecordId;

const section = '工作簿设置';
const own = { section, class: 'P' } as const;

/** Optional fields by `kind.field` that differ from `enabledByDefault`: `{ 'person.idNo': true }`. */
export type FieldSwitches = { readonly [kindAndField: string]: boolean };

const isSwitches = (value: unknown): value is FieldSwitches =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'boolean');

/** Days of Muslim festivals that the community has announced, by occasion. */
const isFestivalDates = (value: unknown): value is FestivalDates =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(
    ([occasion, day]) =>
      estimateOf(occasion) !== undefined &&
      typeof day === 'string' &&
      parseIsoDate(day) !== undefined
  );

export const spaceSettingsRecord = defineRecord({
  kind: 'spaceSettings',
  label: '工作簿设置',
  version: 1,
  stream: 'records',
  fields: {
    spaceName: textField({ ...own, label: '工作簿名称', maxLength: 40, words: 'work' }),
    subdistrictName: textField({ ...own, label: '街道名称', maxLength: 40, words: 'work' }),
    communityName: textField({ ...own, label: '社区名称', maxLength: 40, words: 'work' }),
    reportingUnit: textField({ ...own, label: '填报单位', maxLength: 60, words: 'work' }),
    compiler: textField({ ...own, label: '编制人', maxLength: 40, words: 'work' }),
    reviewer: textField({ ...own, label: '审核人', maxLength: 40, words: 'work' }),
    approver: textField({ ...own, label: '审批人', maxLength: 40, words: 'work' }),
    contactForRights: textField({
      ...own,
      label: '个人信息联系人及电话',
      maxLength: 60,
      words: 'work',
      hint: '印在同意书上'
    }),
    fieldSwitches: internalField<FieldSwitches>({ ...own, label: '可选字段', check: isSwitches }),
    festivalDates: internalField<FestivalDates>({
      ...own,
      label: '节日日期',
      check: isFestivalDates
    }),
    reportSchedule: internalField<ReportSchedule>({
      ...own,
      label: '报送周期',
      check: isSchedule
    }),
    retentionDays: countField({ ...own, label: '撤回后保留天数', max: 365, unit: '天' }),
    pendingDays: countField({ ...own, label: '待同意保留天数', max: 365, unit: '天' }),
    autoLockMinutes: countField({ ...own, label: '自动锁定分钟', max: 480, unit: '分钟' }),
    reviewMonths: countField({ ...own, label: '核对周期', max: 120, unit: '个月' }),
    consentYears: countField({ ...own, label: '同意有效年数', max: 30, unit: '年' }),
    /** Keyed fingerprints of people who asked to be erased (app/commands/erased-marks). */
    erasedMarks: tagsField({ ...own, label: '已清除成员的比对码', maxLength: 16, words: 'none' }),
    isDemo: internalField<boolean>({
      ...own,
      label: '示例数据',
      check: (value): value is boolean => typeof value === 'boolean'
    })
  },
  title: () => '工作簿设置',
  isSetting: true
});

export type SpaceSettingsValues = ValuesOf<typeof spaceSettingsRecord>;
export type SpaceSettingsRow = RowOf<typeof spaceSettingsRecord>;
