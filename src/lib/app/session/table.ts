/**
 * What an open vault has on the table: a space's session, or a space that has been asked for and waits for its answer. And the
 * ways between them: choosing another space, joining one, taking an answer in.
 * Longer than most files: the ways share one state, and each says what the others may find afterwards.
 */
import { err, ok, type Result } from '../../kernel/result';
import type { Bytes } from '../../kernel/bytes';
import type { Timer } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import { createRecoveryKey } from '../../crypto/recovery-key';
import { createDevice } from '../../log/founding';
import { parseSyncLink, relayOf, type LinkFault, type SyncLink } from '../../log/join/link';
import { decodeJoinFile, isJoinFile } from '../../log/join/join-file';
import { createKeyRing, fillKeyRing } from '../../log/key-ring';
import type { MemberEntry } from '../../log/member-entry';
import { resolveMembers } from '../../log/members';
import { attempt } from '../../storage/commit';
import { createDexieStore } from '../../storage/dexie-store';
import { createMemberStore } from '../../storage/member-store';
import type { CommitFailure } from '../../storage/types';
import type { OpenVault } from '../../storage/vault/open-vault';
import { joinFileOf } from '../members/join-file';
import { createPendingJoin, openPendingJoin, type OpenedPending } from '../members/pending-join';
import type {
  JoinFault,
  JoinInput,
  JoinPort,
  JoinReceived,
  LinkPreview,
  SpaceItem,
  Waiting
} from '../members/types';
import type { JoinError } from '../types';
import { createRelayMedium } from '../../transports/relay/relay';
import { createSyncNotes } from '../sync/sync-notes';
import { createFolderVisits } from '../sync/waiting-folder';
import { openBrowserPeer } from '../../transports/direct/peer-connection';
import { createWaitingDirect } from '../sync/waiting-direct';
import { createWaitingRelay } from '../sync/waiting-relay';
import { fillEmptyProfile, storageError } from './found-space';
import { openSession, type OpenedSession } from './open-session';
import type { SessionHost } from './session-host';
import { openSpace } from './session-replica';
import {
  isWaiting,
  pendingOf,
  readLastSpace,
  readSpaces,
  sealSpaces,
  updateSpace,
  withoutPending,
  type PendingJoin,
  type SpaceEntry
} from './space-book';
import { registrationOf } from './vault-actions';

export type Table =
  | { readonly type: 'session'; readonly vault: OpenVault; readonly opened: OpenedSession }
  | {
      readonly type: 'waiting';
      readonly vault: OpenVault;
      readonly waiting: Waiting;
    };

/** What the table tells whoever holds it. */
export interface TableEvents {
  /** The answer of a space has been taken in: it can be opened. */
  readonly onAdmitted: (spaceId: SpaceId) => void;
  /** The request of the space on the table was taken back. */
  readonly onCancelled: () => void;
}

export const spaceOnTable = (table: Table): SpaceId =>
  table.type === 'session' ? table.opened.session.space.id : table.waiting.spaceId;

/** undefined when the vault holds no such space: founding was cut off before its last write. */
export async function openTable(
  host: SessionHost,
  vault: OpenVault,
  events: TableEvents,
  spaceId?: SpaceId
): Promise<Table | undefined> {
  const space = spaceId
    ? (await readSpaces(vault)).find(({ id }) => id === spaceId)
    : await readLastSpace(vault);
  if (!space) return undefined;
  if (!isWaiting(space)) {
    const parts = await openSpace(host, vault, space);
    return { type: 'session', vault, opened: await openSession(parts) };
  }
  const pending = pendingOf(space, vault.deviceId);
  const opened = pending && (await openPending(host, vault, space, pending, events));
  if (!pending || !opened) return undefined;
  return { type: 'waiting', vault, waiting: waitingOf(host, vault, pending, opened, events) };
}

/** Chooses another space: it is also the one that opens at the next unlock. */
export const markUsed = (host: SessionHost, vault: OpenVault, spaceId: SpaceId): Promise<void> =>
  updateSpace(vault, spaceId, (entry) => ({ ...entry, lastUsedAtMs: host.clock.now() }));

export async function listSpaces(table: Table): Promise<readonly SpaceItem[]> {
  const current = spaceOnTable(table);
  return (await readSpaces(table.vault)).map((space) => ({
    id: space.id,
    name: space.name,
    isDemo: space.isDemo,
    isCurrent: space.id === current,
    isWaiting: isWaiting(space)
  }));
}

export function readLink(text: string): Result<LinkPreview, LinkFault> {
  const link = parseSyncLink(text);
  if (!link.ok) return link;
  const { spaceId, grant } = link.value;
  return ok({ spaceId, grant, relay: relayOf(link.value) });
}

interface Asked {
  readonly vault: OpenVault;
  readonly spaceId: SpaceId;
}

/** Makes device and request, in an empty profile or beside the spaces of an open vault. */
export async function joinByLink(
  host: SessionHost,
  table: Table | undefined,
  input: JoinInput
): Promise<Result<Asked, JoinError>> {
  const link = parseSyncLink(input.link);
  if (!link.ok) return link;
  if (table) return askBeside(host, table.vault, link.value, input);
  const notEmpty: JoinError = { type: 'locked' };
  return fillEmptyProfile(host, () => askAnew(host, link.value, input), notEmpty);
}

