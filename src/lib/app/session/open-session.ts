/**
 * Opens one space for one worker: replica, gate, queries, commands. Closing drops every key and row.
 * Longer than most files: the one place where all parts of a session meet, in the order in which they need each other.
 */
import { parseSlot } from '../../storage/slot';
import type { Clock } from '../../kernel/environment';
import { scopes, type Scope } from '../../kernel/scope';
import { createSource, type Source } from '../../kernel/watchable';
import type { IsoDate } from '../../kernel/dates';
import type { SyncReplica } from '../../storage/replica';
import type { ReadOnlyReason } from '../../storage/types';
import { createOpenConflicts } from '../conflicts/open-conflicts';
import { createDeriver } from '../commands/derive';
import { createCommands } from '../commands/create-commands';
import { createDoubles } from '../doubles/doubles';
import { scanInWorker } from '../doubles/scan-client';
import { canWrite, type Grant } from '../../log/grant';
import { entryKind } from '../../log/entry-header';
import { withMergedView } from '../doubles/merged-view';
import { createDocumentService } from '../documents/document-service';
import { createBackupService } from '../backup/backup-service';
import { createImportIds } from '../ledger/import-ids';
import { createLedgerImport } from '../ledger/ledger-import';
import type { OpenLibrary } from '../library/library';
import { createPeopleIndex } from '../queries/people-index';
import { createPace } from '../ledger/pace';
import { latestCommunity, startReportService } from '../reports/report-service';
import { createQueries } from '../queries/create-queries';
import { createSearchIndex } from '../queries/search-index';
import { readSettings } from '../queries/settings';
import { combine, watchView } from '../queries/live-view';
import type { Session } from '../types';
import type { SessionContext } from './context';
import { createInvitationNotes } from '../members/invitation-notes';
import { startMembersService } from '../members/members-service';
import { startOtherSpaces } from '../sync/other-spaces';
import { startSyncService } from '../sync/sync-service';
import { openBrowserPeer } from '../../transports/direct/peer-connection';
import { createRelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import { createDrafts } from './drafts';
import { keepFolded } from './keep-folded';
import type { SessionParts } from './session-parts';
import { updateSpace } from './space-book';
import { createVaultActions } from './vault-actions';
import { createWriter } from './writer';

export interface OpenedSession {
  readonly session: Session;
  readonly replica: SyncReplica;
  readonly parts: SessionParts;
  close(): Promise<void>;
}

/** The calendar day as a Source; asked once a minute, because machines sleep through midnight. */
function watchToday(clock: Clock, page: Window): { today: Source<IsoDate>; stop: () => void } {
  const today = createSource(clock.today());
  const timer = page.setInterval(() => {
    if (clock.today() !== today.get()) today.set(clock.today());
  }, 60_000);
  return { today, stop: () => page.clearInterval(timer) };
}

/** Names by slot, from the member log; a slot of a passphrase-less worker is marked 自报. */
function slotNames(parts: SessionParts): (slot: string) => string {
  return (slot) => {
    const { deviceId, incarnation } = parseSlot(slot);
    const found = parts.members
      .registrations()
      .find((item) => item.deviceId === deviceId && item.incarnation === incarnation);
    if (!found) return '另一台设备';
    const isOwn = found.deviceId === parts.open.deviceId;
    return isOwn && !parts.open.slot.hasPassphrase ? `${found.name}（自报）` : found.name;
  };
}

/** Loads the library once, when it is first asked for. */
function createLibraryDoor(
  context: SessionContext,
  { database, page, onError }: SessionParts
): { open: () => Promise<OpenLibrary>; close: () => Promise<void> } {
  let opened: Promise<OpenLibrary> | undefined;
  return {
    open: () =>
      (opened ??= import('../library/library').then(({ createLibrary }) =>
        createLibrary({ context, database, page, onError })
      )),
    close: async () => (await opened)?.close()
  };
}

/** What the member log grants this device now; null for no member's. */
function ownGrant(replica: SyncReplica): Grant | null {
  const { deviceId, incarnation } = parseSlot(replica.slot);
  return replica.members().grantOf(deviceId, incarnation);
}

/** Why the member log lets this device only read; undefined for a member's. What a role may write is judged per save. */
function standingOf(replica: SyncReplica): ReadOnlyReason | undefined {
  if (ownGrant(replica)) return undefined;
  const { deviceId, incarnation } = parseSlot(replica.slot);
  return replica.members().registrationOf(deviceId, incarnation) ? 'removed' : 'not-admitted';
}

/** What the role lets this device do; no member may do nothing. */
function mayWriteIn(replica: SyncReplica): boolean {
  const grant = ownGrant(replica);
  return grant !== null && canWrite(grant, 'general', entryKind.records);
}

function watchReadable(replica: SyncReplica): Session['readable'] {
  const read = (): readonly Scope[] => ownGrant(replica)?.scopes ?? scopes;
  return {
    watch(onValue) {
      onValue(read());
      return replica.onMembers(() => onValue(read()));
    }
  };
}

/** The book's name comes with its content; a joined one has none before. */
function followName(parts: SessionParts, bookName: Session['bookName']): () => void {
  const { open, space, onError } = parts;
  let known = space.name;
  return bookName.watch((name) => {
    if (name === '' || name === known) return;
    known = name;
    updateSpace(open, space.id, (entry) => ({ ...entry, name })).catch(onError);
  }, onError);
}

/** The first screen comes before the search that nobody has typed into yet. */
const prepareAfterMs = 300;

export async function openSession(parts: SessionParts): Promise<OpenedSession> {
  const { replica, open, space, clock, random, page } = parts;
  const merged = withMergedView(replica);
  const { view } = merged;
  const settings = watchView(view, ['spaceSettings'], () => readSettings(view));
  const { today, stop: stopToday } = watchToday(clock, page);
  const people = createPeopleIndex(view, today.get(), readSettings(view));
  const regate = (): void => people.refresh(today.get(), readSettings(view));
  const stops = [
    today.watch(regate, ignore),
    settings.watch(regate, ignore),
    stopToday,
    people.stop
  ];

  const standing = (): ReadOnlyReason | undefined => standingOf(replica);
  const isReadOnly = createSource(standing() !== undefined);
  const mayWrite = createSource(mayWriteIn(replica));
  const judge = (): void => {
    isReadOnly.set(standing() !== undefined);
    mayWrite.set(mayWriteIn(replica));
  };
  stops.push(replica.onMembers(judge));
  const { saveState, act, commit } = createWriter(replica, clock, standing);
  const lastBackupAtMs = createSource(space.lastBackupAtMs);
  const context: SessionContext = {
    replica: merged,
    people,
    deriver: createDeriver(),
    deriveIds: createImportIds(space.secrets, space.id, createPace(clock)),
    openConflicts: createOpenConflicts(replica),
    clock,
    random,
    workerName: open.slot.label,
    settings: () => readSettings(view),
    commit,
    act
  };
  const drafts = createDrafts(open);
  const library = createLibraryDoor(context, parts);
  const nameOfSlot = slotNames(parts);
  const later = (ms: number, run: () => void) => {
    const timer = page.setTimeout(run, ms);
    return () => page.clearTimeout(timer);
  };
  const members = startMembersService({
    replica,
    notes: createInvitationNotes(open, space.id),
    clock,
    random,
    appAddress: parts.appAddress,
    later,
    onError: parts.onError
  });
  stops.push(() => members.stop());
  const timer = { after: later };
  const openRelay = (settings: RelaySettings) => createRelayMedium(settings, { timer, random });
  const otherSpaces = startOtherSpaces({ parts, timer, openRelay });
  const sync = startSyncService({
    replica,
    join: members.service.join,
    vault: open,
    folders: parts.folders,
    links: parts.links,
    relayHint: space.relayHint,
    clock,
    random,
    timer,
    openRelay,
    others: otherSpaces,
    openPeer: openBrowserPeer,
    page,
    appVersion: parts.appVersion,
    bookName: () => readSettings(view).spaceName || space.name,
    onError: parts.onError
  });
  stops.push(() => sync.stop());
  stops.push(keepFolded({ replica, later, onError: parts.onError }));
  const { openConflicts } = context;
  const search = createSearchIndex(view, () => people.snapshot.get());
  const closing = new AbortController();
  const stopPreparing = later(prepareAfterMs, () => {
    search.prepare(createPace(clock), closing.signal).catch(parts.onError);
  });
  stops.push(stopPreparing, () => closing.abort());
  const queries = createQueries({
    replica: merged,
    people,
    search,
    today,
    lastBackupAtMs,
    nameOfSlot,
    openConflicts
  });
  const commands = createCommands(context, queries);
  const reports = startReportService({
    replica,
    queries,
    commands,
    settings,
    today,
    sync: sync.service.view,
    later,
    onError: parts.onError
  });
  const bookName = combine(
    settings,
    reports.service.all,
    ({ spaceName }, all) => spaceName || latestCommunity(all) || space.name
  );
  stops.push(() => reports.stop(), followName(parts, bookName));
  const session: Session = {
    space: { id: space.id, name: space.name || readSettings(view).spaceName, isDemo: space.isDemo },
    worker: {
      slotId: open.slot.id,
      label: open.slot.label,
      isSelfReported: !open.slot.hasPassphrase
    },
    saveState,
    mayWrite,
    settings,
    bookName,
    readable: watchReadable(replica),
    today,
    drafts,
    queries,
    commands,
    vault: await createVaultActions({ ...parts, isReadOnly }),
    backup: createBackupService({ parts, lastBackupAtMs }),
    ledger: createLedgerImport(context, parts),
    documents: createDocumentService(context, page),
    doubles: createDoubles(context, scanInWorker),
    library: library.open,
    members: members.service,
    sync: sync.service,
    otherSpaces: otherSpaces.service,
    reports: reports.service
  };
  return {
    session,
    replica,
    parts,
    async close() {
      // What was typed goes into the log while there still is one.
      await library.close();
      for (const stop of stops) stop();
      await otherSpaces.stop();
      await replica.close();
    }
  };
}

/** Sources never fail. */
const ignore = (): void => undefined;
