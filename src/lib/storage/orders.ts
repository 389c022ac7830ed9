/**
 * Lock, unlock and erase (DESIGN 5 "Erasing a person", I7): a signed member entry, and its execution on this
 * device in the same write. An erasure takes the parts out of the stored entries (hashes stay in the headers, chains
 * still verify), and states, rows and search keys out of packs, pages and overlay.
 */
import { assert } from '../kernel/assert';
import type { RecordId } from '../kernel/ids';
import { withoutParts, type Entry } from '../log/entry';
import { limits } from '../log/limits';
import { signMemberEntry, type MemberEntry } from '../log/member-entry';
import type { EraseRecord, LockRecord, MemberPayload } from '../log/member-payload';
import { loadState, noteToReissue, type Core, type MemberChange } from './core';
import { foldChunks, foldRound } from './fold';
import { chainKey } from './heads';
import type { ChainName } from './log-store';
import { createMemberState } from './member-state';
import { openNewKeys } from './new-keys';
import { changeQuarantined, putQuarantined } from './quarantine';
import { isJudgedAnew } from './rejudge';
import type { WrittenRecord } from './overlay';
import type { StoreWrite } from './store';
import { applyWrite, prepareWrite } from './write-records';
import { unfolded } from './kind-rows';

/** Codes of reasons: numbers in the log, so that no name can stand there. 0 is any other reason. */
export const orderReasons = {
  withdrawn: 1,
  request: 2,
  retention: 3,
  mistake: 4,
  demo: 5
} as const;

export const reasonCode = (reason: string): number =>
  (orderReasons as Readonly<Record<string, number>>)[reason] ?? 0;

/** A lock entry for these records. */
export const lockPayload = (ids: readonly RecordId[], reason: string): LockRecord => ({
  kind: 'lock-record',
  recordIds: sorted(ids),
  reason: reasonCode(reason),
  lifts: []
});

/** Lift every lock order in force over a record, as many in one as it has room for; none when there are none. */
export function unlockPayloads(core: Core, id: RecordId): LockRecord[] {
  const orders = [...(core.members.resolved.locks.get(id) ?? [])].sort();
  const payloads: LockRecord[] = [];
  for (let at = 0; at < orders.length; at += limits.parents) {
    const lifts = orders.slice(at, at + limits.parents);
    payloads.push({ kind: 'lock-record', recordIds: [id], reason: 0, lifts });
  }
  return payloads;
}

export const erasePayload = (ids: readonly RecordId[], reason: string): EraseRecord => ({
  kind: 'erase-record',
  recordIds: sorted(ids),
  reason: reasonCode(reason),
  seconds: []
});

const sorted = (ids: readonly RecordId[]): RecordId[] => [...new Set(ids)].sort();

export const maxRecordsPerOrder = limits.recordsPerOrder;

/** Signs a member entry by this device on top of all it knows. */
export async function signOrder(core: Core, payload: MemberPayload): Promise<MemberEntry> {
  const { deps, writer } = core;
  const registration = core.members.resolved.registrationOf(deps.deviceId, writer.incarnation);
  assert(registration, 'the own device is registered');
  return signMemberEntry(
    {
      spaceId: deps.spaceId,
      author: {
        deviceId: deps.deviceId,
        incarnation: writer.incarnation,
        signingKey: registration.signingKey
      },
      parents: core.members.resolved.headsFor(deps.deviceId, writer.incarnation),
      atMs: deps.clock.now(),
      payload
    },
    writer.signingKey
  );
}

/**
 * Takes member entries in and does what their orders say. One write for locks; erasures have their own. Memory follows
 * the write: an entry signed on top of one that was never stored would wait for it everywhere else.
 */
export async function takeMembers(
  core: Core,
  entries: readonly MemberEntry[],
  source: 'local' | 'remote'
): Promise<void> {
  const known = new Set(core.members.entries.map(({ id }) => id));
  const fresh = entries.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return;
  const members = createMemberState(core.deps.spaceId, [...core.members.entries, ...fresh]);
  const writes = await Promise.all(fresh.map((entry) => core.memberStore.put(entry)));
  const toErase = [...members.resolved.erasures.keys()].filter((id) => !core.erased.has(id));
  const change = { members, makesStale: await isJudgedAnew(core, members.resolved, fresh) };
  if (toErase.length === 0) await relock(core, writes, change, source);
  else {
    await eraseNow(core, toErase, writes, change);
    await relock(core, [], { members }, source);
  }
  // An order whose author was removed beside it is void: what is still elsewhere may come in again.
  const isVoid = (id: RecordId): boolean => !members.resolved.erasures.has(id);
  const given = [...core.erased].filter(isVoid);
  for (const id of given) core.erased.delete(id);
  noteToReissue(core, given);
  await openNewKeys(core);
  tellMembers(core);
}

