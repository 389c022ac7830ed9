/**
 * Parts from the log into a record's documents: remote entries, and every entry again in a rebuild. The result
 * depends on the set of parts alone (I1): a part that builds on what is not here waits, and is tried again
 * whenever the record gains another part.
 */
import type { Bytes } from '../kernel/bytes';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isAuditIdOf } from '../log/audit-id';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry, type KnownEntry } from '../log/entry';
import { entryKind, isKnownKind } from '../log/entry-header';
import { admitInto, type GrowingRecord } from '../merge/admission';
import { freeMerged, openMerged, type MergedDoc } from '../merge/create-record';
import { noWriter } from '../merge/record-doc';
import type { Author } from '../merge/admission-error';
import type { Core } from './core';
import { encodeDocs, kindOf, placeRow, projectAs } from './edit-record';
import { chainKey } from './heads';
import type { WrittenRecord } from './overlay';
import { slotOf } from './slot';
import { compareTouches, type RecordState, type Touch } from './state-pack';

type BareTouch = Omit<Touch, 'status'>;

/** One part of an entry, opened. `update` is undefined where it is absent, held or can't be opened. */
export interface IncomingPart {
  readonly recordId: RecordId;
  readonly touch: BareTouch;
  /** One for all parts of an entry. */
  readonly author: Author & { readonly hlc: Hlc };
  readonly update: Bytes | undefined;
  /** Kept and not applied, by the member log or because its chain is frozen. */
  readonly isHeld: boolean;
}

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
  readonly refused: readonly { readonly touch: Touch; readonly reason: string }[];
}

/** Merges new parts, and waiting ones with them, into a record. */
export async function mergeRecord(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  parts: readonly IncomingPart[],
  readWaiting: (touch: Touch) => Promise<IncomingPart | undefined>
): Promise<MergedRecord> {
  const grown = growingDocs(id, state);
  const waiting: IncomingPart[] = [];
  for (const touch of state?.touches ?? []) {
    const isOpen = touch.status !== 'applied' && !isOverwritten(touch, state?.touches ?? []);
    const part = isOpen ? await readWaiting(touch) : undefined;
    if (part) waiting.push(part);
  }
  const heldBefore = (state?.touches ?? []).filter(({ status }) => status === 'held');
  const { applied, refused, changedScopes } = applyInAnyOrder(
    grown,
    id,
    [...waiting, ...parts],
    new Set([...heldBefore.map(({ scope }) => scope), ...scopesInForks(core, id)])
  );
  const touches = new Map<string, Touch>();
  for (const touch of state?.touches ?? []) touches.set(touchKey(touch), touch);
  for (const { touch } of parts) touches.set(touchKey(touch), { ...touch, status: 'waiting' });
  for (const { touch } of refused) touches.set(touchKey(touch), touch);
  for (const touch of applied) touches.set(touchKey(touch), { ...touch, status: 'applied' });
  const docs = new Map<Scope, MergedDoc>();
  for (const [scope, { doc }] of grown) if (doc) docs.set(scope, doc);
  const projections = projectAs(core, id, docs, state?.kind ?? 'unknown');
  const kind = kindOf(core, id, projections);
  const placed = placeRow(core, projections, id);
  const changed = {
    before: state,
    placed,
    state: {
      id,
      kind,
      docs: encodeDocs(docs, projections, state, changedScopes),
      touches: [...touches.values()].sort(compareTouches)
    }
  };
  for (const doc of docs.values()) freeMerged(doc);
  return { changed, refused };
}

/**
 * Held, and its writer, to whom it was lost too, has written on under the same clocks: tried again it would look held already, and
 * what follows it would be taken for what follows the other (I1).
 */
const isOverwritten = ({ slot, scope, seq, status }: Touch, touches: readonly Touch[]): boolean =>
  status === 'held' &&
  touches.some(
    (other) =>
      other.slot === slot && other.scope === scope && other.status === 'applied' && other.seq > seq
  );

type GrowingDocs = Map<Scope, GrowingRecord>;

const growingDocs = (id: RecordId, state: RecordState | undefined): GrowingDocs =>
  new Map(
    (state?.docs ?? []).map(({ scope, state: bytes }) => [
      scope,
      { recordId: id, doc: openMerged(id, noWriter, bytes), held: [bytes] }
    ])
  );

const touchKey = ({ slot, scope, seq }: BareTouch): string => `${scope}:${slot}:${seq}`;

