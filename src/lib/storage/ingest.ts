/**
 * Entries and member entries from elsewhere (peers, bundles, backups): checked, placed in their chains, merged and
 * written in one batch. What can't be placed yet waits in quarantine; two headers for one seq freeze a chain
 * before the fork, on every device alike (I1, I3).
 * Longer than most files: one batch is one state, and each step reads what the one before has placed.
 */
import type { RecordId } from '../kernel/ids';
import { chainKeyOf, chainOf } from '../log/chain';
import { isKnownEntry, verifyEntry, withoutParts, type Entry } from '../log/entry';
import { foundsItsSpace, verifyMemberEntry, type MemberEntry } from '../log/member-entry';
import type { IngestReport } from '../log/protocol/log-port';
import type { IncomingPart } from './apply-parts';
import { createPacer, loadStates, noteToReissue, statesAtOnce, type Core } from './core';
import { chainKey, headOf, type ChainHead } from './heads';
import {
  createStep,
  storedSize,
  takeFork,
  takeParts,
  wait,
  type Counts,
  type Step
} from './ingest-step';
import type { ChainName } from './log-store';
import { mergeRecord, openParts, readPart } from './merge-record';
import { followOwnIncarnations, useNewKeys } from './new-keys';
import { takeMembers } from './orders';
import type { WrittenRecord } from './overlay';
import { deleteQuarantined, putQuarantined } from './quarantine';
import { rebuildAll } from './rebuild';
import { slotOf } from './slot';
import type { Touch } from './state-pack';
import type { StoreWrite } from './store';
import { compareEntries } from './entry-order';
import { shownFields, strandedRecords } from './stranded';
import { applyWrite, groupByChain, prepareWrite } from './write-records';

export interface IngestBatch {
  readonly members: readonly MemberEntry[];
  readonly entries: readonly Entry[];
}

/** Runs inside the replica's queue. Throws StoreError and BrokenProjection. */
export async function ingestBatch(core: Core, batch: IngestBatch): Promise<IngestReport> {
  const counts: Counts = {
    added: 0,
    duplicates: 0,
    waiting: 0,
    forked: 0,
    rejected: 0,
    members: 0
  };
  const members: MemberEntry[] = [];
  let founding = core.members.resolved.founding?.id;
  for (const entry of batch.members) {
    const isFounding = foundsItsSpace(entry);
    // A founder who was removed can sign another founding of the same space: with it everything built on the first
    // would be void, so a device keeps to the one it has.
    const isSecond = isFounding && founding !== undefined && founding !== entry.id;
    const isOurs = entry.spaceId === core.deps.spaceId && !isSecond;
    if (!isOurs || !(await verifyMemberEntry(entry))) {
      counts.rejected++;
      continue;
    }
    if (isFounding) founding = entry.id;
    members.push(entry);
  }
  const known = new Set(core.members.entries.map(({ id }) => id));
  const fresh = members.filter(({ id }) => !known.has(id));
  counts.members = fresh.length;
  await takeMembers(core, members, 'remote');
  if (fresh.length > 0) await followOwnIncarnations(core);
  const step = createStep(core);
  // What waits waits for its chain or for member entries; where neither came it is not checked again.
  const touched = new Set(batch.entries.map(({ header }) => chainKeyOf(chainOf(header))));
  const waiting = [...core.quarantine].filter(([, { reason }]) => reason === 'waiting');
  const tried = waiting.flatMap(([key, one]) => {
    if (fresh.length > 0 || touched.has(chainKeyOf(chainOf(one.entry.header)))) return [one.entry];
    step.waiting.set(key, one);
    step.waitingBytes += storedSize(one.entry);
    return [];
  });
  const queue = [...batch.entries, ...tried].sort(compareEntries);
  const pace = createPacer(core.deps);
  for (const some of byParts(queue)) {
    // Signatures side by side: one after the other most of the time would go by in waiting.
    const verdicts = await Promise.all(some.map((entry) => checkEntry(core, entry)));
    for (const [i, entry] of some.entries())
      await placeEntry(core, step, entry, verdicts[i] ?? 'false', counts);
    await pace();
  }
  counts.waiting = step.waiting.size;
  const isRebuilt = await writeStep(core, step);
  await useNewKeys(core, isRebuilt);
  return counts;
}

type Verdict = 'true' | 'false' | 'unknown-device';

/** Whether hashes and signature hold, as far as the writer's key is known. */
async function checkEntry(core: Core, entry: Entry): Promise<Verdict> {
  const { header } = entry;
  if (header.spaceId !== core.deps.spaceId) return 'false';
  const key = await core.members.verifyingKey(header.deviceId, header.incarnation);
  if (!key) return 'unknown-device';
  return (await verifyEntry(entry, key)).ok ? 'true' : 'false';
}

