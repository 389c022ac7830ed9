/** What one branch of a forked chain says of a record that the record does not show (DESIGN 5 "Fork", I3). */
import type { RecordKind } from '../domain/field';
import { equalJson, type Json } from '../kernel/json';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isSameAudit } from '../log/audit-id';
import type { Entry } from '../log/entry';
import type { FieldOp } from '../merge/edit';
import { deletedKey, textPrefix, type WriterSlot } from '../merge/field-key';
import type { FieldProjection, RecordProjection } from '../merge/project';
import { seenOf } from '../merge/stored-value';
import { freeRecord, type RecordDoc } from '../merge/record-doc';
import { mergeTexts } from '../merge/text-diff';
import { readValues, type Candidate, type RecordValues } from '../merge/values';
import { countKnown, textBeyond, type TextStep } from './branch-texts';
import { loadState, type Core } from './core';
import { kindOf, openDocs } from './edit-record';
import { kindField, projectDocs, versionField } from './projector';
import { touches, type Branch } from './fork-paths';
import { countsFor, isIssued, isSettled, lastBy, writtenAs } from './issued';
import type { MemberState } from './member-state';
import { ownWords, readBranch, type BranchReading } from './read-branch';
import { isSlotOf, slotOf } from './slot';
import type { RecordState, UnknownKind } from './state-pack';

/** One walk over all branches of some devices. */
export interface Pass {
  readonly branches: readonly Branch[];
  /** What this device has written since stands for what it wrote before. */
  readonly issuer: DeviceId;
  /** Records as they were found: what the branches say of one text is all kept, so the first must not hide the next. */
  readonly found: Map<RecordId, FoundRecord>;
}

interface FoundRecord {
  readonly state: RecordState | undefined;
  readonly values: ReadonlyMap<Scope, RecordValues>;
}

export const createPass = (branches: readonly Branch[], issuer: DeviceId): Pass => ({
  branches,
  issuer,
  found: new Map()
});

