/**
 * The other books of this vault (Y15): each is opened for the moment of a visit, with the keys that the vault holds anyway,
 * brought up to date over the ways it has, and closed again; one after another, without leaving the book on the table.
 */
import type { Timer } from '../../kernel/environment';
import type { SpaceId } from '../../kernel/ids';
import { createCarrier } from '../../log/carrier';
import { PortError, type LogPort } from '../../log/protocol/log-port';
import { createFolderMedium } from '../../transports/folder';
import type { RelayMedium } from '../../transports/relay/relay';
import type { RelaySettings } from '../../transports/relay/session';
import { readDeviceNames } from '../members/device-names';
import { createRefreshed } from '../members/refreshed';
import { nameInView } from '../reports/space-reports';
import type { SessionParts } from '../session/session-parts';
import { openSpace } from '../session/session-replica';
import { isWaiting, readSpaces, updateSpace, type SpaceEntry } from '../session/space-book';
import type { Arrivals } from './arriving';
import { compareKept } from './check';
import { bundleTagOf, importSyncFile, type Taking } from './files';
import { lead } from './leader';
import {
  createSyncNotes,
  readSyncState,
  withVisit,
  withWords,
  type SyncNotes,
  type SyncState
} from './sync-notes';
import type { ImportedFile, OtherSpace, OtherSpaces } from './types';
import { createWayVisits, type WayPlace, type WayResult, type WayVisit } from './way-visits';

export interface OtherSpacesDeps {
  readonly parts: SessionParts;
  readonly timer: Timer;
  readonly openRelay: (settings: RelaySettings) => RelayMedium;
}

export interface RunningOtherSpaces {
  readonly service: OtherSpaces;
  /** A sync file that is none of the open book's: undefined where it is no other's either. */
  takeFile(file: File, taking: Taking): Promise<ImportedFile | undefined>;
  /** Empty while nothing of it has arrived; undefined for the open book, and for one that is waited for. */
  nameOf(id: SpaceId): Promise<string | undefined>;
  /** Resolves when no book is open in passing any more. */
  stop(): Promise<void>;
}

/** The first screens come before the other books. */
const firstMs = 60_000;
const everyMs = 20 * 60_000;
/** By itself: what one book needs more comes at the next time. */
const limitMs = 3 * 60_000;

interface PassingBook {
  readonly port: LogPort;
  readonly notes: SyncNotes;
  /** As what it holds says now. */
  readonly name: () => string;
}

interface Place extends WayPlace {
  close(): Promise<void>;
}

