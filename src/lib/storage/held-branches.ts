/**
 * What lies past a fork: the branches of a frozen chain, held on every device alike, and what they say that the records do
 * not show (DESIGN 5 "Fork", I3, I4).
 */
import type { RecordKind } from '../domain/field';
import { equalJson } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isAuditId, isSameAudit } from '../log/audit-id';
import { clientIdOf } from '../log/client-id';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { isAtLeast } from '../log/roles';
import { admit } from '../merge/admission';
import type { FieldOp } from '../merge/edit';
import { deletedKey, textPrefix, type WriterSlot } from '../merge/field-key';
import { newestStamps, type RecordProjection } from '../merge/project';
import { freeRecord, noWriter, openRecord, type RecordDoc } from '../merge/record-doc';
import { loadState, type Core } from './core';
import { kindOf, openDocs } from './edit-record';
import { chainKey } from './heads';
import { compareEntries } from './ingest';
import { isOutOfStream } from './merge-record';
import { projectDocs } from './projector';
import { parseSlot, slotOf } from './slot';
import type { RecordState, UnknownKind } from './state-pack';

/** Entries of one chain from the fork to a tip, in chain order. */
export type Branch = readonly Entry[];

export const mayIssue = ({ members }: Core, deviceId: DeviceId, scope: Scope): boolean =>
  members.resolved.activeDevices.some(
    ({ registration, grant }) =>
      registration.deviceId === deviceId &&
      isAtLeast(grant.role, 'editor') &&
      grant.scopes.includes(scope)
  );

export type IsMeant = (deviceId: DeviceId, scope: Scope) => boolean;

/** Entries of a device's held branches that say something which nothing shows, and that it can't issue again itself. */
export async function lostOnBranches(
  core: Core,
  of: DeviceId
): Promise<{ readonly recordIds: ReadonlySet<RecordId>; readonly entries: readonly Entry[] }> {
  const recordIds = new Set<RecordId>();
  const entries: Entry[] = [];
  const isMeant: IsMeant = (id, scope) => id === of && !mayIssue(core, id, scope);
  const pass = createPass(await heldBranches(core, isMeant));
  for (const branch of pass.branches) {
    for (const id of recordsOn(core, branch)) {
      const { docs, branchDocs, ops } = await compareBranch(core, id, branch, pass);
      for (const doc of [...docs.values(), ...branchDocs.values()]) freeRecord(doc);
      if (ops.size > 0) recordIds.add(id);
    }
    const isLost = ({ header }: Entry): boolean =>
      header.parts.some(({ recordId }) => recordIds.has(recordId));
    entries.push(...branch.filter(isLost));
  }
  return { recordIds, entries };
}

export const recordsOn = (core: Core, branch: Branch): Set<RecordId> =>
  new Set(
    branch
      .flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
      .filter((id) => !core.erased.has(id))
  );

/** Held entries of the chains that are meant, one list per branch, each from the fork to its tip in chain order. */
export async function heldBranches(core: Core, isMeant: IsMeant): Promise<Branch[]> {
  const branches: Branch[] = [];
  for (const chain of core.heads.chains.values()) {
    const frozen = core.frozenAt.get(chainKey(chain));
    if (frozen === undefined || !isMeant(parseSlot(chain.slot).deviceId, chain.scope)) continue;
    const held: Entry[] = [];
    for await (const entry of core.log.read(chain, frozen + 1)) held.push(entry);
    for (const { reason, entry } of core.quarantine.values()) {
      if (reason === 'fork' && isOf(chain, entry)) held.push(entry);
    }
    for (const path of pathsToTips(held))
      branches.push(path.filter((entry) => mightWrite(core, entry)));
  }
  return branches;
}

/**
 * What its writer had no role for when writing it is nobody's lost work: a viewer's fork changes no record either (I4). Of an
 * incarnation whose adding turned out void it is work, and an administrator's to judge.
 */
function mightWrite({ members }: Core, entry: Entry): boolean {
  const judged = isKnownEntry(entry) && members.resolved.judge(entry.header, entry.id);
  return judged && (judged.type !== 'held' || judged.reason !== 'role');
}

const isOf = (chain: { slot: string; scope: Scope }, { header }: Entry): boolean =>
  header.scope === chain.scope && slotOf(header) === chain.slot;

/** Forks may lie within forks: every tip gets the whole way to it, oldest tip first. */
function pathsToTips(entries: readonly Entry[]): Entry[][] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const continued = new Set(entries.map(({ header }) => header.prev));
  const tips = entries.filter(({ id }) => !continued.has(id)).sort(compareEntries);
  return tips.map((tip) => {
    const path: Entry[] = [];
    for (let at: Entry | undefined = tip; at; at = byId.get(at.header.prev)) path.unshift(at);
    return path;
  });
}

/** One walk over all branches of some devices. */
export interface Pass {
  readonly branches: readonly Branch[];
  /**
   * By scope and record, the stamps that were found before anything was issued again: what the branches say of one text is all
   * kept, so the first must not make the next look overtaken.
   */
  readonly before: Map<string, ReadonlyMap<string, Hlc>>;
}

export const createPass = (branches: readonly Branch[]): Pass => ({ branches, before: new Map() });

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
  { branches, before }: Pass
) {
  const state = await loadState(core, id);
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
  const common = await commonStamps(core, id, state, branch, branches);
  for (const [scope, projection] of isShown ? [] : projections) {
    const doc = docs.get(scope);
    const newest: ReadonlyMap<string, Hlc> = doc ? newestStamps(doc) : new Map();
    const first = before.get(`${scope}/${id}`) ?? newest;
    before.set(`${scope}/${id}`, first);
    const branchDoc = branchDocs.get(scope);
    const own: ReadonlyMap<string, Hlc> = branchDoc ? newestStamps(branchDoc, slot) : new Map();
    const known = [first, common.get(scope) ?? new Map<string, Hlc>()];
    const isNewText = (key: string): boolean =>
      known.every((stamps) => (own.get(key) ?? 0) > (stamps.get(key) ?? 0));
    const isLatest = (key: string, at: Hlc): boolean =>
      at > (newest.get(key) ?? 0) && at >= (latest.get(`${scope}/${key}`) ?? 0);
    const scoped = missingOps(projection, present.get(scope), { isLatest, isNewText }, slot);
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return { state, docs, branchDocs, ops };
}

const touches = (branch: Branch, id: RecordId): boolean =>
  branch.some(({ header }) => header.parts.some(({ recordId }) => recordId === id));

/** By scope, what a branch has in common with those before it: that part of a text was issued with them, and would be doubled. */
async function commonStamps(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch,
  branches: readonly Branch[]
): Promise<ReadonlyMap<Scope, ReadonlyMap<string, Hlc>>> {
  const stamps = new Map<Scope, ReadonlyMap<string, Hlc>>();
  const earlier = new Set(branches.slice(0, branches.indexOf(branch)).flat());
  const common = branch.filter((entry) => earlier.has(entry));
  if (!touches(common, id)) return stamps;
  const { docs, slot } = await readBranch(core, id, state, common);
  for (const [scope, doc] of docs) {
    stamps.set(scope, newestStamps(doc, slot));
    freeRecord(doc);
  }
  return stamps;
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
    isNewText
  }: {
    readonly isLatest: (key: string, at: Hlc) => boolean;
    readonly isNewText: (key: string) => boolean;
  },
  slot: WriterSlot | undefined
): FieldOp[] {
  const texts = [...branch.texts].flatMap(([key, text]): FieldOp[] => {
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
