/** What one branch of a forked chain says of a record that the record does not show (DESIGN 5 "Fork", I3). */
import type { RecordKind } from '../domain/field';
import { equalJson, type Json } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isSameAudit } from '../log/audit-id';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { admit } from '../merge/admission';
import type { FieldOp, Written } from '../merge/edit';
import { deletedKey, issueMark, textPrefix, type WriterSlot } from '../merge/field-key';
import type { FieldProjection, RecordProjection } from '../merge/project';
import { seenOf } from '../merge/stored-value';
import { freeRecord, noWriter, openRecord, type RecordDoc } from '../merge/record-doc';
import { mergeTexts } from '../merge/text-diff';
import { readValues, type Candidate, type RecordValues } from '../merge/values';
import { loadState, type Core } from './core';
import { kindOf, openDocs } from './edit-record';
import { isOutOfStream } from './merge-record';
import { projectDocs } from './projector';
import { parseSlot, slotOf } from './slot';
import type { RecordState, UnknownKind } from './state-pack';

/** Entries of one chain from the fork to a tip, in chain order. */
export type Branch = readonly Entry[];

/** A stamp near the end of what a clock can say would leave no later ones. */
export const latestToFollow = Number.MAX_SAFE_INTEGER / 2;

/** One walk over all branches of some devices. */
export interface Pass {
  readonly branches: readonly Branch[];
  /** Records as they were found: what the branches say of one text is all kept, so the first must not hide the next. */
  readonly found: Map<RecordId, FoundRecord>;
}

interface FoundRecord {
  readonly state: RecordState | undefined;
  readonly values: ReadonlyMap<Scope, RecordValues>;
}

export const createPass = (branches: readonly Branch[]): Pass => ({ branches, found: new Map() });

/** What a branch says of a record; the documents are the caller's to free. */
async function readBranch(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch
) {
  const docs = openDocs(core, id, state);
  for (const entry of branch) await applyBranchPart(core, id, entry, docs);
  // A branch is of one chain, so of one writer.
  const slot = branch[0] ? slotOf(branch[0].header) : undefined;
  return { docs, slot, projections: projectDocs(docs, undefined) };
}

