/**
 * Parts from the log into a record's documents: remote entries, and every entry again in a rebuild. The result
 * depends on the set of parts alone (I1): a part that builds on what is not here waits, and is tried again
 * whenever the record gains another part.
 */
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isAuditIdOf } from '../log/audit-id';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry, type KnownEntry } from '../log/entry';
import { entryKind, isKnownKind } from '../log/entry-header';
import { freeMerged, type MergedDoc } from '../merge/create-record';
import {
  applyInAnyOrder,
  growingDocs,
  touchKey,
  type IncomingPart,
  type RefusedPart
} from './apply-parts';
import type { Core } from './core';
import { encodeDocs, kindOf, placeRow, projectAs } from './edit-record';
import { chainKey } from './heads';
import type { WrittenRecord } from './overlay';
import { slotOf } from './slot';
import { compareTouches, type RecordState, type Touch } from './state-pack';

/** Opens the parts of an entry; kinds and versions this build doesn't know give parts without update. */
export async function openParts(core: Core, entry: Entry): Promise<IncomingPart[]> {
  const { header } = entry;
  const touch = { slot: slotOf(header), scope: header.scope, seq: header.seq };
  const known = isKnownEntry(entry) && isKnownKind(entry.header.kind) ? entry : undefined;
  const isHeldWhole = known !== undefined && isHeldEntry(core, known);
  const key = known && !isHeldWhole ? await core.deps.keys.ring.entryKey(known.header) : undefined;
  const author = {
    slot: touch.slot,
    clientId: clientIdOf(header.deviceId, header.incarnation),
    hlc: known?.header.hlc ?? (0 as Hlc)
  };
  return Promise.all(
    header.parts.map(async ({ recordId }, index) => {
      const isHeld = isHeldWhole || (known !== undefined && isOutOfStream(known, recordId));
      const closed = { recordId, touch, author, isHeld, update: undefined };
      if (!known || isHeld || !key?.ok || core.erased.has(recordId)) return closed;
      const opened = await openPart(known, index, key.value);
      return opened.ok ? { ...closed, update: opened.value } : closed;
    })
  );
}

/** Past the point where its chain was forked, or not authorised: kept, and applied in no branch (I1, I4). */
function isHeldEntry(core: Core, { header, id }: KnownEntry): boolean {
  const frozen = core.frozenAt.get(chainKey({ slot: slotOf(header), scope: header.scope }));
  if (header.seq > (frozen ?? Infinity)) return true;
  return core.members.resolved.judge(header, id).type === 'held';
}

/**
 * Audit entries, which viewers may write, touch audit records of their own writer and nothing else; other entries never
 * touch one (I4, log/SPEC E10).
 */
export function isOutOfStream({ header }: KnownEntry, recordId: RecordId): boolean {
  const isAudit = header.kind === entryKind.audit;
  return isAudit ? !isAuditIdOf(recordId, slotOf(header)) : isAuditId(recordId);
}

/** The part of a record in an entry of the log; undefined when there is none to apply. */
export async function readPart(
  core: Core,
  id: RecordId,
  touch: Touch
): Promise<(IncomingPart & { readonly entryId: string }) | undefined> {
  for await (const entry of core.log.read(touch, touch.seq, touch.seq)) {
    const parts = await openParts(core, entry);
    const part = parts.find(({ recordId, update }) => recordId === id && update);
    return part && { ...part, entryId: entry.id };
  }
  return undefined;
}

export interface MergedRecord {
  readonly changed: WrittenRecord;
  /** Parts that are held, or that merge refused for good, with the reason. */
  readonly refused: readonly RefusedPart[];
}

/**
 * Merges new parts, and waiting ones with them, into a record. All of them anew where a writer has taken clocks twice: which of the
 * two counts, and so what builds on which, must not depend on what came first (I1).
 */
export async function mergeRecord(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  parts: readonly IncomingPart[],
  readEarlier: (touch: Touch) => Promise<IncomingPart | undefined>
): Promise<MergedRecord> {
  const merged = await mergeInto(core, id, state, parts, readEarlier);
  if (!state || !merged.hasReusedClocks) return merged;
  const touches = state.touches.map((touch): Touch =>
    touch.status === 'applied' ? { ...touch, status: 'waiting' } : touch
  );
  const anew = await mergeInto(core, id, { ...state, docs: [], touches }, parts, readEarlier);
  return { ...anew, changed: { ...anew.changed, before: state } };
}

async function mergeInto(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  parts: readonly IncomingPart[],
  readEarlier: (touch: Touch) => Promise<IncomingPart | undefined>
): Promise<MergedRecord & { readonly hasReusedClocks: boolean }> {
  const grown = growingDocs(id, state);
  const waiting: IncomingPart[] = [];
  for (const touch of state?.touches ?? []) {
    const part = touch.status === 'applied' ? undefined : await readEarlier(touch);
    if (part) waiting.push(part);
  }
  const heldBefore = (state?.touches ?? []).filter(({ status }) => status === 'held');
  const { applied, refused, changedScopes, isClockTaken } = applyInAnyOrder(
    grown,
    id,
    [...waiting, ...parts],
    new Set([...heldBefore.map(({ scope }) => scope), ...scopesInForks(core, id)])
  );
  const byKey = new Map<string, Touch>();
  for (const touch of state?.touches ?? []) byKey.set(touchKey(touch), touch);
  for (const { touch } of parts) byKey.set(touchKey(touch), { ...touch, status: 'waiting' });
  for (const { touch } of refused) byKey.set(touchKey(touch), touch);
  for (const touch of applied) byKey.set(touchKey(touch), { ...touch, status: 'applied' });
  const touches = [...byKey.values()].sort(compareTouches);
  const docs = new Map<Scope, MergedDoc>();
  for (const [scope, { doc }] of grown) if (doc) docs.set(scope, doc);
  const projections = projectAs(core, id, docs, state?.kind ?? 'unknown');
  const kind = kindOf(core, id, projections);
  const placed = placeRow(core, projections, id);
  const changed = {
    before: state,
    placed,
    state: { id, kind, docs: encodeDocs(docs, projections, state, changedScopes), touches }
  };
  for (const doc of docs.values()) freeMerged(doc);
  return { changed, refused, hasReusedClocks: isClockTaken || touches.some(isOvertaken) };
}

/** Not applied, and a later part of its writer is, which therefore has the same clocks. */
const isOvertaken = (touch: Touch, at: number, touches: readonly Touch[]): boolean =>
  touch.status !== 'applied' &&
  touches.some(
    ({ slot, scope, status }, i) =>
      i > at && status === 'applied' && slot === touch.slot && scope === touch.scope
  );

/** Scopes in which a second branch of a forked chain has a part of the record. */
const scopesInForks = (core: Core, id: RecordId): Scope[] =>
  [...core.quarantine.values()].flatMap(({ reason, entry: { header } }) =>
    reason === 'fork' && header.parts.some(({ recordId }) => recordId === id) ? [header.scope] : []
  );
