/** Synchronising of an open space (types.ts). What others have said is kept sealed; screens see it worked out anew. */
import type { Clock, Random, Timer } from '../../kernel/environment';
import { err, ok } from '../../kernel/result';
import { chainKeyOf } from '../../log/chain';
import { PortError } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import type { PeerConnection } from '../../transports/direct/peer-connection';
import type { RelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import type { SyncReplica } from '../../storage/replica';
import type { OpenVault } from '../../storage/vault/open-vault';
import { createRefreshed } from '../members/refreshed';
import type { JoinPort } from '../members/types';
import { createCheckView, isSameVerdict, withVerdicts } from './check';
import { createDirectAttempt } from './direct-way';
import { answerFiles, exportFiles, importFile, receiptFile, type FileDeps } from './files';
import { peersOf, type Peer } from './peers';
import { createSyncNotes, withWords, type SyncState } from './sync-notes';
import { createSyncView } from './sync-view';
import type { CheckView, DirectAttempt, ImportedFile, SyncService } from './types';
import type { WayPlace, WayVisit } from './way';
import { createWays, faultOfInput, wayView } from './ways';

export interface SyncServiceDeps {
  readonly replica: SyncReplica;
  readonly join: JoinPort;
  readonly vault: Pick<OpenVault, 'open' | 'seal' | 'write' | 'exclusively'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly page: Window & typeof globalThis;
  readonly appVersion: string;
  /** Begins the names of files. */
  readonly bookName: () => string;
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
  const meetings = new Set<DirectAttempt>();

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
      own: await port.status({ withDigests: false }),
      ownLastMs: new Map(
        facts.flatMap((fact) => (fact.lastMs ? [[chainKeyOf(fact), fact.lastMs] as const] : []))
      ),
      folder: wayView(ways.folder(), state.folderName, state.folderSuccessMs),
      relay: wayView(ways.relay(), state.relay?.url, state.relaySuccessMs)
    });
  });
  const check = createRefreshed(compare);

  const peersNow = ({ words }: SyncState): readonly Peer[] =>
    peersOf(replica.members(), port.self().deviceId, words);

  /** Compares, and keeps what that proves. */
  async function compare(): Promise<CheckView> {
    const state = await notes.read();
    const own = await port.status({ withDigests: true });
    const compared = createCheckView(own, peersNow(state));
    const keep = (known: SyncState): SyncState => withVerdicts(known, compared, clock.now());
    if (!isSameVerdict(state, keep(state)) && !isStopped) await notes.update(keep);
    return compared;
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

  async function keepVisit(
    kind: WayPlace['kind'],
    { words, isDone, withDigests }: WayVisit
  ): Promise<void> {
    await keepWords(words, isDone);
    if (!isDone || isStopped) return;
    const atMs = clock.now();
    const success = kind === 'folder' ? { folderSuccessMs: atMs } : { relaySuccessMs: atMs };
    await notes.update((state) => ({ ...state, ...success }));
    if (withDigests) await compareAfter();
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

  /** A relay that was set up before is used again without a word. */
  async function resume(): Promise<void> {
    const settings = (await notes.read()).relay;
    if (settings && !ways.relay() && !isStopped) await ways.openRelay(settings).visit();
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
    async importFiles(given, onProgress, signal) {
      const taken: ImportedFile[] = [];
      let received = 0;
      for (const file of given) {
        if (signal.aborted) break;
        const before = received;
        const one = await importFile(files, file, (count) => onProgress(before + count));
        taken.push(one.file);
        if (one.file.type === 'sync') received += one.file.received;
        await keepWords(one.words, one.file.type === 'sync' && !one.file.fault);
      }
      if (taken.some(({ type }) => type === 'sync' || type === 'receipt')) await compareAfter();
      refresh();
      return { files: taken, received, isCancelled: taken.length < given.length };
    },
    async connectFolder(handle) {
      const way = ways.openFolder(handle);
      await notes.update((state) => ({ ...state, folderName: way.name }));
      return way.visit();
    },
    async disconnectFolder() {
      ways.closeFolder();
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
      const direct = { ...files, timer: deps.timer, openPeer: deps.openPeer, onWords: keepMeeting };
      const attempt = createDirectAttempt(direct, onProgress);
      if (!attempt) return undefined;
      meetings.add(attempt);
      void attempt.outcome.then(() => meetings.delete(attempt));
      return attempt;
    },
    async rebuild(onProgress) {
      await replica.rebuild(onProgress);
      await compare();
      refresh();
    }
  };
  resume().catch((thrown: unknown) => {
    // Locked meanwhile: what could not be read is read at the next unlock.
    if (!isStopped) deps.onError(thrown);
  });
  return {
    service,
    stop() {
      isStopped = true;
      ways.stop();
      for (const meeting of meetings) meeting.cancel();
      for (const stop of stops) stop();
      notes.stop();
      view.stop();
      check.stop();
    }
  };
}
