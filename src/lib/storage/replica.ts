/**
 * One replica of one space on any ReplicaStore (types.ts). Everything that reads or writes the store goes through
 * one queue, and through `exclusively` where other tabs share the store. A projection that turns out broken is
 * rebuilt from the log and the work is tried once more.
 */
import { assert } from '../kernel/assert';
import type { DeviceId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import type { Act, ActContext } from '../log/acts/act';
import type { ArchiveContent } from '../log/archive';
import type { Entry } from '../log/entry';
import type { Frontier } from '../log/frontier';
import type { MemberEntry } from '../log/member-entry';
import { canAdminister, canLockRecords, type Role } from '../log/roles';
import type { KnownPayload } from '../log/member-payload';
import type { ResolvedMembers } from '../log/members';
import type { IngestReport, LogPort } from '../log/protocol/log-port';
import {
  readChainFacts,
  readUnshownBranches,
  type ChainFacts,
  type UnshownBranches
} from './chain-facts';
import { attempt } from './commit';
import { commitAnew } from './commit-anew';
import { readConflicts } from './conflicts';
import { BrokenProjection, createCore, type Core } from './core';
import type { ReplicaDeps } from './deps';
import { computeDigests } from './digest';
import {
  computeFrontier,
  createArchive,
  encodedSegments,
  entriesSince,
  membersSince
} from './exchange';
import { foldSome, isFoldDue } from './fold';
import { readHistory } from './history';
import { ingestBatch, type IngestBatch } from './ingest';
import { createLogPort } from './log-port';
import { actContextOf, performAct, takeOwn, type ActFault } from './member-acts';
import { useNewKeys } from './new-keys';
import { loadGround, loadProjections, openLater } from './open';
import { outrun } from './own-clocks';
import { ownStanding } from './own-standing';
import {
  erasePayload,
  lockPayload,
  maxRecordsPerOrder,
  signOrder,
  takeMembers,
  unlockPayloads
} from './orders';
import { mayErase } from './may-erase';
import { createQueue, type Queue } from './queue';
import { rebuildAll } from './rebuild';
import { refresh } from './refresh';
import { issueLost, mayWrite, writeStranded } from './renew';
import { undoChanges } from './undo';
import type { CommitFailure, Replica } from './types';

/** A replica with what sync, backup and the member screens need. */
export interface SyncReplica extends Replica {
  members(): ResolvedMembers;
  memberEntries(): readonly MemberEntry[];
  /** Takes in member entries that this device has signed elsewhere (devices, roles, keys). */
  addMembers(entries: readonly MemberEntry[]): Promise<Result<void, CommitFailure>>;
  /** Does an act of membership by this device (log/acts). */
  act<P extends KnownPayload>(act: Act<P>): Promise<Result<MemberEntry<P>, ActFault>>;
  /** What acts are made from, as it stands now; undefined while this device is no member's. */
  actContext(): Promise<ActContext | undefined>;
  /** Called when member entries have come in, from wherever; returns stop. */
  onMembers(listener: () => void): () => void;
  /** Called when entries have come in, though they may be held and change no record; returns stop. */
  onArrival(listener: () => void): () => void;
  /** For the member screens: who was seen when, what is held, where a fork is. */
  chainFacts(): Promise<readonly ChainFacts[]>;
  /** Work on forked chains that nothing shows (yet): its devices may issue it again, or nobody does by themselves. */
  unshownBranches(): Promise<readonly UnshownBranches[]>;
  /** What these devices can't issue, an administrator's device does, as its own. */
  adoptBranches(of: readonly DeviceId[]): Promise<Result<void, CommitFailure>>;
  /** Entries from peers, bundles and backups. Opens a new incarnation when the own chain was outrun. */
  ingest(batch: IngestBatch): Promise<Result<IngestReport, CommitFailure>>;
  frontier(): Promise<Frontier>;
  /** What a peer with this frontier lacks. */
  since(theirs: Frontier): Promise<IngestBatch>;
  /** Content of a backup for log/backup.ts; its segments are read while it is written. */
  archive(): Promise<ArchiveContent>;
  /** This replica as the sync protocol sees it; `appVersion` is told to peers. */
  port(appVersion: string): LogPort;
}

/**
 * Opens a replica: verifies and loads its projections, rebuilding what does not fit. Kinds that open later follow as the
 * first piece of work in its queue (`whenOpen`). Throws StoreError.
 */
export async function createReplica(deps: ReplicaDeps): Promise<SyncReplica> {
  const core = createCore(deps);
  const queue = createQueue();
  await exclusively(deps, async () => {
    await loadGround(core);
    // What waited for a new key may be of any kind.
    const extent = core.newSecrets.length > 0 ? 'all' : 'register';
    const isBroken = (await loadProjections(core, extent)) === 'broken';
    if (isBroken) await rebuildAll(core, undefined, true);
    await useNewKeys(core, isBroken);
  });
  const stopListening = deps.channel?.onMessage(({ spaceId }) => {
    if (spaceId !== deps.spaceId || core.isClosed) return;
    // Another tab has written; it told after its write, so the store has it.
    queue.run(() => refresh(core)).catch((thrown: unknown) => deps.onError?.(thrown));
  });
  const replica = createSurface(core, queue, () => stopListening?.());
  // Nothing new, but what follows from a fork: the last opening may have been cut off between the two.
  const opened =
    core.toReissue === 'all' ? replica.ingest({ members: [], entries: [] }) : replica.whenOpen();
  opened.catch((thrown: unknown) => deps.onError?.(thrown));
  return replica;
}

function createSurface(core: Core, queue: Queue, stopListening: () => void): SyncReplica {
  const { deps, view } = core;
  const run = createRunner(core, queue);
  const guard = async <T>(work: () => Promise<Result<T, CommitFailure>>) => {
    if (core.isClosed) return err({ type: 'locked' } as const);
    let result: Result<T, CommitFailure> | undefined;
    try {
      const failure = await attempt(async () => {
        result = await run(work);
      });
      if (failure) return err(failure);
    } catch (thrown) {
      if (thrown instanceof ClosedReplica) return err({ type: 'locked' } as const);
      throw thrown;
    }
    assert(result, 'work that did not fail has a result');
    return result;
  };
  /** Work that writes as this device: not before a new incarnation where its chain was outrun. */
  const write = <T>(work: () => Promise<Result<T, CommitFailure>>) =>
    guard<T>(async () => ((await mayWrite(core)) ? work() : err(outrun)));
  const writeAs = (isAllowed: (role: Role) => boolean, work: () => Promise<void>) =>
    write<void>(async () => {
      const standing = ownStanding(core);
      if (!standing.ok) return err({ type: 'read-only', reason: standing.error });
      if (!isAllowed(standing.value.role)) return err({ type: 'read-only', reason: 'role' });
      await work();
      return ok(undefined);
    });
  const order = (isAllowed: (role: Role) => boolean, sign: () => Promise<MemberEntry>) =>
    writeAs(isAllowed, async () => {
      await takeMembers(core, [await sign()], 'local');
    });
  const arrivalListeners = new Set<() => void>();
  const ingest = async (batch: IngestBatch) => {
    const taken = await guard(async () => {
      const report = await ingestBatch(core, batch);
      if (await mayWrite(core)) await writeStranded(core);
      return ok(report);
    });
    const isNews = taken.ok && taken.value.added + taken.value.forked > 0;
    if (isNews) for (const listener of [...arrivalListeners]) listener();
    return taken;
  };
  return {
    spaceId: deps.spaceId,
    get slot() {
      return core.writer.slot;
    },
    view,
    whenOpen: async () =>
      core.laterGroups.length === 0 ? ok(undefined) : guard(async () => ok(undefined)),
    commit: (changes, options) => write(() => commitAnew(core, changes, options)),
    undo: (receipt) => write(() => commitAnew(core, undoChanges(core, receipt))),
    history: (kind, id) => run(() => readHistory(core, kind, id)),
    conflicts: (kind, id) => run(() => readConflicts(core, kind, id)),
    lock: (id, reason) => order(canLockRecords, () => signOrder(core, lockPayload([id], reason))),
    unlock: (id) =>
      writeAs(canAdminister, async () => {
        for (const payload of unlockPayloads(core, id)) {
          await takeMembers(core, [await signOrder(core, payload)], 'local');
        }
      }),
    mayErase: (count) => mayErase(core, count),
    async erase(ids, reason) {
      const allowed = mayErase(core, ids.length);
      if (!allowed.ok) return allowed;
      for (let at = 0; at < ids.length; at += maxRecordsPerOrder) {
        const some = ids.slice(at, at + maxRecordsPerOrder);
        const result = await order(canAdminister, () =>
          signOrder(core, erasePayload(some, reason))
        );
        if (!result.ok) return result;
      }
      return ok(undefined);
    },
    digest: (scope) =>
      run(async () => {
        const [digest] = await computeDigests(core, [scope]);
        assert(digest, 'a digest a scope');
        return digest;
      }),
    exportLog: () => encodedSegments(core),
    isFoldDue: () => core.laterGroups.length === 0 && isFoldDue(core),
    async fold() {
      // Round by round: a save need not wait for all of it.
      while (await run(() => foldSome(core)));
    },
    rebuild: (onProgress) => run(() => rebuildAll(core, onProgress)),
    members: () => core.members.resolved,
    memberEntries: () => core.members.entries,
    addMembers: (entries) => guard(async () => ok(await takeOwn(core, entries))),
    async act(act) {
      const done = await write(async () => ok(await performAct(core, act)));
      return done.ok ? done.value : err({ type: 'storage', failure: done.error });
    },
    actContext: () => run(() => actContextOf(core)),
    onMembers(listener) {
      core.memberListeners.add(listener);
      return () => core.memberListeners.delete(listener);
    },
    onArrival(listener) {
      arrivalListeners.add(listener);
      return () => arrivalListeners.delete(listener);
    },
    chainFacts: () => run(() => readChainFacts(core)),
    unshownBranches: () => readUnshownBranches(core, run),
    adoptBranches: (of) =>
      writeAs(canAdminister, async () => {
        await issueLost(core, of);
      }),
    ingest,
    frontier: () => run(() => computeFrontier(core)),
    since: (theirs) =>
      run(async () => ({
        members: membersSince(core, theirs),
        entries: await collect(entriesSince(core, theirs))
      })),
    archive: () => run(() => createArchive(core)),
    port: (appVersion) => createLogPort(core, { appVersion, run, ingest }),
    async close() {
      core.isClosed = true;
      stopListening();
      await queue.idle();
      view.clear();
      core.packCache.clear();
      core.chunkById.clear();
    }
  };
}

/** Closed while the work waited for its turn. */
class ClosedReplica extends Error {
  override readonly name = 'ClosedReplica';
}

type Runner = <T>(work: () => Promise<T>) => Promise<T>;

/** Work on an up-to-date core, alone; a broken projection is rebuilt once. */
const createRunner =
  (core: Core, queue: Queue): Runner =>
  (work) =>
    queue.run(() =>
      exclusively(core.deps, async () => {
        if (core.isClosed) throw new ClosedReplica();
        try {
          await refresh(core);
          await openLater(core);
          if (core.isClosed) throw new ClosedReplica();
          // What came before was cut off between its orders and what follows from them.
          if (core.isStale) await rebuildAll(core);
          return await work();
        } catch (thrown) {
          if (!(thrown instanceof BrokenProjection)) throw thrown;
          await rebuildAll(core, undefined, true);
          return work();
        }
      })
    );

const exclusively = <T>(deps: ReplicaDeps, work: () => Promise<T>): Promise<T> =>
  deps.exclusively ? deps.exclusively(work) : work();

async function collect(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}
