/**
 * The one commit path of local changes (DESIGN 4): edit, seal and sign, one durable write, then memory, then
 * listeners. A commit is all or nothing; a store's failures become a CommitFailure here and nowhere else.
 */
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import { defaultLimits } from '../merge/admission-error';
import { auditIdIn, isAuditId } from '../log/audit-id';
import { canWrite } from '../log/grant';
import { createPacer, type Core } from './core';
import { editRecord, type EditedRecord } from './edit-record';
import { ownStanding } from './own-standing';
import { joinChanges } from './net-change';
import type { WrittenRecord } from './overlay';
import {
  planEntries,
  sealPlanned,
  touchesOf,
  writingSecret,
  type PlannedEntry
} from './seal-entries';
import { compareTouches } from './state-pack';
import { StoreError } from './store';
import type {
  CommitFailure,
  CommitOptions,
  CommitReceipt,
  ReadOnlyReason,
  RecordChange
} from './types';
import { slotOf } from './slot';
import { applyWrite, groupByChain, prepareWrite } from './write-records';

type CommitResult = Result<CommitReceipt, CommitFailure>;

const cancelled: CommitResult = err({ type: 'cancelled' });

/** Runs inside the replica's queue. Throws BrokenProjection, which the replica answers with a rebuild. */
export async function commitChanges(
  core: Core,
  changes: readonly RecordChange[],
  options: CommitOptions = {}
): Promise<CommitResult> {
  const { signal } = options;
  const pace = createPacer(core.deps);
  const edited: EditedRecord[] = [];
  const joined = joinChanges(changes.map((one) => byOwnSlot(core, one)));
  await pace();
  for (const change of joined) {
    if (signal?.aborted) return cancelled;
    const outcome = await editRecord(core, change);
    if (outcome.type === 'failed') return err(outcome.failure);
    if (outcome.type === 'edited') edited.push(outcome.record);
    await pace();
  }
  const tooLarge = edited.some(({ updates }) =>
    updates.some(({ update }) => update.length > defaultLimits.updateBytes)
  );
  if (tooLarge) return err({ type: 'too-large', limit: defaultLimits.updateBytes });
  return edited.length === 0 ? ok(emptyReceipt(core)) : sealAndWrite(core, edited, options, pace);
}

/** An audit's id says who writes it (log/SPEC E10): this device may have got another incarnation since it was made. */
const byOwnSlot = (core: Core, change: RecordChange): RecordChange =>
  change.type === 'create' && isAuditId(change.id)
    ? { ...change, id: auditIdIn(core.writer.slot, change.id) }
    : change;

/** Seals edits into entries of this device's chains and writes them. Also used to issue held changes again. */
export async function sealAndWrite(
  core: Core,
  edited: readonly EditedRecord[],
  { signal, onProgress }: CommitOptions,
  pace: () => Promise<void>,
  nextStamp: () => Hlc = () => core.hlc.next()
): Promise<CommitResult> {
  const planned = planEntries(core, edited);
  await pace();
  const refusal = refusalOf(core, planned);
  if (refusal) return err({ type: 'read-only', reason: refusal });
  const hlc = nextStamp();
  let partsDone = 0;
  const total = edited.length;
  const partCount = planned.reduce((sum, { parts }) => sum + parts.length, 0);
  const sealing = await sealPlanned(core, planned, hlc, async (entry) => {
    partsDone += entry.parts.length;
    onProgress?.(Math.floor((partsDone / partCount) * total), total);
    await pace();
    return !signal?.aborted;
  });
  if (!sealing) return cancelled;
  const records = changedRecords(core, edited, planned);
  await pace();
  const prepared = await prepareWrite(core, {
    entries: groupByChain(sealing.sealed, ({ header }) => ({
      slot: slotOf(header),
      scope: header.scope
    })),
    chainHeads: sealing.heads,
    records
  });
  if (signal?.aborted) return cancelled;
  const failure = await attempt(() => applyWrite(core, prepared, 'local'));
  if (failure) return err(failure);
  return ok({
    hlc,
    changedIds: edited.map(({ change }) => change.id),
    inverse: edited.flatMap(({ inverse }) => inverse),
    written: edited.map(({ written }) => written),
    entryCount: sealing.sealed.length
  });
}

/** I4: what nobody would apply isn't written. */
function refusalOf(core: Core, planned: readonly PlannedEntry[]): ReadOnlyReason | undefined {
  const standing = ownStanding(core);
  if (!standing.ok) return standing.error;
  const grant = standing.value;
  const refused = planned.find(({ scope, kind }) => !canWrite(grant, scope, kind));
  if (refused) return grant.scopes.includes(refused.scope) ? 'role' : 'scope';
  return planned.every(({ scope }) => writingSecret(core, scope)) ? undefined : 'no-key';
}

function changedRecords(
  core: Core,
  edited: readonly EditedRecord[],
  planned: readonly PlannedEntry[]
): WrittenRecord[] {
  const added = touchesOf(core, planned);
  return edited.map(({ change, before, docs, touches, placed }) => {
    const all = [...touches, ...(added.get(change.id) ?? [])].sort(compareTouches);
    return { before, placed, state: { id: change.id, kind: placed.row.kind, docs, touches: all } };
  });
}

/** Runs a write; a StoreError comes back as the failure it carries. */
export async function attempt(write: () => Promise<void>): Promise<CommitFailure | undefined> {
  try {
    await write();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof StoreError) return thrown.failure;
    throw thrown;
  }
}

const noIds: readonly RecordId[] = [];

const emptyReceipt = (core: Core): CommitReceipt => ({
  hlc: core.hlc.last,
  changedIds: noIds,
  inverse: [],
  written: [],
  entryCount: 0
});