export function startOtherSpaces({ parts, timer, openRelay }: OtherSpacesDeps): RunningOtherSpaces {
  const { open, space: present, folders, clock, random, page, onError } = parts;
  const states = new Map<SpaceId, OtherSpace['state']>();
  let running: { readonly work: Promise<void>; readonly stop: AbortController } | undefined;
  let isStopped = false;
  let cancelPlan: (() => void) | undefined;

  const others = async (): Promise<readonly SpaceEntry[]> =>
    (await readSpaces(open)).filter(
      (space) => space.id !== present.id && !space.isDemo && !isWaiting(space)
    );

  const view = createRefreshed(async () =>
    Promise.all(
      (await others()).map(async ({ id, name }): Promise<OtherSpace> => {
        const { relay, lastSuccessMs } = await readSyncState(open, id);
        const hasWay = relay !== undefined || folders.has(id);
        return { id, name, hasWay, lastSuccessMs, state: states.get(id) ?? { type: 'idle' } };
      })
    )
  );

  function tell(id: SpaceId, state: OtherSpace['state']): void {
    states.set(id, state);
    view.refresh();
  }

  function placesOf(id: SpaceId, { relay }: SyncState): readonly Place[] {
    const handle = folders.get(id);
    const places: Place[] = [];
    if (handle) {
      const medium = createFolderMedium(handle);
      places.push({ kind: 'folder', name: handle.name, medium, close: () => Promise.resolve() });
    }
    if (relay) {
      const medium = openRelay(relay);
      places.push({ kind: 'relay', name: relay.url, medium, close: () => medium.close() });
    }
    return places;
  }

  async function visitOne(space: SpaceEntry, signal: AbortSignal): Promise<OtherSpace['state']> {
    const places = placesOf(space.id, await readSyncState(open, space.id));
    if (places.length === 0) return { type: 'idle' };
    try {
      return await visitPlaces(space, places, signal);
    } finally {
      for (const place of places) await place.close();
    }
  }

  /** The book, open as long as `work` runs; what came in is compared, and may have brought its name. */
  async function inPassing<T>(
    space: SpaceEntry,
    work: (book: PassingBook) => Promise<T>
  ): Promise<T> {
    const { replica } = await openSpace(parts, open, space);
    const notes = createSyncNotes(open, space.id, page, () => undefined);
    const port = replica.port(parts.appVersion);
    try {
      const done = await work({ port, notes, name: () => nameInView(replica.view) });
      const names = readDeviceNames(replica.view, replica.members());
      const comparing = { port, members: replica.members(), names, notes, clock };
      // That it could not be read now takes nothing back: the next comparison says so.
      await compareKept(comparing).catch((thrown: unknown) => {
        if (!(thrown instanceof PortError)) throw thrown;
      });
      await keepName(space, nameInView(replica.view));
      view.refresh();
      return done;
    } finally {
      notes.stop();
      await replica.close();
    }
  }

  const visitPlaces = (
    space: SpaceEntry,
    places: readonly Place[],
    signal: AbortSignal
  ): Promise<OtherSpace['state']> =>
    inPassing(space, async ({ port, notes }) => {
      const results: WayResult[] = [];
      for (const place of places) {
        const onVisit = (visit: WayVisit): Promise<void> =>
          notes.update((state) => withVisit(state, place.kind, visit, clock.now()));
        const deps = { port, join: null, clock, random, page, arrivals: untold, onVisit };
        const visits = createWayVisits(place, deps, () => undefined);
        if (signal.aborted) break;
        const interrupt = (): void => visits.interrupt();
        signal.addEventListener('abort', interrupt);
        results.push(await visits.visit(true));
        signal.removeEventListener('abort', interrupt);
      }
      return outcomeOf(results);
    });

  async function takeFile(file: File, taking: Taking): Promise<ImportedFile | undefined> {
    const tag = await bundleTagOf(file);
    if (tag === undefined) return undefined;
    for (const space of await others()) {
      if (!(await holdsCarrier(space, tag))) continue;
      return inPassing(space, async ({ port, notes, name }) => {
        const taken = await importSyncFile(port, file, taking);
        await notes.update((state) => ({
          ...withWords(state, taken.words, clock.now()),
          ...(!taken.file.fault && { lastSuccessMs: clock.now() })
        }));
        return { ...taken.file, book: name() || space.name };
      });
    }
    return undefined;
  }

  async function keepName(space: SpaceEntry, name: string): Promise<void> {
    if (name === '' || name === space.name) return;
    await updateSpace(open, space.id, (entry) => ({ ...entry, name }));
    parts.onNamed();
  }

  async function visitAll(stop: AbortController, limit: number | undefined): Promise<void> {
    for (const space of await others()) {
      if (stop.signal.aborted) break;
      const one = new AbortController();
      const end = (): void => one.abort();
      stop.signal.addEventListener('abort', end);
      const cancelLimit = limit === undefined ? undefined : timer.after(limit, end);
      tell(space.id, { type: 'running' });
      try {
        tell(space.id, await visitOne(space, one.signal));
      } catch (thrown) {
        // One broken book must not keep the others from their news.
        tell(space.id, { type: 'failed', fault: 'unopened' });
        if (!isStopped) onError(thrown);
      }
      cancelLimit?.();
      stop.signal.removeEventListener('abort', end);
    }
  }

  function run(limit?: number): Promise<void> {
    if (running) return running.work;
    const stop = new AbortController();
    const work = visitAll(stop, limit).finally(() => {
      running = undefined;
      view.refresh();
    });
    running = { work, stop };
    return work;
  }

  function plan(ms: number): void {
    if (isStopped) return;
    cancelPlan = timer.after(ms, () => {
      const due = leader.isLeader() ? run(limitMs) : Promise.resolve();
      void due.catch(onError).finally(() => plan(everyMs));
    });
  }
  const leader = lead(page, 'sync/other-spaces', () => undefined);
  plan(firstMs);

  return {
    service: {
      view,
      visitAll: () => run(),
      stopVisits: () => running?.stop.abort(),
      async useFolder(handle) {
        for (const { id } of await others()) {
          const { relay } = await readSyncState(open, id);
          if (relay === undefined && !folders.has(id)) folders.set(id, handle);
        }
        await run();
      }
    },
    takeFile,
    nameOf: async (id) => (await others()).find((space) => space.id === id)?.name,
    async stop() {
      isStopped = true;
      cancelPlan?.();
      leader.stop();
      running?.stop.abort();
      await running?.work.catch(() => undefined);
      view.stop();
    }
  };
}

const untold: Pick<Arrivals, 'begin'> = {
  begin: () => ({ tell: () => undefined, end: () => undefined })
};

/** Under whose key the file begins; what is sealed under a carrier tells no more. */
async function holdsCarrier({ secrets }: SpaceEntry, tag: string): Promise<boolean> {
  for (const secret of secrets) {
    if (secret.stream === 'carrier' && (await createCarrier(secret)).tag === tag) return true;
  }
  return false;
}

function outcomeOf(results: readonly WayResult[]): OtherSpace['state'] {
  const failed = results.find((result) => !result.ok);
  if (failed && !failed.ok) return { type: 'failed', fault: failed.error.type };
  if (results.length === 0) return { type: 'failed', fault: 'cancelled' };
  const received = results.reduce((sum, one) => sum + (one.ok ? one.value.received : 0), 0);
  return { type: 'done', received };
}