/**
 * The vault is founded with the request, in one last write. It has no printed key, because what it will hold lies with the
 * colleagues, too.
 */
async function askAnew(
  host: SessionHost,
  link: SyncLink,
  { name, passphrase }: JoinInput
): Promise<Result<Asked, JoinError>> {
  const { vault, random, clock } = host;
  const { registration, pairs } = await createDevice(name, random);
  const { deviceId, incarnation } = registration;
  const device = { ...pairs, deviceId, incarnation };
  const recoveryKey = createRecoveryKey(random);
  const founded = await vault.found({ label: name, passphrase, device, recoveryKey });
  const open = founded.vault;
  const pending = await createPendingJoin(open, link, registration, clock.now());
  const entry = waitingEntry(link.spaceId, pending);
  const failure = await attempt(async () =>
    open.write([...founded.writes, await sealSpaces(open, [entry])])
  );
  return failure ? err(storageError(failure)) : ok({ vault: open, spaceId: link.spaceId });
}

async function askBeside(
  host: SessionHost,
  open: OpenVault,
  link: SyncLink,
  { name }: JoinInput
): Promise<Result<Asked, JoinError>> {
  const { random, clock } = host;
  const { spaceId } = link;
  const device = { ...registrationOf(open, random), name };
  const pending = await createPendingJoin(open, link, device, clock.now());
  return open.exclusively(async () => {
    const spaces = await readSpaces(open);
    const known = spaces.find(({ id }) => id === spaceId);
    if (known && !isWaiting(known) && (await isMember(host, open, spaceId))) {
      return err<JoinError>({ type: 'already-member', spaceId });
    }
    const next = known
      ? spaces.map((one) => (one.id === spaceId ? withPending(one, pending) : one))
      : [...spaces, waitingEntry(spaceId, pending)];
    const failure = await attempt(async () => open.write([await sealSpaces(open, next)]));
    return failure ? err<JoinError>(storageError(failure)) : ok({ vault: open, spaceId });
  });
}

const waitingEntry = (id: SpaceId, pending: PendingJoin): SpaceEntry => ({
  id,
  name: '',
  isDemo: false,
  secrets: [],
  // Its printed key lies with its founder.
  isRecoveryConfirmed: true,
  lastUsedAtMs: pending.askedAtMs,
  pending: [pending]
});

const withPending = (entry: SpaceEntry, pending: PendingJoin): SpaceEntry => ({
  ...entry,
  lastUsedAtMs: pending.askedAtMs,
  pending: [...(withoutPending(entry, pending.deviceId).pending ?? []), pending]
});

const memberStoreOf = (host: SessionHost, vault: OpenVault, id: SpaceId) =>
  createMemberStore(
    createDexieStore(host.database, id),
    vault.storageKey,
    host.random,
    id,
    host.onError
  );

async function isMember(host: SessionHost, vault: OpenVault, id: SpaceId): Promise<boolean> {
  const members = resolveMembers(id, await memberStoreOf(host, vault, id).list());
  return members.grantOf(vault.deviceId, vault.incarnation) !== null;
}

/** Frames or a file of them, for whichever invitation or request of this vault they are. */
export async function receiveJoin(
  host: SessionHost,
  table: Table,
  bytes: Bytes,
  events: TableEvents
): Promise<Result<JoinReceived, JoinFault>> {
  const file = isJoinFile(bytes) ? decodeJoinFile(bytes) : ok([bytes]);
  if (!file.ok) return err({ type: 'damaged' });
  const ports = await portsOf(host, table, events);
  let best: JoinReceived | undefined;
  let fault: JoinFault = { type: 'not-for-us' };
  for (const frame of file.value) {
    const received = await offer(ports, frame);
    if (!received.ok) {
      if (received.error.type !== 'not-for-us') fault = received.error;
      continue;
    }
    const replies = [...(best?.replies ?? []), ...received.value.replies];
    const isNews = !best || rank(received.value) > rank(best);
    best = { receipt: (isNews ? received.value : (best ?? received.value)).receipt, replies };
  }
  return best ? ok(best) : err(fault);
}

const rank = ({ receipt }: JoinReceived): number =>
  ['known', 'answer', 'code', 'request', 'admitted'].indexOf(receipt.type);

async function offer(
  ports: readonly JoinPort[],
  frame: Bytes
): Promise<Result<JoinReceived, JoinFault>> {
  for (const port of ports) {
    const received = await port.receive(frame);
    if (received.ok || received.error.type !== 'not-for-us') return received;
  }
  return err({ type: 'not-for-us' });
}

