/** What someone did at an activity (DOMAIN D2 Attendance; S0-13 volunteer sign-up). */
import { createCodeList } from '../code-list';

export const attendanceRoles = createCodeList('attendanceRole', 'DOMAIN D2', [
  { code: 'invited', label: '应到', aliases: ['邀请', '已邀请'] },
  { code: 'signedUp', label: '报名', aliases: ['已报名'] },
  { code: 'attended', label: '参加', aliases: ['出席', '√', '到'] },
  { code: 'served', label: '服务', aliases: ['志愿服务'] },
  { code: 'lectured', label: '主讲', aliases: ['主讲人'] },
  { code: 'excused', label: '请假' }
]);