/** What a branch says of a record beside what the record and later values on the other branches show. */
export async function compareBranch(
  core: Core,
  id: RecordId,
  branch: Branch,
  { branches, found }: Pass
) {
  const state = await loadState(core, id);
  const docs = openDocs(core, id, state);
  const first = found.get(id) ?? { state, values: valuesByScope(docs) };
  found.set(id, first);
  const { docs: branchDocs, slot, projections } = await readBranch(core, id, state, branch);
  const [held, wrote] = [valuesByScope(docs), valuesByScope(branchDocs)];
  const present = projectDocs(docs, undefined);
  const ops = new Map<Scope, readonly FieldOp[]>();
  const isShown = isAuditShown(core, id, kindOf(core, id, projections));
  const others = branches.filter((one) => one !== branch);
  const latest = await latestOf(core, id, state, others);
  const common = await readCommon(core, id, first.state, branch, branches);
  for (const [scope, made] of isShown ? [] : projections) {
    const side: Side = {
      slot,
      wrote: wrote.get(scope),
      before: first.values.get(scope),
      held: held.get(scope),
      shown: present.get(scope),
      common: common.get(scope)
    };
    const latestBy = (key: string): number => latest.get(`${scope}/${key}`) ?? 0;
    const values = valueOps(core, side, latestBy);
    const scoped = [...(side.shown ? values : creating(values)), ...textOps(side, made)];
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return { state, docs, branchDocs, ops };
}

/** One scope of a record, and what a branch makes of it. */
interface Side {
  /** Whose branch it is. */
  readonly slot: WriterSlot | undefined;
  /** With the branch. */
  readonly wrote: RecordValues | undefined;
  /** Before any branch was issued in this pass. */
  readonly before: RecordValues | undefined;
  /** As it stands. */
  readonly held: RecordValues | undefined;
  readonly shown: RecordProjection | undefined;
  readonly common: Common | undefined;
}

/** A base counts as a value of each of its fields, beside a later one of its own. */
const lastOf = ({ slot, wrote }: Side, key: string): Candidate | undefined =>
  wrote?.byField
    .get(key)
    ?.filter((one) => one.slot === slot)
    .sort((a, b) => b.seq - a.seq)[0];

function valueOps(core: Core, side: Side, latestBy: (key: string) => number): SetOp[] {
  const keys = [...(side.wrote?.byField.keys() ?? [])].filter((key) => !key.startsWith(textPrefix));
  return keys.flatMap((key): SetOp[] => {
    const one = lastOf(side, key);
    const op = one && one.hlc >= latestBy(key) ? issuedAgain(core, key, one, side) : undefined;
    return op ? [op] : [];
  });
}

function textOps(side: Side, { texts }: RecordProjection): FieldOp[] {
  const { before, shown, common } = side;
  return [...texts].flatMap(([key, whole]): FieldOp[] => {
    const one = lastOf(side, textPrefix + key);
    const known = before?.byField.get(textPrefix + key) ?? [];
    if (!one || isSeen(one, known) || common?.has(one)) return [];
    const present = shown?.texts.get(key) ?? '';
    const text = common?.textOf(key, present) ?? whole;
    return text === present ? [] : [{ type: 'text', key, text, written: writtenAs(one) }];
  });
}

export const valuesByScope = (docs: ReadonlyMap<Scope, RecordDoc>): Map<Scope, RecordValues> =>
  new Map([...docs].map(([scope, doc]) => [scope, readValues(doc)]));

const touches = (branch: Branch, id: RecordId): boolean =>
  branch.some(({ header }) => header.parts.some(({ recordId }) => recordId === id));

interface Common {
  /** Whether a value or the mark of a text is of the common part. */
  has(one: Candidate): boolean;
  /** A text that the common part has written in, with what the branch made of it beside what is shown; undefined of others. */
  textOf(key: string, shown: string): string | undefined;
}

/**
 * By scope, what a branch has in common with those before it: that part of a text was issued with them, and would be doubled. So the
 * branch is read on the record as it was before any of them was issued.
 */
async function readCommon(
  core: Core,
  id: RecordId,
  before: RecordState | undefined,
  branch: Branch,
  branches: readonly Branch[]
): Promise<ReadonlyMap<Scope, Common>> {
  const found = new Map<Scope, Common>();
  const earlier = new Set(branches.slice(0, branches.indexOf(branch)).flat());
  const common = branch.filter((entry) => earlier.has(entry));
  if (!touches(common, id)) return found;
  const { docs, slot, projections } = await readBranch(core, id, before, common);
  const whole = await readBranch(core, id, before, branch);
  for (const [scope, { byField }] of valuesByScope(docs)) {
    const wrote = [...byField.values()].flat().filter((one) => one.slot === slot);
    const [base, made] = [projections.get(scope)?.texts, whole.projections.get(scope)?.texts];
    found.set(scope, {
      has: ({ seq, hlc }) => wrote.some((one) => one.seq === seq && one.hlc === hlc),
      textOf: (key, shown) =>
        byField.get(textPrefix + key)?.some((one) => one.slot === slot)
          ? mergeTexts(base?.get(key) ?? '', shown, made?.get(key) ?? '')
          : undefined
    });
  }
  for (const doc of [...docs.values(), ...whole.docs.values()]) freeRecord(doc);
  return found;
}

/**
 * By scope and field, the stamp of the latest value on these branches. Issued again one after the other, each would look later
 * than what the next one says.
 */
async function latestOf(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branches: readonly Branch[]
): Promise<ReadonlyMap<string, Hlc>> {
  const latest = new Map<string, Hlc>();
  for (const branch of branches) {
    if (!touches(branch, id)) continue;
    const { docs, slot, projections } = await readBranch(core, id, state, branch);
    for (const doc of docs.values()) freeRecord(doc);
    for (const [scope, { fields }] of projections) {
      for (const [key, { survivors }] of fields) {
        const own = survivors.find((survivor) => survivor.slot === slot);
        const name = `${scope}/${key}`;
        if (own && own.hlc > (latest.get(name) ?? 0)) latest.set(name, own.hlc);
      }
    }
  }
  return latest;
}

/** An audit is written once, and by another slot under another id (log/SPEC E10). */
const isAuditShown = (core: Core, id: RecordId, kind: RecordKind | UnknownKind): boolean =>
  isAuditId(id) &&
  kind !== 'unknown' &&
  core.view.rows(kind).some((row) => isSameAudit(row.id, id));

async function applyBranchPart(
  core: Core,
  id: RecordId,
  entry: Entry,
  docs: Map<Scope, RecordDoc>
): Promise<void> {
  const index = entry.header.parts.findIndex(({ recordId }) => recordId === id);
  if (index < 0 || !isKnownEntry(entry) || isOutOfStream(entry, id)) return;
  const key = await core.deps.keys.ring.entryKey(entry.header);
  const opened = key.ok ? await openPart(entry, index, key.value) : key;
  if (!opened.ok) return;
  const { scope, deviceId, incarnation, hlc } = entry.header;
  const slot: WriterSlot = slotOf(entry.header);
  const doc = docs.get(scope) ?? openRecord(id, noWriter);
  const author = { slot, clientId: clientIdOf(deviceId, incarnation), hlc };
  const admitted = admit(doc, opened.value, author);
  if (!admitted.ok) return;
  freeRecord(doc);
  docs.set(scope, admitted.value);
}

/** Of a record that is not here: its first values are a creation. */
function creating(values: readonly SetOp[]): FieldOp[] {
  const base = values.filter(({ key }) => key !== deletedKey);
  const later = values.filter(({ key }) => key === deletedKey);
  const first = Object.fromEntries(base.map(({ key, value }) => [key, value]));
  return [{ type: 'create', values: first }, ...later];
}

type SetOp = Extract<FieldOp, { type: 'set' }>;

/**
 * A value of a branch as it was written: beside what others wrote unaware of it stands a conflict, for a person to settle.
 * undefined where it is known here, or was issued when the record was created anew.
 */
function issuedAgain(
  { deps }: Core,
  key: string,
  one: Candidate,
  { held, shown }: Side
): SetOp | undefined {
  const candidates = held?.byField.get(key) ?? [];
  const isOfBase = ({ slot, seq }: Candidate): boolean =>
    held?.bases.some((base) => base.slot === slot && base.seq === seq) ?? false;
  const isCreatedSince = candidates.some(
    (other) => other.slot !== one.slot && isOfBase(other) && other.hlc > one.hlc
  );
  const isKnown = isSeen(one, candidates) || isCreatedSince;
  // What was cleared on the branch, and stands nowhere else.
  const isNowhere = one.value === null && candidates.length === 0;
  if (isKnown || isNowhere) return undefined;
  const isOwn = (slot: string): boolean => parseSlot(slot).deviceId === deps.deviceId;
  // What this device has written in the field since stands.
  const [since] = candidates
    .filter(({ slot, hlc }) => slot !== one.slot && isOwn(slot) && hlc >= one.hlc)
    .sort((a, b) => b.hlc - a.hlc);
  if (isOwn(one.slot) ? since : isShown(shown?.fields.get(key), one.value)) return undefined;
  const written = writtenAs(one);
  return since
    ? { type: 'set', key, value: since.value, written: { ...written, hlc: undefined } }
    : { type: 'set', key, value: one.value, written };
}

/** Whoever issues it names it in the vector. */
export const writtenAs = (one: Candidate): Written => ({
  hlc: one.hlc > latestToFollow ? undefined : one.hlc,
  seen: { ...one.seen, [issueMark(one)]: 1 }
});

/**
 * Here itself, issued, or seen by who wrote one of these. Of another branch, which may have as many edits, one has an earlier stamp,
 * or has settled the field since.
 */
export function isSeen(one: Candidate, candidates: readonly Candidate[]): boolean {
  const { slot, seq, hlc } = one;
  const mark = issueMark(one);
  return candidates.some((other) =>
    other.slot === slot
      ? other.seq === seq && other.hlc === hlc
      : seenOf(other.seen, mark) > 0 || (seenOf(other.seen, slot) >= seq && other.hlc >= hlc)
  );
}

const isShown = (shown: FieldProjection | undefined, value: Json): boolean =>
  !shown?.isConflict && equalJson(shown?.value ?? null, value);