async function placeEntry(
  core: Core,
  step: Step,
  received: Entry,
  verdict: Verdict,
  counts: Counts
): Promise<void> {
  const { header } = received;
  if (verdict === 'unknown-device') return wait(step, received);
  if (verdict === 'false') return void counts.rejected++;
  const entry = withoutParts(received, (id) => core.erased.has(id));
  const chain = { slot: slotOf(header), scope: header.scope };
  const name = chainKey(chain);
  const head = step.heads.get(name) ?? headOf(core.heads, chain);
  const held = header.seq <= head.seq ? await heldAt(core, step, chain, header.seq) : undefined;
  if (held?.id === entry.id) return takeParts(step, `${name}:${header.seq}`, held, entry, counts);
  if (waitsForMembers(core, received)) return wait(step, received);
  if (header.seq > head.seq + 1 && !step.branchIds.has(header.prev)) return wait(step, entry);
  if (header.seq === head.seq + 1 && header.prev === head.id) {
    step.heads.set(name, { ...chain, seq: header.seq, id: entry.id });
    step.added.push(entry);
    step.byPlace.set(`${name}:${header.seq}`, entry);
    counts.added++;
    return;
  }
  if (!held && header.seq <= head.seq) {
    // A row of the own log was lost, so nothing here says that this is another branch.
    if (!(await fitsGap(core, step, entry, head))) return wait(step, entry);
    step.added.push(entry);
    step.byPlace.set(`${name}:${header.seq}`, entry);
    return void counts.added++;
  }
  const before = await commonSeq(entry, (seq) => heldAt(core, step, chain, seq));
  takeFork(step, name, entry, before, counts);
}

/** Whether an entry continues what is left before a gap in the log, and is the head where it closes the chain. */
async function fitsGap(core: Core, step: Step, entry: Entry, head: ChainHead): Promise<boolean> {
  const { seq, prev } = entry.header;
  if (seq === head.seq && entry.id !== head.id) return false;
  const before = seq === 1 ? undefined : await heldAt(core, step, head, seq - 1);
  return seq === 1 || before?.id === prev;
}

/** The last seq that a branch's entry proves to be common, as far as its own prev says. */
export async function commonSeq(
  entry: Entry,
  heldAtSeq: (seq: number) => Promise<Entry | undefined>
): Promise<number> {
  const { seq, prev } = entry.header;
  if (seq === 1) return 0;
  // A prev that is not ours: the branches part earlier, and the branch's own entries will say where.
  return (await heldAtSeq(seq - 1))?.id === prev ? seq - 1 : seq - 2;
}

/**
 * Its writer knew member entries that are not here, so nobody can say yet what it may do; or a part is absent and no
 * order, in force or void since, says why: taken in like that, its content would be lost here if the order never comes.
 */
function waitsForMembers(core: Core, entry: Entry): boolean {
  const { header, parts } = entry;
  const isUnexplained = header.parts.some(
    ({ recordId }, i) => parts[i] === null && !core.members.resolved.wasEverErased(recordId)
  );
  if (isUnexplained) return true;
  return (
    isKnownEntry(entry) && core.members.resolved.judge(entry.header, entry.id).type === 'waiting'
  );
}

async function heldAt(
  core: Core,
  step: Step,
  chain: ChainName,
  seq: number
): Promise<Entry | undefined> {
  const inStep = step.byPlace.get(`${chainKey(chain)}:${seq}`);
  if (inStep) return inStep;
  for await (const entry of core.log.read(chain, seq, seq)) return entry;
  return undefined;
}

/** True when everything was merged anew. */
async function writeStep(core: Core, step: Step): Promise<boolean> {
  const isNewlyFrozen = [...step.frozenAt].some(([name, seq]) => core.frozenAt.get(name) !== seq);
  // What was applied may have to be taken back, or the reverse: then records are merged anew.
  const isForkLonger = [...step.forks.keys()].some((key) => !core.quarantine.has(key));
  const makesStale = isNewlyFrozen || isForkLonger;
  const isAnew = makesStale || core.isStale;
  const extra = await quarantineWrites(core, step);
  noteOutrun(core, step);
  const filled = [...step.filled.values()];
  for (const { chain, entries } of groupByChain(filled, chainOfEntry)) {
    const change = (entry: Entry): Entry =>
      step.filled.get(`${chainKey(chain)}:${entry.header.seq}`) ?? entry;
    extra.push(
      ...(await core.log.rewrite(
        chain,
        entries.map(({ header }) => header.seq),
        change
      ))
    );
  }
  if (step.added.length === 0 && extra.length === 0 && !isAnew) return false;
  const shown = isNewlyFrozen ? await shownFields(core, step.frozenAt) : undefined;
  for (const [name, seq] of step.frozenAt) core.frozenAt.set(name, seq);
  const records = isAnew ? [] : await mergeAdded(core, [...step.added, ...filled], step.gained);
  for (const entry of step.added) if (isKnownEntry(entry)) core.hlc.receive(entry.header.hlc);
  const prepared = await prepareWrite(core, {
    entries: groupByChain(step.added, chainOfEntry),
    chainHeads: [...step.heads.values()],
    records,
    extra,
    change: { makesStale }
  });
  await applyWrite(core, prepared, 'remote');
  replaceQuarantine(core, step);
  if (isAnew) await rebuildAll(core);
  if (shown) for (const one of await strandedRecords(core, shown)) core.stranded.set(...one);
  return isAnew;
}

