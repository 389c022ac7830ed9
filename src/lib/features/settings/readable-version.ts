/** A build names itself by its instant (epoch ms); people read a day and a time. Any other name stays as it is. */
import { localDate } from '../../kernel/dates';
import { formatDate, formatTime } from '../../text/dates';

export const readableVersion = (version: string): string =>
  /^\d{13}$/.test(version)
    ? `${formatDate(localDate(Number(version)))} ${formatTime(Number(version))}`
    : version;
