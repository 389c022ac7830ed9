/**
 * The ways to an open session, in one chunk that the first screen does not wait for: everything that needs
 * replica, merge and domain hangs below it. create-app.ts loads it when a book is opened or made.
 */
import { recordKinds } from '../../domain/registry';
import type { OpenedSession } from './open-session';

export { openDemoSpace } from './demo-space';
export { foundFirstSpace } from './found-space';
export { openSession } from './open-session';
export { recoverWithPrintedKey } from './recover';
export { restoreFromBackup } from './restore';
export { kindOfGiven } from '../sync/files';
export { readSpaceReports } from '../reports/space-reports';
export {
  joinByLink,
  listSpaces,
  markUsed,
  openTable,
  readLink,
  receiveJoin,
  spaceOnTable
} from './table';

/** Counts by kind for the 诊断文件; nothing personal. */
export async function countRecords({ replica }: OpenedSession): Promise<readonly string[]> {
  const opened = await replica.whenOpen();
  if (!opened.ok) return [opened.error.type];
  return recordKinds.map((kind) => `${kind} ${replica.view.rows(kind).length}`);
}