/** Own entries that this device didn't know, or a fork of its own chain: it was put back to an older state. */
function noteOutrun(core: Core, step: Step): void {
  const isOwn = ({ header }: Entry): boolean => header.deviceId === core.deps.deviceId;
  const isWriters = ({ header }: Entry): boolean => slotOf(header) === core.writer.slot;
  const forks = [...step.forks]
    .filter(([key]) => !core.quarantine.has(key))
    .map(([, { entry }]) => entry);
  const isAhead = ({ header }: Entry): boolean =>
    header.seq > headOf(core.heads, { slot: slotOf(header), scope: header.scope }).seq;
  const isOutrun = step.added.some((entry) => isWriters(entry) && isAhead(entry));
  if (isOutrun || forks.some(isWriters)) core.isOutrun = true;
  const isFrozen = ({ header }: Entry): boolean =>
    step.frozenAt.has(chainKey({ slot: slotOf(header), scope: header.scope }));
  // Own work may stand past the fork, or on top of what does.
  const isOfForks = forks.length > 0 || step.added.some(isFrozen);
  if (isOfForks || (step.frozenAt.size > 0 && step.added.some(isOwn))) core.toReissue = 'all';
  // A held branch may build on what came only now, or have got parts that were absent.
  const filledForks = [...step.forks].flatMap(([key, { entry }]) =>
    core.quarantine.get(key)?.entry === entry ? [] : [entry]
  );
  const touched = [...step.added, ...step.filled.values(), ...filledForks];
  noteToReissue(
    core,
    touched.flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
  );
}

async function quarantineWrites(core: Core, step: Step): Promise<StoreWrite[]> {
  const next = new Map([...step.waiting, ...step.forks]);
  const writes: StoreWrite[] = [];
  for (const [key, one] of core.quarantine) if (!next.has(key)) writes.push(deleteQuarantined(one));
  for (const [key, one] of next) {
    if (core.quarantine.get(key)?.entry !== one.entry) {
      writes.push(await putQuarantined(core.atRest, one));
    }
  }
  return writes;
}

function replaceQuarantine(core: Core, step: Step): void {
  core.quarantine.clear();
  for (const [key, one] of [...step.waiting, ...step.forks]) core.quarantine.set(key, one);
}

/** Merges the parts of new entries into their records; of entries that only gained some, those. */
async function mergeAdded(
  core: Core,
  entries: readonly Entry[],
  gained: Step['gained']
): Promise<WrittenRecord[]> {
  const pace = createPacer(core.deps);
  const partsById = new Map<RecordId, IncomingPart[]>();
  for (const some of byParts(entries)) {
    const opened = await Promise.all(some.map((entry) => openParts(core, entry)));
    for (const [i, entry] of some.entries()) {
      for (const part of opened[i] ?? []) {
        const isNew = gained.get(entry.id)?.has(part.recordId) ?? true;
        if (!isNew || core.erased.has(part.recordId)) continue;
        const present = partsById.get(part.recordId);
        if (present) present.push(part);
        else partsById.set(part.recordId, [part]);
      }
    }
    await pace();
  }
  const records: WrittenRecord[] = [];
  for (const some of inGroups([...partsById], statesAtOnce)) {
    const states = await loadStates(
      core,
      some.map(([id]) => id)
    );
    for (const [i, [id, parts]] of some.entries()) {
      const readWaiting = (touch: Touch) => readPart(core, id, touch);
      const merged = await mergeRecord(core, id, states[i], parts, readWaiting);
      records.push(merged.changed);
      await pace();
    }
  }
  return records;
}

/** Parts that are hashed or opened side by side: what is asked of the browser for them is no long task of the page. */
const partsAtOnce = 256;

/** Entries together, of single saves many, of an import, which have a hundred parts each, few. */
function* byParts(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let some: Entry[] = [];
  let parts = 0;
  for (const entry of entries) {
    parts += entry.parts.length;
    if (some.length > 0 && parts > partsAtOnce) {
      yield some;
      [some, parts] = [[], entry.parts.length];
    }
    some.push(entry);
  }
  if (some.length > 0) yield some;
}

function* inGroups<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

const chainOfEntry = ({ header }: Entry): ChainName => ({
  slot: slotOf(header),
  scope: header.scope
});
