/** Attendance 参与 (DOMAIN D2; S0-13, S1-35): one person at one activity, or a number of people without names. Its id follows from both, so that two rolls called apart meet. */
import { attendanceRoles } from '../code-lists/attendance-role';
import { codeField, countField, decimalField, flagField, refField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord, type ValuesOf } from '../record';

const own = { section: '参与' } as const;

export const attendanceRecord = defineRecord({
  kind: 'attendance',
  label: '参与',
  version: 1,
  stream: 'records',
  opensLater: true,
  fields: {
    activity: refField({ ...own, label: '活动', kind: 'activity', required: true }),
    person: refField({
      ...own,
      label: '成员',
      kind: 'person',
      importHeaders: ['参加人员', '姓名']
    }),
    count: countField({ ...own, label: '未具名人数', max: 100_000, unit: '人' }),
    role: codeField({ ...own, label: '角色', list: attendanceRoles, required: true }),
    /** Stays when the role becomes what they did on the day, so that 应到 keeps its number. */
    isExpected: flagField({ ...own, label: '列入应到', isTick: true }),
    hours: decimalField({
      ...own,
      label: '时长',
      max: 1000,
      decimals: 1,
      unit: '小时',
      hint: '志愿服务时填写，未具名的写合计'
    }),
    ...importMarks('参与')
  },
  title: (values) => attendanceRoles.labelOf(values.role ?? '') ?? '参与',
  book: '活动参与册',
  identity: ['activity', 'person'],
  summary: ['activity', 'role', 'hours'],
  totals: ['count', 'hours'],
  leavesCount: 'count'
});

export type AttendanceValues = ValuesOf<typeof attendanceRecord>;
