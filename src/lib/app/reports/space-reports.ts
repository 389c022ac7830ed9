/**
 * Reports of every book on this device, without leaving the open one (domain/report/SPEC 9): the others are opened for the
 * moment of reading, with the keys that the vault holds anyway, and closed again. No second copy can be out of date.
 */
import type { ReportRow } from '../../domain/report/record';
import { readReport, type Report } from '../../domain/report/standing';
import type { RecordView } from '../../storage/types';
import type { Grant } from '../../log/grant';
import { parseSlot } from '../../storage/slot';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { SessionHost } from '../session/session-host';
import { openSpace } from '../session/session-replica';
import { isWaiting, readSpaces, type SpaceEntry } from '../session/space-book';
import type { Table } from '../session/table';
import { readSettings } from '../queries/settings';
import { latestCommunity } from './report-service';
import type { SpaceReports } from './types';

/** In the order of the list of books; the demonstration only where it is the open one. */
export async function readSpaceReports(
  host: SessionHost,
  table: Table
): Promise<readonly SpaceReports[]> {
  const open = table.type === 'session' ? table.opened : undefined;
  const found: SpaceReports[] = [];
  for (const space of await readSpaces(table.vault)) {
    const isOpen = space.id === open?.session.space.id;
    if (space.isDemo && !isOpen) continue;
    if (isOpen && open) found.push(await readOne(space, open.replica));
    else if (isWaiting(space)) found.push(unread(space, 'waiting'));
    else found.push(await readInPassing(host, table.vault, space));
  }
  return found;
}

/** One broken book must not hide the others: it is named, and the fault goes to the diagnosis file. */
async function readInPassing(
  host: SessionHost,
  vault: OpenVault,
  space: SpaceEntry
): Promise<SpaceReports> {
  try {
    const { replica } = await openSpace(host, vault, space);
    try {
      return await readOne(space, replica);
    } finally {
      await replica.close();
    }
  } catch (thrown) {
    host.onError(thrown);
    return unread(space, 'failed');
  }
}

const unread = (
  { id, name }: Pick<SpaceEntry, 'id' | 'name'>,
  access: 'waiting' | 'failed'
): SpaceReports => ({
  spaceId: id,
  name,
  access,
  isOwned: false,
  reports: []
});

async function readOne({ id, name }: SpaceEntry, replica: SyncReplica): Promise<SpaceReports> {
  const grant = grantOf(replica);
  const isReadable = grant?.scopes.includes('reports') === true;
  const opened = isReadable ? await replica.whenOpen() : undefined;
  if (opened && !opened.ok) return unread({ id, name }, 'failed');
  const reports = opened ? reportsOf(replica.view) : [];
  return {
    spaceId: id,
    name: name || latestCommunity(reports),
    access: opened ? 'open' : 'closed',
    isOwned: grant?.role === 'owner',
    reports
  };
}

function grantOf(replica: SyncReplica): Grant | null {
  const { deviceId, incarnation } = parseSlot(replica.slot);
  return replica.members().grantOf(deviceId, incarnation);
}

/** What a book is called by what it holds; empty while nothing that says so has arrived. */
export const nameInView = (view: RecordView): string =>
  readSettings(view).spaceName || latestCommunity(reportsOf(view));

const reportsOf = (view: RecordView): readonly Report[] =>
  (view.rows('report') as readonly ReportRow[]).flatMap((row) => readReport(row) ?? []);