export function tellMembers(core: Core): void {
  for (const listener of [...core.memberListeners]) {
    try {
      listener();
    } catch (thrown) {
      core.deps.onError?.(thrown);
    }
  }
}

async function relock(
  core: Core,
  extra: readonly StoreWrite[],
  change: Partial<MemberChange> & Pick<MemberChange, 'members'>,
  source: 'local' | 'remote'
): Promise<void> {
  const { locks } = change.members.resolved;
  const locked = [...locks.keys()].filter((id) => !core.locked.has(id));
  const unlocked = [...core.locked].filter((id) => !locks.has(id));
  const records: WrittenRecord[] = [];
  for (const id of [...locked, ...unlocked]) {
    const record = core.erased.has(id) ? undefined : await presentRecord(core, id, locks.has(id));
    if (record) records.push(record);
  }
  if (records.length > 0 || extra.length > 0) {
    const write = { entries: [], chainHeads: [], records, extra, change };
    await applyWrite(core, await prepareWrite(core, write), source);
  }
  for (const id of locked) core.locked.add(id);
  for (const id of unlocked) core.locked.delete(id);
}

/** A record as it stands, with its row's lock brought up to date. */
async function presentRecord(
  core: Core,
  id: RecordId,
  isLocked: boolean
): Promise<WrittenRecord | undefined> {
  const state = await loadState(core, id);
  const kind = core.view.kindOf(id);
  const row = kind && core.view.row(kind, id);
  if (!state || !row) return undefined;
  const searchKey = core.view.searchKey(row.kind, id);
  const placed = { row: { ...row, isLocked }, place: unfolded, searchKey };
  return { before: state, state, placed };
}

/** Removes all that this device holds of the records, in one write with `extra`. */
export async function eraseNow(
  core: Core,
  ids: readonly RecordId[],
  extra: readonly StoreWrite[],
  change: MemberChange
): Promise<void> {
  const gone = new Set(ids);
  // What the overlay has goes into packs first, so that one round can drop the rest of it.
  while (await foldChunks(core));
  const strip = (entry: Entry): Entry => withoutParts(entry, (id) => gone.has(id));
  const quarantined = changeQuarantined(core, strip);
  const writes = [...extra, ...(await writesOfErasure(core, gone, strip))];
  for (const one of quarantined.values()) writes.push(await putQuarantined(core.atRest, one));
  core.digestSums = undefined;
  await foldRound(core, core.heads.overlayEnd, gone, writes, change);
  for (const [key, one] of quarantined) core.quarantine.set(key, one);
  const kinds = new Set<NonNullable<ReturnType<Core['view']['kindOf']>>>();
  for (const id of gone) {
    core.erased.add(id);
    const kind = core.view.kindOf(id);
    if (kind === undefined) continue;
    kinds.add(kind);
    core.view.remove(kind, id);
  }
  core.view.notify({ kinds, ids: gone, source: 'local' });
  core.deps.onErased?.(ids);
}

/** Rewrites of the runs that hold a part, found by the records' own lists of touches. */
async function writesOfErasure(
  core: Core,
  gone: ReadonlySet<RecordId>,
  strip: (entry: Entry) => Entry
): Promise<StoreWrite[]> {
  const seqsByChain = new Map<string, { chain: ChainName; seqs: Set<number> }>();
  for (const id of gone) {
    for (const { slot, scope, seq } of (await loadState(core, id))?.touches ?? []) {
      const chain = { slot, scope };
      const present = seqsByChain.get(chainKey(chain)) ?? { chain, seqs: new Set() };
      present.seqs.add(seq);
      seqsByChain.set(chainKey(chain), present);
    }
  }
  const writes: StoreWrite[] = [];
  for (const { chain, seqs } of seqsByChain.values()) {
    writes.push(...(await core.log.rewrite(chain, [...seqs], strip)));
  }
  return writes;
}
