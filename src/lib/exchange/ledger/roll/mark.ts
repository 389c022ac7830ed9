/** What a cell of a sign-in matrix says: who came, who asked to be excused, who was not there (H3-2). */
import { attendanceRoles } from '../../../domain/code-lists/attendance-role';

/** A role, or `absent`: somebody who did not come has no attendance. Why somebody was excused is not kept. */
export function readMark(written: string): string | undefined {
  const text = written.normalize('NFKC').replace(/\s/g, '');
  if (/^(?:[√✓✔☑●]|[vVyY1]|是|到|已到|到会|参会|参加|出席|签到|已签)$/.test(text))
    return 'attended';
  if (/^(?:请?假|[事病公]假|请假[(（].*[)）]|已请假)$/.test(text)) return 'excused';
  if (/^(?:[×✗✘xXnN0否缺无\-—–/]|缺席|未到|没来|缺勤)$/.test(text)) return 'absent';
  return attendanceRoles.find(text)?.code;
}
