/**
 * Synchronising of an open space (types.ts). What others have said is kept sealed; screens see it worked out anew.
 * Longer than most files: the ways share the notes, the view and the end of one session.
 */
import type { Clock, Random, Timer } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import { chainKeyOf } from '../../log/chain';
import { isRelayAddress } from '../../log/join/link';
import { PortError } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import { isFormer } from '../../transports/bundle';
import type { DirectEndpoint } from '../../transports/direct/direct';
import type { PeerConnection } from '../../transports/direct/peer-connection';
import type { RelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import { readDeviceNames } from '../members/device-names';
import { createRefreshed } from '../members/refreshed';
import type { HostJoinPort, JoinPort } from '../members/types';
import { createArrivals, type Arrival } from './arriving';
import { compareKept } from './check';
import { createDirectAttempt, goOnAfterJoining, type DirectDeps } from './direct-way';
import {
  answerFiles,
  exportFiles,
  importFile,
  joinFilesFirst,
  offerJoinFile,
  receiptFile,
  type FileDeps,
  type Taking
} from './files';
import type { RunningOtherSpaces } from './other-spaces';
import { peersOf, type Peer } from './peers';
import { createSyncNotes, withVisit, withWords, type SyncState } from './sync-notes';
import { createSyncView } from './sync-view';
import type { CheckView, DirectAttempt, DirectProgress, ImportedFile, SyncService } from './types';
import type { Way } from './way';
import type { WayPlace, WayVisit } from './way-visits';
import { createWays, faultOfInput, wayView } from './ways';

export interface SyncServiceDeps {
  readonly replica: SyncReplica;
  readonly join: HostJoinPort;
  readonly vault: Pick<OpenVault, 'open' | 'seal' | 'write' | 'exclusively'>;
  /** Chosen before in this page, by book. */
  readonly folders: Map<SpaceId, FileSystemDirectoryHandle>;
  /** Connections over which this device was let in just now, by book (Y16). */
  readonly links: Map<SpaceId, DirectEndpoint>;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly page: Window & typeof globalThis;
  readonly appVersion: string;
  /** The other books of the vault: for files that are none of this book's. */
  readonly others: Pick<RunningOtherSpaces, 'takeFile' | 'nameOf'>;
  /** Begins the names of files. */
  readonly bookName: () => string;
  /** What this device's link named. */
  readonly relayHint: string | undefined;
  readonly openRelay: (settings: RelaySettings) => RelayMedium;
  /** null where the browser has or allows no direct links. */
  readonly openPeer: () => PeerConnection | null;
  readonly onError: (thrown: unknown) => void;
}

export interface RunningSync {
  readonly service: SyncService;
  stop(): void;
}

export function startSyncService(deps: SyncServiceDeps): RunningSync {
  const { replica, clock, page } = deps;
  const port = replica.port(deps.appVersion);
  const files: FileDeps = { port, join: deps.join, clock, random: deps.random };
  let isStopped = false;
  const meetings = new Set<Pick<DirectAttempt, 'cancel'>>();
  const arrivals = createArrivals();

  const refresh = (): void => {
    view.refresh();
    check.refresh();
  };
  const notes = createSyncNotes(deps.vault, replica.spaceId, page, refresh);
  const view = createRefreshed(async () => {
    const state = await notes.read();
    const { deviceId: ownId } = port.self();
    const facts = (await replica.chainFacts()).filter(({ deviceId }) => deviceId === ownId);
    return createSyncView({
      state,
      members: replica.members(),
      ownId,
      isRemoved: isFormer(port),
      deviceNames: readDeviceNames(replica.view, replica.members()),
      own: await port.status({ withDigests: false }),
      ownLastMs: new Map(
        facts.flatMap((fact) => (fact.lastMs ? [[chainKeyOf(fact), fact.lastMs] as const] : []))
      ),
      folder: wayView(ways.folder(), state.folderName, state.folderSuccessMs),
      relay: wayView(ways.relay(), state.relay?.url, state.relaySuccessMs),
      relayHint: hintOf(state)
    });
  });
  const check = createRefreshed(compare);

  const hintOf = ({ relay }: SyncState): string | undefined =>
    relay && isRelayAddress(relay.url) ? relay.url : deps.relayHint;
  const peersNow = ({ words }: SyncState): readonly Peer[] =>
    peersOf(
      replica.members(),
      port.self().deviceId,
      words,
      readDeviceNames(replica.view, replica.members())
    );

  /** Compares, and keeps what that proves. */
  function compare(): Promise<CheckView> {
    const names = readDeviceNames(replica.view, replica.members());
    const comparing = { port, members: replica.members(), names, notes, clock };
    return compareKept(comparing, () => !isStopped);
  }

  /** After something was taken in. That it could not be read now takes nothing back: the next comparison says so. */
  async function compareAfter(): Promise<void> {
    if (isStopped) return;
    try {
      await compare();
    } catch (thrown) {
      if (!(thrown instanceof PortError)) throw thrown;
    }
  }

  async function keepWords(words: readonly SignedStatus[], isSuccess: boolean): Promise<void> {
    if (isStopped || (words.length === 0 && !isSuccess)) return;
    const now = clock.now();
    await notes.update((state) => ({
      ...withWords(state, words, now),
      ...(isSuccess && { lastSuccessMs: now })
    }));
  }

  async function keepVisit(kind: WayPlace['kind'], visit: WayVisit): Promise<void> {
    if (isStopped || (visit.words.length === 0 && !visit.isDone)) return;
    await notes.update((state) => withVisit(state, kind, visit, clock.now()));
    if (visit.isDone && visit.withDigests) await compareAfter();
  }

  async function keepMeeting(words: readonly SignedStatus[], isSuccess: boolean): Promise<void> {
    await keepWords(words, isSuccess);
    await compareAfter();
    refresh();
  }

  const ways = createWays({
    ...files,
    page,
    timer: deps.timer,
    openRelay: deps.openRelay,
    arrivals,
    onVisit: keepVisit,
    onChange: () => view.refresh(),
    onError: deps.onError
  });
  const changed = (): void => {
    refresh();
    ways.changed();
  };
  const stops = [
    replica.onMembers(changed),
    replica.view.onChange(({ source }) => {
      if (source === 'local' || source === 'other-tab') changed();
      else refresh();
    })
  ];

  async function useFolder(handle: FileSystemDirectoryHandle): Promise<Way> {
    const way = ways.openFolder(handle);
    deps.folders.set(replica.spaceId, handle);
    await notes.update((state) => ({ ...state, folderName: way.name }));
    return way;
  }

  const direct: DirectDeps = {
    ...files,
    join: deps.join,
    timer: deps.timer,
    openPeer: deps.openPeer,
    onWords: keepMeeting
  };

  /** What comes in over it is told on every page. */
  function followMeeting(cancel: () => void, onProgress: (progress: DirectProgress) => void) {
    let arrival: Arrival | undefined;
    return {
      tell: (progress: DirectProgress): void => {
        onProgress(progress);
        if (progress.step !== 'exchanging' || progress.toReceive === 0) return;
        arrival ??= arrivals.begin('direct', cancel);
        const { received, toReceive: total } = progress;
        arrival.tell({ received, total, bytes: undefined });
      },
      end: (): void => arrival?.end()
    };
  }

  /** The book comes over the connection that let this device in. */
  async function goOnWithLink(): Promise<void> {
    const endpoint = deps.links.get(replica.spaceId);
    if (!endpoint) return;
    deps.links.delete(replica.spaceId);
    const meeting = { cancel: () => endpoint.channel.close() };
    const following = followMeeting(meeting.cancel, () => undefined);
    meetings.add(meeting);
    try {
      await goOnAfterJoining(direct, endpoint, following.tell);
    } finally {
      following.end();
      meetings.delete(meeting);
    }
  }

  /** What was chosen in this page for this book, and a relay that was set up before, are used again without a word. */
  async function resume(): Promise<void> {
    const handle = deps.folders.get(replica.spaceId);
    const settings = (await notes.read()).relay;
    if (isStopped) return;
    const folder = handle && !ways.folder() ? await useFolder(handle) : undefined;
    const relay = settings && !ways.relay() ? ways.openRelay(settings) : undefined;
    await Promise.all([folder?.visit(), relay?.visit()]);
  }

  /** undefined: it is this book's, or nobody's here. */
  async function takeElsewhere(
    one: ImportedFile,
    file: File,
    taking: Taking,
    receive: JoinPort['receive'] | undefined
  ): Promise<ImportedFile | undefined> {
    if (one.type === 'sync' && one.fault?.type === 'not-ours')
      return deps.others.takeFile(file, taking);
    const isStrange =
      one.type === 'join' && !one.result.ok && one.result.error.type === 'not-for-us';
    return isStrange && receive ? offerJoinFile(file, receive) : undefined;
  }

  /** A book that was opened beside this one is called by its name, which may have come with the files after the answer. */
  async function withBook(one: ImportedFile): Promise<ImportedFile> {
    if (one.type !== 'join' || !one.result.ok || one.result.value.type !== 'admitted') return one;
    const book = await deps.others.nameOf(one.result.value.spaceId);
    return book === undefined ? one : { ...one, book };
  }

  async function takeFiles(
    given: readonly File[],
    arrival: Arrival,
    signal: AbortSignal,
    receive: JoinPort['receive'] | undefined
  ): Promise<{ readonly taken: readonly ImportedFile[]; readonly received: number }> {
    const taken = new Map<File, ImportedFile>();
    const total = given.reduce((sum, { size }) => sum + size, 0);
    const before = { received: 0, bytes: 0 };
    for (const file of await joinFilesFirst(given)) {
      if (signal.aborted) break;
      const onProgress = (received: number, bytes: number): void =>
        arrival.tell({
          received: before.received + received,
          total: undefined,
          bytes: { done: before.bytes + bytes, total }
        });
      onProgress(0, 0);
      const one = await importFile(files, file, { onProgress, signal });
      const elsewhere = await takeElsewhere(one.file, file, { onProgress, signal }, receive);
      const told = elsewhere ?? one.file;
      taken.set(file, told);
      before.bytes += file.size;
      if (told.type === 'sync') before.received += told.received;
      await keepWords(one.words, one.file.type === 'sync' && !one.file.fault);
    }
    // Told in the order in which they were given.
    const inOrder = given.flatMap((file) => taken.get(file) ?? []);
    return { taken: await Promise.all(inOrder.map(withBook)), received: before.received };
  }

  const service: SyncService = {
    view,
    check,
    async exportFiles({ to, maxBytes }, onProgress, signal) {
      const peers = peersNow(await notes.read());
      const word = peers.find(({ deviceId }) => deviceId === to)?.word?.signed ?? null;
      if (to !== 'everyone' && !word) return err({ type: 'unknown-device' });
      const bookName = deps.bookName();
      const written = await exportFiles(files, { bookName, word, maxBytes, onProgress, signal });
      if (!written.ok) return written;
      const isSomeoneNew = to === 'everyone' && peers.some((peer) => !peer.word);
      return ok([...written.value, ...(isSomeoneNew ? await answerFiles(files) : [])]);
    },
    receiptFile: () => receiptFile(files, deps.bookName()),
    arriving: arrivals.source,
    stopArriving: () => arrivals.stopAll(),
    async importFiles(given, receive) {
      const stop = new AbortController();
      const arrival = arrivals.begin('file', () => stop.abort());
      try {
        const { taken, received } = await takeFiles(given, arrival, stop.signal, receive);
        if (taken.some(({ type }) => type === 'sync' || type === 'receipt')) await compareAfter();
        refresh();
        return { files: taken, received, isCancelled: stop.signal.aborted };
      } finally {
        arrival.end();
      }
    },
    async connectFolder(handle) {
      const way = await useFolder(handle);
      return way.visit();
    },
    async disconnectFolder() {
      ways.closeFolder();
      deps.folders.delete(replica.spaceId);
      await notes.update(({ folderName: _name, folderSuccessMs: _ms, ...state }) => state);
    },
    visitFolder: async () => ways.folder()?.visit(),
    async connectRelay(input) {
      const fault = faultOfInput(input);
      if (fault) return err(fault);
      const { url, room, carrier, password } = input;
      const settings = { url, room, carrier, password };
      await notes.update((state) => ({ ...state, relay: settings }));
      return ways.openRelay(settings).visit();
    },
    async disconnectRelay() {
      ways.closeRelay();
      await notes.update(({ relay: _relay, relaySuccessMs: _ms, ...state }) => state);
    },
    visitRelay: async () => ways.relay()?.visit(),
    stopVisit(way) {
      ways[way]()?.interrupt();
    },
    meetDirectly(onProgress) {
      const following = followMeeting(() => attempt?.cancel(), onProgress);
      const attempt = createDirectAttempt(direct, following.tell);
      if (!attempt) return undefined;
      meetings.add(attempt);
      void attempt.outcome.then(() => {
        following.end();
        meetings.delete(attempt);
      });
      return attempt;
    },
    async rebuild(onProgress) {
      await replica.rebuild(onProgress);
      await compare();
      refresh();
    }
  };
  for (const begin of [resume, goOnWithLink])
    begin().catch((thrown: unknown) => {
      // Locked meanwhile: what could not be read is read at the next unlock.
      if (!isStopped) deps.onError(thrown);
    });
  return {
    service,
    stop() {
      isStopped = true;
      arrivals.stopAll();
      ways.stop();
      for (const meeting of meetings) meeting.cancel();
      for (const stop of stops) stop();
      notes.stop();
      view.stop();
      check.stop();
    }
  };
}