function applyInAnyOrder(
  docs: GrowingDocs,
  id: RecordId,
  parts: readonly IncomingPart[],
  heldBefore: ReadonlySet<Scope>
): { applied: BareTouch[]; refused: MergedRecord['refused']; changedScopes: Set<Scope> } {
  const applied: BareTouch[] = [];
  const refused: { touch: Touch; reason: string }[] = [];
  const changedScopes = new Set<Scope>();
  let queue = [...parts].sort((a, b) => compareTouches(a.touch, b.touch));
  while (queue.length > 0) {
    const pass = applyPass(docs, id, queue);
    for (const { touch } of pass.applied) {
      applied.push(touch);
      changedScopes.add(touch.scope);
    }
    refused.push(...pass.refused);
    queue = pass.later;
    if (pass.applied.length > 0) continue;
    // What builds on a held branch is held with it and stops nobody: its writer, to whom it was lost too, has
    // written on under the same clocks, and that counts everywhere alike (I1).
    const heldScopes = new Set([...heldBefore, ...refused.map(({ touch }) => touch.scope)]);
    const stranded = strandedOf(
      pass.stuck.filter(({ part }) => heldScopes.has(part.touch.scope)),
      queue
    );
    if (stranded.size === 0) break;
    for (const { touch } of stranded) {
      refused.push({ touch: held(touch), reason: 'builds-on-held' });
    }
    queue = queue.filter((part) => !stranded.has(part));
  }
  return { applied, refused, changedScopes };
}

/**
 * Of the parts that can't go on: those that wait for nobody in the queue. Others may only stand behind one of these, which is
 * out of the way then. Where all wait for each other, none has anything to hope for.
 */
function strandedOf(
  stuck: readonly StuckPart[],
  queue: readonly IncomingPart[]
): ReadonlySet<IncomingPart> {
  const isHopeless = ({ part, waitsFor }: StuckPart): boolean =>
    !queue.some(
      ({ touch, author }) =>
        touch.scope === part.touch.scope &&
        author.clientId !== part.author.clientId &&
        waitsFor.includes(author.clientId)
    );
  const hopeless = stuck.filter(isHopeless);
  return new Set((hopeless.length > 0 ? hopeless : stuck).map(({ part }) => part));
}

interface StuckPart {
  readonly part: IncomingPart;
  /** Yjs client ids. */
  readonly waitsFor: readonly number[];
}

interface Pass {
  readonly applied: IncomingPart[];
  readonly refused: { touch: Touch; reason: string }[];
  /** Left for another pass, in order. */
  readonly later: IncomingPart[];
  /** Of those the first of each writer: the ones that build on what is not here. */
  readonly stuck: StuckPart[];
}

/** One go over the queue; a writer's parts in their order (I1). */
function applyPass(docs: GrowingDocs, id: RecordId, queue: readonly IncomingPart[]): Pass {
  const pass: Pass = { applied: [], refused: [], later: [], stuck: [] };
  const blocked = new Set<string>();
  for (const part of queue) {
    // Two updates of one writer under the same clocks would else end by what came first.
    const chain = chainKey(part.touch);
    const isBehind = blocked.has(chain) && !part.isHeld;
    const outcome: Outcome = isBehind ? { type: 'later' } : applyPart(docs, id, part);
    if (outcome.type === 'applied') pass.applied.push(part);
    else if (outcome.type === 'refused') {
      pass.refused.push({ touch: held(part.touch), reason: outcome.reason });
    } else {
      pass.later.push(part);
      // Kinds that this build doesn't know have no update and stop nobody.
      if (outcome.waitsFor) pass.stuck.push({ part, waitsFor: outcome.waitsFor });
      if (part.update) blocked.add(chain);
    }
  }
  return pass;
}

const held = (touch: BareTouch): Touch => ({ ...touch, status: 'held' });

/** Scopes in which a second branch of a forked chain has a part of the record. */
const scopesInForks = (core: Core, id: RecordId): Scope[] =>
  [...core.quarantine.values()].flatMap(({ reason, entry: { header } }) =>
    reason === 'fork' && header.parts.some(({ recordId }) => recordId === id) ? [header.scope] : []
  );

type Outcome =
  | { readonly type: 'applied' }
  /** `waitsFor`: Yjs client ids, where it builds on what is not here. */
  | { readonly type: 'later'; readonly waitsFor?: readonly number[] }
  | { readonly type: 'refused'; readonly reason: string };

function applyPart(docs: GrowingDocs, id: RecordId, part: IncomingPart): Outcome {
  const { scope } = part.touch;
  if (part.isHeld) return { type: 'refused', reason: 'held' };
  if (!part.update) return { type: 'later' };
  // An audit record is written once: by its first part.
  if (docs.size > 0 && isAuditId(id)) return { type: 'refused', reason: 'written-once' };
  const present = docs.get(scope) ?? { recordId: id, doc: undefined, held: [] };
  const { grown, refusal } = admitInto(present, part.update, part.author);
  if (grown.doc) docs.set(scope, grown);
  if (!refusal || refusal.type === 'already-held') return { type: 'applied' };
  return refusal.type === 'missing-deps'
    ? { type: 'later', waitsFor: refusal.of }
    : { type: 'refused', reason: refusal.type };
}
