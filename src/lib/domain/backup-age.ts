/** When 今日 and 设置 ask for a backup: calmly, after seven days with changes (issue 2 "calm reminders"). */
import { daysBetween, type IsoDate } from '../kernel/dates';

const reminderDays = 7;

export const isBackupOld = (lastOn: IsoDate, today: IsoDate, changes: number): boolean =>
  changes > 0 && daysBetween(lastOn, today) >= reminderDays;
