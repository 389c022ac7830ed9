/** How old the last backup is, in words, and whether a calm reminder is due (issue 2: 7 days with changes). */
import type { BackupState } from '../../app/backup/types';
import { isBackupOld } from '../../domain/backup-age';
import { localDate, type IsoDate } from '../../kernel/dates';
import { formatDate, relativeDay } from '../../text/dates';
import { backupWords } from '../../text/settings';

type Age = Pick<BackupState, 'lastAtMs' | 'changesSince'>;

/** `上次备份 3天前，之后改动了 12 条`. */
export function backupAge({ lastAtMs, changesSince }: Age, today: IsoDate): string {
  if (lastAtMs === undefined) return backupWords.never;
  const day = localDate(lastAtMs);
  const when = `${backupWords.last} ${formatDate(day)}（${relativeDay(day, today)}）`;
  return `${when}，${backupWords.changes(changesSince)}`;
}

/** True when there are changes and the last backup is a week old, or there is none at all. */
export function isBackupDue({ lastAtMs, changesSince }: Age, today: IsoDate): boolean {
  if (lastAtMs === undefined) return changesSince > 0;
  return isBackupOld(localDate(lastAtMs), today, changesSince);
}
