/** What one branch of a forked chain says of a record that the record does not show (DESIGN 5 "Fork", I3). */
import type { RecordKind } from '../domain/field';
import { equalJson } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isSameAudit } from '../log/audit-id';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { admit } from '../merge/admission';
import type { FieldOp } from '../merge/edit';
import { deletedKey, textPrefix, type WriterSlot } from '../merge/field-key';
import { newestStamps, type RecordProjection } from '../merge/project';
import { freeRecord, noWriter, openRecord, type RecordDoc } from '../merge/record-doc';
import { mergeTexts } from '../merge/text-diff';
import { loadState, type Core } from './core';
import { kindOf, openDocs } from './edit-record';
import { isOutOfStream } from './merge-record';
import { projectDocs } from './projector';
import { slotOf } from './slot';
import type { RecordState, UnknownKind } from './state-pack';

/** Entries of one chain from the fork to a tip, in chain order. */
export type Branch = readonly Entry[];

/** One walk over all branches of some devices. */
export interface Pass {
  readonly branches: readonly Branch[];
  /**
   * By scope and record, the stamps that were found before anything was issued again: what the branches say of one text is all
   * kept, so the first must not make the next look overtaken.
   */
  readonly before: Map<string, ReadonlyMap<string, Hlc>>;
  /** Records as they were found. */
  readonly states: Map<RecordId, RecordState | undefined>;
}

export const createPass = (branches: readonly Branch[]): Pass => ({
  branches,
  before: new Map(),
  states: new Map()
});

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
  { branches, before, states }: Pass
) {
  const state = await loadState(core, id);
  if (!states.has(id)) states.set(id, state);
  const docs = openDocs(core, id, state);
  const { docs: branchDocs, slot, projections } = await readBranch(core, id, state, branch);
  const present = projectDocs(docs, undefined);
  const ops = new Map<Scope, readonly FieldOp[]>();
  const isShown = isAuditShown(core, id, kindOf(core, id, projections));
  const latest = await latestOf(
    core,
    id,
    state,
    branches.filter((one) => one !== branch)
  );
  const common = await readCommon(core, id, states.get(id), branch, branches);
  for (const [scope, projection] of isShown ? [] : projections) {
    const doc = docs.get(scope);
    const newest: ReadonlyMap<string, Hlc> = doc ? newestStamps(doc) : new Map();
    const first = before.get(`${scope}/${id}`) ?? newest;
    before.set(`${scope}/${id}`, first);
    const branchDoc = branchDocs.get(scope);
    const own: ReadonlyMap<string, Hlc> = branchDoc ? newestStamps(branchDoc, slot) : new Map();
    const issued = common.get(scope);
    const known = [first, issued?.stamps ?? new Map<string, Hlc>()];
    const isNewText = (key: string): boolean =>
      known.every((stamps) => (own.get(key) ?? 0) > (stamps.get(key) ?? 0));
    const isLatest = (key: string, at: Hlc): boolean =>
      at > (newest.get(key) ?? 0) && at >= (latest.get(`${scope}/${key}`) ?? 0);
    const shown = present.get(scope);
    const textOf = (key: string, text: string): string =>
      issued?.textOf(key, shown?.texts.get(key) ?? '') ?? text;
    const scoped = missingOps(projection, shown, { isLatest, isNewText, textOf }, slot);
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return { state, docs, branchDocs, ops };
}

const touches = (branch: Branch, id: RecordId): boolean =>
  branch.some(({ header }) => header.parts.some(({ recordId }) => recordId === id));

interface Common {
  readonly stamps: ReadonlyMap<string, Hlc>;
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
  for (const [scope, doc] of docs) {
    const stamps = newestStamps(doc, slot);
    const [base, made] = [projections.get(scope)?.texts, whole.projections.get(scope)?.texts];
    found.set(scope, {
      stamps,
      textOf: (key, shown) =>
        stamps.has(textPrefix + key)
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

/** What the branch says and the record doesn't show, as operations of the new incarnation. */
function missingOps(
  branch: RecordProjection,
  present: RecordProjection | undefined,
  {
    isLatest,
    isNewText,
    textOf
  }: {
    readonly isLatest: (key: string, at: Hlc) => boolean;
    readonly isNewText: (key: string) => boolean;
    /** What becomes of a text, by what the branch made of it. */
    readonly textOf: (key: string, text: string) => string;
  },
  slot: WriterSlot | undefined
): FieldOp[] {
  const texts = [...branch.texts].flatMap(([key, made]): FieldOp[] => {
    const text = textOf(key, made);
    const isNews = present?.texts.get(key) !== text && isNewText(textPrefix + key);
    return isNews ? [{ type: 'text', key, text }] : [];
  });
  const values = [...branch.fields].flatMap(([key, field]) => {
    const own = field.survivors.find((survivor) => survivor.slot === slot);
    const shown = present?.fields.get(key);
    const isNews = own !== undefined && isLatest(key, own.hlc);
    const isShown =
      own !== undefined && !shown?.isConflict && equalJson(shown?.value ?? null, own.value);
    return isNews && !isShown ? [[key, own.value] as const] : [];
  });
  if (present) {
    return [...values.map(([key, value]) => ({ type: 'set', key, value }) as const), ...texts];
  }
  const base = values.filter(([key, value]) => value !== null && key !== deletedKey);
  const later = values.filter(([key]) => key === deletedKey);
  return [
    { type: 'create', values: Object.fromEntries(base) },
    ...later.map(([key, value]) => ({ type: 'set', key, value }) as const),
    ...texts
  ];
}