/** What a branch says of a record beside what the record and later values on the other branches show. */
export async function compareBranch(
  core: Core,
  id: RecordId,
  branch: Branch,
  { branches, issuer, found }: Pass
) {
  const { issuers } = core.members;
  const state = await loadState(core, id);
  const docs = openDocs(core, id, state);
  const first = found.get(id) ?? { state, values: valuesByScope(docs) };
  found.set(id, first);
  const reading = await readBranch(core, id, state, branch);
  const { docs: branchDocs, slot, projections } = reading;
  const [held, wrote] = [valuesByScope(docs), valuesByScope(branchDocs)];
  const present = projectDocs(docs, undefined);
  const ops = new Map<Scope, readonly FieldOp[]>();
  const isShown = isAuditShown(core, id, kindOf(core, id, projections));
  const others = branches.filter((one) => one !== branch);
  const rivals = await lastOnBranches(core, id, state, others, slot);
  const earlier = new Set(branches.slice(0, branches.indexOf(branch)).flat());
  for (const [scope, { texts }] of isShown ? [] : projections) {
    const side: Side = {
      issuer,
      issuers,
      slot,
      wrote: withLoose(wrote.get(scope), reading.loose.get(scope) ?? []),
      held: held.get(scope),
      shown: present.get(scope),
      rivalsOf: (key) => rivals.get(`${scope}/${key}`) ?? []
    };
    const values = valueOps(side);
    const words = await wordOps(core, id, branch, { side, scope, texts, reading, first, earlier });
    const scoped = [...(side.shown ? values : creating(values)), ...words];
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return { state, docs, branchDocs, ops };
}

/** Whether it says anything that the record does not show. */
export async function saysMore(
  core: Core,
  id: RecordId,
  branch: Branch,
  pass: Pass
): Promise<boolean> {
  const { docs, branchDocs, ops } = await compareBranch(core, id, branch, pass);
  for (const doc of [...docs.values(), ...branchDocs.values()]) freeRecord(doc);
  return ops.size > 0;
}

/** What it adds to the texts of one scope. */
async function wordOps(
  core: Core,
  id: RecordId,
  branch: Branch,
  of: {
    readonly side: Side;
    readonly scope: Scope;
    readonly texts: RecordProjection['texts'];
    readonly reading: BranchReading;
    readonly first: FoundRecord;
    /** Entries of the branches before this one. */
    readonly earlier: ReadonlySet<Entry>;
  }
): Promise<FieldOp[]> {
  const { side, scope, texts, reading, first, earlier } = of;
  const { slot, issuers } = side;
  const words: FieldOp[] = [];
  for (const [key, whole] of texts) {
    const one = lastOf(side, textPrefix + key);
    const before = first.values.get(scope)?.byField.get(textPrefix + key) ?? [];
    if (!one || isIssued(one, before, issuers)) continue;
    const shown = side.shown?.texts.get(key) ?? '';
    const stands = (side.held?.byField.get(textPrefix + key) ?? []).filter((other) =>
      countsFor(one.slot, other.slot, issuers)
    );
    const isKnown = ({ entry, mark }: TextStep): boolean =>
      mark !== undefined && (earlier.has(entry) || isIssued(mark, before, issuers));
    const knownOf = (steps: readonly TextStep[], start: Candidate | undefined): number =>
      countKnown(steps, start, { isKnown, stands });
    const markIn = (values: RecordValues | undefined): Candidate | undefined =>
      lastBy(slot, values?.byField.get(textPrefix + key) ?? []);
    const news = reading.onHeld
      ? ownWords(reading, scope, key, (start, steps) =>
          knownOf(
            steps.map(({ entry, values }) => ({ entry, mark: markIn(values) })),
            markIn(start)
          )
        )
      : await textBeyond(core, id, first.state, branch, { scope, key, knownOf });
    if (news === 'none') continue;
    const text = news ? mergeTexts(news.base, shown, news.made) : whole;
    if (text !== shown) words.push({ type: 'text', key, text, written: writtenAs(one) });
  }
  return words;
}

function withLoose(
  wrote: RecordValues | undefined,
  loose: readonly (readonly [string, Candidate])[]
): RecordValues | undefined {
  if (!wrote || loose.length === 0) return wrote;
  const byField = new Map(wrote.byField);
  for (const [key, one] of loose) byField.set(key, [...(byField.get(key) ?? []), one]);
  return { ...wrote, byField };
}

/** One scope of a record, and what a branch makes of it. */
interface Side extends Pick<Pass, 'issuer'>, Pick<MemberState, 'issuers'> {
  /** Whose branch it is. */
  readonly slot: WriterSlot | undefined;
  /** With the branch. */
  readonly wrote: RecordValues | undefined;
  /** As it stands. */
  readonly held: RecordValues | undefined;
  readonly shown: RecordProjection | undefined;
  /** What the other branches of this writer last say of a field. */
  rivalsOf(key: string): readonly Candidate[];
}

const lastOf = ({ slot, wrote }: Pick<Side, 'slot' | 'wrote'>, key: string) =>
  lastBy(slot, wrote?.byField.get(key) ?? []);

function valueOps(side: Side): SetOp[] {
  const keys = [...(side.wrote?.byField.keys() ?? [])].filter((key) => !key.startsWith(textPrefix));
  return keys.flatMap((key): SetOp[] => {
    const one = lastOf(side, key);
    const isLatest = one && side.rivalsOf(key).every(({ hlc }) => hlc <= one.hlc);
    const op = isLatest ? issuedAgain(key, one, side) : undefined;
    return op ? [op] : [];
  });
}

export const valuesByScope = (docs: ReadonlyMap<Scope, RecordDoc>): Map<Scope, RecordValues> =>
  new Map([...docs].map(([scope, doc]) => [scope, readValues(doc)]));

/**
 * By scope and field, what the other branches of this writer last say. Issued again one after the other, each would look later than
 * what the next one says.
 */
async function lastOnBranches(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branches: readonly Branch[],
  slot: WriterSlot | undefined
): Promise<ReadonlyMap<string, readonly Candidate[]>> {
  const found = new Map<string, readonly Candidate[]>();
  for (const branch of branches) {
    if (!touches(branch, id) || !branch[0] || slotOf(branch[0].header) !== slot) continue;
    const { docs } = await readBranch(core, id, state, branch);
    for (const [scope, wrote] of valuesByScope(docs)) {
      for (const key of wrote.byField.keys()) {
        const name = `${scope}/${key}`;
        const last = lastOf({ slot, wrote }, key);
        if (last) found.set(name, [...(found.get(name) ?? []), last]);
      }
    }
    for (const doc of docs.values()) freeRecord(doc);
  }
  return found;
}

/** An audit is written once, and by another slot under another id (log/SPEC E10). */
const isAuditShown = (core: Core, id: RecordId, kind: RecordKind | UnknownKind): boolean =>
  isAuditId(id) &&
  kind !== 'unknown' &&
  core.view.rows(kind).some((row) => isSameAudit(row.id, id));

/** Of a record that is not here: only what it is stands in its creation, which has no vector to tell what was issued. */
function creating(values: readonly SetOp[]): FieldOp[] {
  const [base, later] = [values.filter(isMeta), values.filter((op) => !isMeta(op))];
  const first = Object.fromEntries(base.map(({ key, value }) => [key, value]));
  return [{ type: 'create', values: first }, ...later];
}

const isMeta = ({ key }: Pick<SetOp, 'key'>): boolean => key === kindField || key === versionField;

type SetOp = Extract<FieldOp, { type: 'set' }>;

/**
 * A value of a branch as it was written: beside what others wrote unaware of it stands a conflict, for a person to settle.
 * undefined where it is known here.
 */
function issuedAgain(key: string, one: Candidate, side: Side): SetOp | undefined {
  const candidates = side.held?.byField.get(key) ?? [];
  // What was cleared on the branch, and stands nowhere else.
  const isNowhere = one.value === null && candidates.length === 0;
  const isKnown =
    isIssued(one, candidates, side.issuers) || isSettled(one, candidates, side.rivalsOf(key));
  if (isKnown || isNowhere) return undefined;
  const isOwn = ({ slot }: Candidate): boolean => isSlotOf(side.issuer, slot);
  // What the issuer has written there since stands; a deletion is of the whole record, with all that it had not seen.
  const isDeletion = key === deletedKey;
  const others = isDeletion ? [...(side.held?.byField.values() ?? [])].flat() : candidates;
  const isSince = (other: Candidate): boolean =>
    isDeletion ? seenOf(one.seen, other.slot) < other.seq : other.hlc >= one.hlc;
  const isOvertaken =
    isOwn(one) && others.some((other) => other.slot !== one.slot && isOwn(other) && isSince(other));
  const isThere = isShown(side.shown?.fields.get(key), one.value);
  if (isOvertaken || (isThere && (isMeta({ key }) || !isOwn(one)))) return undefined;
  return { type: 'set', key, value: one.value, written: writtenAs(one) };
}

const isShown = (shown: FieldProjection | undefined, value: Json): boolean =>
  !shown?.isConflict && equalJson(shown?.value ?? null, value);