/** The table's own first: a started exchange of digits lives there. */
async function portsOf(
  host: SessionHost,
  table: Table,
  events: TableEvents
): Promise<readonly JoinPort[]> {
  const { vault } = table;
  const current = spaceOnTable(table);
  const ports: JoinPort[] =
    table.type === 'session' ? [table.opened.session.members.join] : [table.waiting.join];
  for (const space of await readSpaces(vault)) {
    const pending = pendingOf(space, vault.deviceId);
    if (!pending || (space.id === current && table.type === 'waiting')) continue;
    const isOpen = space.id === current && table.type === 'session';
    const opened = await openPending(
      host,
      vault,
      space,
      pending,
      events,
      isOpen ? table.opened : undefined
    );
    if (opened) ports.push(opened.port);
  }
  return ports;
}

const openPending = (
  host: SessionHost,
  vault: OpenVault,
  space: SpaceEntry,
  pending: PendingJoin,
  events: TableEvents,
  opened?: OpenedSession
): Promise<OpenedPending | undefined> =>
  openPendingJoin(pending, {
    random: host.random,
    take: (entries) =>
      opened
        ? takeIntoOpen(vault, pending, opened, entries)
        : takeIntoClosed(host, vault, space.id, pending, entries),
    onAdmitted: () => events.onAdmitted(space.id)
  });

/** The request is answered; what its link says of the way there is still of use. */
function withAnswer(entry: SpaceEntry, { deviceId, link }: PendingJoin): SpaceEntry {
  const parsed = parseSyncLink(link);
  const relayHint = parsed.ok ? relayOf(parsed.value) : undefined;
  const answered = withoutPending(entry, deviceId);
  return relayHint === undefined ? answered : { ...answered, relayHint };
}

async function takeIntoOpen(
  vault: OpenVault,
  pending: PendingJoin,
  { replica }: OpenedSession,
  members: readonly MemberEntry[]
): Promise<Result<void, CommitFailure>> {
  const taken = await replica.ingest({ members, entries: [] });
  if (!taken.ok) return taken;
  const failure = await attempt(() =>
    updateSpace(vault, replica.spaceId, (entry) => withAnswer(entry, pending))
  );
  return failure ? err(failure) : ok(undefined);
}

/** The member log first: a kill before the vault's row leaves the request as it was, and the answer can be given again. */
async function takeIntoClosed(
  host: SessionHost,
  vault: OpenVault,
  id: SpaceId,
  pending: PendingJoin,
  entries: readonly MemberEntry[]
): Promise<Result<void, CommitFailure>> {
  const ring = createKeyRing();
  await fillKeyRing(ring, id, resolveMembers(id, entries).epochs, {
    type: 'device',
    deviceId: vault.deviceId,
    incarnation: vault.incarnation,
    key: vault.agreementKey
  });
  const failure = await attempt(async () => {
    await memberStoreOf(host, vault, id).append(entries);
    await updateSpace(vault, id, (entry) => ({
      ...withAnswer(entry, pending),
      secrets: [...entry.secrets, ...ring.all()]
    }));
  });
  return failure ? err(failure) : ok(undefined);
}

const timerOf = ({ page }: SessionHost): Timer => ({
  after(ms, run) {
    const timer = page.setTimeout(run, ms);
    return () => page.clearTimeout(timer);
  }
});

function waitingOf(
  host: SessionHost,
  vault: OpenVault,
  pending: PendingJoin,
  { link, request, fingerprint, code, port, joinTag }: OpenedPending,
  events: TableEvents
): Waiting {
  const { spaceId, grant } = link;
  const visitFolder = createFolderVisits(port, vault.deviceId);
  const notes = createSyncNotes(vault, spaceId, host.page, () => undefined);
  const relay = createWaitingRelay({
    join: port,
    ownId: vault.deviceId,
    notes,
    openRelay: (settings) =>
      createRelayMedium(settings, { timer: timerOf(host), random: host.random }),
    onError: host.onError
  });
  const direct = createWaitingDirect({
    spaceId,
    joinTag,
    join: port,
    timer: timerOf(host),
    openPeer: openBrowserPeer,
    links: host.links
  });
  return {
    spaceId,
    name: request.payload.device.name,
    grant,
    askedAtMs: pending.askedAtMs,
    fingerprint,
    code,
    relay: relayOf(link),
    join: port,
    async requestFile() {
      const frames = (await port.outgoing()).map(({ frame }) => frame);
      return joinFileOf('加入申请', host.clock.today(), frames);
    },
    async visitFolder(handle) {
      const visited = await visitFolder(handle);
      // The book comes from there, once the answer has: nobody chooses it twice.
      if (visited.ok) host.folders.set(spaceId, handle);
      return visited;
    },
    connectRelay: (input) => relay.connect(input),
    visitRelay: () => relay.resume(),
    forgetRelay: () => relay.forget(),
    meetDirectly: direct.meet,
    close() {
      relay.close();
      direct.close();
      notes.stop();
    },
    async cancel() {
      direct.close();
      await relay.forget();
      await vault.exclusively(async () => {
        const spaces = (await readSpaces(vault)).flatMap((entry) => {
          if (entry.id !== spaceId) return [entry];
          const left = withoutPending(entry, vault.deviceId);
          return isWaiting(left) && left.pending?.length === 0 ? [] : [left];
        });
        await vault.write([await sealSpaces(vault, spaces)]);
      });
      host.folders.delete(spaceId);
      events.onCancelled();
    }
  };
}
