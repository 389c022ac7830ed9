/**
 * A device that meets its own chain ahead of itself or forked (a restored profile, a lost last commit) opens a new
 * incarnation with new keys and issues its own held changes again (DESIGN 5 "Fork"), so that nothing honest is
 * stranded (I3). Values that others have overtaken meanwhile are not brought back.
 * Longer than most files: what is issued again is decided from one state, kind of change by kind of change.
 */
import type { RecordKind } from '../domain/field';
import { assert } from '../kernel/assert';
import { equalJson } from '../kernel/json';
import type { Hlc } from '../kernel/hlc';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { auditIdIn, isAuditId, isSameAudit } from '../log/audit-id';
import { sealEpoch } from '../log/epoch-keys';
import { limits } from '../log/limits';
import { secretsToPass } from '../log/key-ring';
import { compareSealedEpochs } from '../log/member-payload';
import { isAtLeast } from '../log/roles';
import { admit } from '../merge/admission';
import type { FieldOp } from '../merge/edit';
import { freeRecord, noWriter, openRecord, type RecordDoc } from '../merge/record-doc';
import { newestStamps, type RecordProjection } from '../merge/project';
import { deletedKey, type WriterSlot } from '../merge/field-key';
import { clientIdOf } from '../log/client-id';
import { sealAndWrite } from './commit';
import { createPacer, createWriter, loadState, type Core } from './core';
import { editDocs, kindOf, openDocs, type EditedRecord } from './edit-record';
import { chainKey } from './heads';
import { compareEntries } from './ingest';
import { isOutOfStream } from './merge-record';
import { signOrder, takeMembers } from './orders';
import { projectDocs } from './projector';
import { ownStanding } from './own-standing';
import { parseSlot, slotOf } from './slot';
import type { UnknownKind } from './state-pack';

/** Before anything else is written: a new incarnation where it is due, and own changes that a fork holds. */
export async function mayWrite(core: Core): Promise<boolean> {
  if (core.isOutrun && !(await renewWriter(core))) return false;
  if (core.toReissue === 'all' || core.toReissue.size > 0) await reissueHeld(core);
  return true;
}

/** False when this device can't make new keys: it stays read-only. */
async function renewWriter(core: Core): Promise<boolean> {
  const { deps } = core;
  if (!deps.renewDevice) return false;
  const own = core.members.resolved.registrationOf(deps.deviceId, core.writer.incarnation);
  const grant = own && core.members.resolved.grantOf(own.deviceId, own.incarnation);
  if (!own || !grant) return false;
  const [known = own] = core.members.incarnationsOf(deps.deviceId);
  const next = Math.max(core.writer.incarnation, known.incarnation) + 1 + randomGap(core);
  // An administrator may have registered the last number there is: nobody would take in what comes after it.
  if (next > limits.incarnation) return false;
  const renewed = await deps.renewDevice(own, next);
  if (!renewed) return false;
  const { registration, signingKey, agreementKey } = renewed;
  const secrets = secretsToPass(deps.keys.ring.all(), core.members.resolved);
  const keys = await Promise.all(
    secrets.map((secret) => sealEpoch(deps.spaceId, secret, { devices: [registration] }))
  );
  const entry = await signOrder(core, {
    kind: 'add-device',
    device: registration,
    ...grant,
    request: null,
    keys: keys.sort(compareSealedEpochs)
  });
  await takeMembers(core, [entry], 'local');
  core.writer = createWriter(deps.deviceId, next, signingKey);
  core.agreementKey = agreementKey;
  core.isOutrun = false;
  return true;
}

/**
 * A profile put back twice would take the same next number twice, with different keys: two registrations of one
 * incarnation. So up to 2^20 numbers are left out, which still leaves room for some thousand incarnations.
 */
function randomGap({ deps: { random } }: Core): number {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return ((a << 16) | (b << 8) | c) >> 4;
}

/**
 * Issues again what own earlier incarnations wrote past a fork, branch by branch. Whoever may not write (any more) keeps
 * it held, and comes back to it when a later act lets this device write again.
 */
async function reissueHeld(core: Core): Promise<void> {
  const standing = ownStanding(core);
  if (!standing.ok || !isAtLeast(standing.value.role, 'editor')) return;
  const isOwn = (deviceId: DeviceId): boolean => deviceId === core.deps.deviceId;
  const branches = await heldBranches(core, isOwn);
  const { toReissue } = core;
  if (toReissue === 'all') {
    core.onOwnBranches = new Set(
      branches.flat().flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
    );
  }
  const isDone = await issueBranches(core, branches, toReissue);
  if (isDone) core.toReissue = new Set();
}

/**
 * The same for devices that can't do it themselves any more, because they were removed or lowered before they met their fork:
 * an administrator's device issues what stands on their branches, under its own name.
 */
export async function issueLost(core: Core, of: readonly DeviceId[]): Promise<void> {
  const isMeant: IsMeant = (id, scope) => of.includes(id) && !mayIssue(core, id, scope);
  await issueBranches(core, await heldBranches(core, isMeant), 'all');
}

const mayIssue = ({ members }: Core, deviceId: DeviceId, scope: Scope): boolean =>
  members.resolved.activeDevices.some(
    ({ registration, grant }) =>
      registration.deviceId === deviceId &&
      isAtLeast(grant.role, 'editor') &&
      grant.scopes.includes(scope)
  );

type IsMeant = (deviceId: DeviceId, scope: Scope) => boolean;

/** False where a scope is closed to this device. */
async function issueBranches(
  core: Core,
  branches: readonly (readonly Entry[])[],
  ids: ReadonlySet<RecordId> | 'all'
): Promise<boolean> {
  let isDone = true;
  for (const branch of branches) {
    const edited: EditedRecord[] = [];
    const nextStamp = stampsAfter(core, branch);
    for (const id of recordsOn(core, branch)) {
      if (ids !== 'all' && !ids.has(id)) continue;
      const record = await reissueRecord(core, id, branch, nextStamp);
      if (record) edited.push(record);
    }
    if (edited.length === 0) continue;
    const result = await sealAndWrite(core, edited, {}, createPacer(core.deps), nextStamp);
    const isRefused = !result.ok && result.error.type === 'read-only';
    assert(result.ok || isRefused, 'what was sealed once can be sealed again');
    if (isRefused) isDone = false;
  }
  return isDone;
}

/**
 * What is issued again has to be the later one, or it would look overtaken by its own branch, and be issued again at every
 * opening: texts would grow. The own clock goes on from what it gave before; from others' clocks it takes no such leap,
 * only what is written now does.
 */
function stampsAfter(core: Core, branch: readonly Entry[]): () => Hlc {
  let last = 0 as Hlc;
  for (const entry of branch) {
    if (!isKnownEntry(entry) || entry.header.hlc > latestToFollow) continue;
    const { deviceId, hlc } = entry.header;
    if (deviceId === core.deps.deviceId) core.hlc.resume(hlc);
    else core.hlc.receive(hlc);
    last = Math.max(last, hlc) as Hlc;
  }
  return () => {
    last = Math.max(core.hlc.next(), last + 1) as Hlc;
    return last;
  };
}

/** A stamp near the end of what a clock can say would leave no later ones. */
const latestToFollow = Number.MAX_SAFE_INTEGER / 2;

/** Entries of a device's held branches that say something which nothing shows, and that it can't issue again itself. */
export async function lostOnBranches(
  core: Core,
  of: DeviceId
): Promise<{ readonly recordIds: ReadonlySet<RecordId>; readonly entries: readonly Entry[] }> {
  const recordIds = new Set<RecordId>();
  const entries: Entry[] = [];
  const isMeant: IsMeant = (id, scope) => id === of && !mayIssue(core, id, scope);
  for (const branch of await heldBranches(core, isMeant)) {
    for (const id of recordsOn(core, branch)) {
      const { docs, branchDocs, ops } = await compareBranch(core, id, branch);
      for (const doc of [...docs.values(), ...branchDocs.values()]) freeRecord(doc);
      if (ops.size > 0) recordIds.add(id);
    }
    const isLost = ({ header }: Entry): boolean =>
      header.parts.some(({ recordId }) => recordIds.has(recordId));
    entries.push(...branch.filter(isLost));
  }
  return { recordIds, entries };
}

const recordsOn = (core: Core, branch: readonly Entry[]): Set<RecordId> =>
  new Set(
    branch
      .flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
      .filter((id) => !core.erased.has(id))
  );

/** Held entries of the chains that are meant, one list per branch, each from the fork to its tip in chain order. */
async function heldBranches(core: Core, isMeant: IsMeant): Promise<Entry[][]> {
  const branches: Entry[][] = [];
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

/** What a branch says of a record beside what the record shows; the documents are the caller's to free. */
async function compareBranch(core: Core, id: RecordId, branch: readonly Entry[]) {
  const state = await loadState(core, id);
  const docs = openDocs(core, id, state);
  const branchDocs = openDocs(core, id, state);
  let hlc = 0 as Hlc;
  let slot = '';
  for (const entry of branch) {
    hlc = isKnownEntry(entry) ? entry.header.hlc : hlc;
    slot = slotOf(entry.header);
    await applyBranchPart(core, id, entry, branchDocs);
  }
  const present = projectDocs(docs, undefined);
  const ops = new Map<Scope, readonly FieldOp[]>();
  const onBranch = projectDocs(branchDocs, undefined);
  const isShown = isAuditShown(core, id, kindOf(core, id, onBranch));
  for (const [scope, projection] of isShown ? [] : onBranch) {
    const doc = docs.get(scope);
    const newest = doc ? newestStamps(doc) : undefined;
    const scoped = missingOps(projection, present.get(scope), newest, slot, hlc);
    if (scoped.length > 0) ops.set(scope, scoped);
  }
  return { state, docs, branchDocs, ops };
}

/** An audit is written once, and by another slot under another id (log/SPEC E10). */
const isAuditShown = (core: Core, id: RecordId, kind: RecordKind | UnknownKind): boolean =>
  isAuditId(id) &&
  kind !== 'unknown' &&
  core.view.rows(kind).some((row) => isSameAudit(row.id, id));

async function reissueRecord(
  core: Core,
  heldId: RecordId,
  branch: readonly Entry[],
  nextStamp: () => Hlc
): Promise<EditedRecord | undefined> {
  const compared = await compareBranch(core, heldId, branch);
  const { branchDocs, ops } = compared;
  const isAudit = isAuditId(heldId);
  const id = isAudit ? auditIdIn(core.writer.slot, heldId) : heldId;
  const state = isAudit ? undefined : compared.state;
  const docs = isAudit ? openDocs(core, id, state) : compared.docs;
  const edited = editDocs(
    core,
    { id, kind: state?.kind ?? 'unknown', state },
    docs,
    ops,
    nextStamp
  );
  const opened = [...compared.docs.values(), ...docs.values(), ...branchDocs.values()];
  for (const doc of new Set(opened)) freeRecord(doc);
  if (!edited) return undefined;
  const { kind } = edited.placed.row;
  const change = { kind, id, isCreate: false, patch: {}, isDeleted: undefined };
  return { ...edited, change, inverse: [], written: { type: 'set', kind, id, values: {} } };
}

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

/** What the branch says and the record doesn't show, as operations of the new incarnation; `newest` of the record's fields. */
function missingOps(
  branch: RecordProjection,
  present: RecordProjection | undefined,
  newest: ReadonlyMap<string, Hlc> | undefined,
  slot: string,
  hlc: Hlc
): FieldOp[] {
  const texts = [...branch.texts].flatMap(([key, text]): FieldOp[] => {
    const isNews = present?.texts.get(key) !== text && hlc > (present?.updatedHlc ?? 0);
    return isNews ? [{ type: 'text', key, text }] : [];
  });
  const values = [...branch.fields].flatMap(([key, field]) => {
    const own = field.survivors.find((survivor) => survivor.slot === slot);
    const shown = present?.fields.get(key);
    const isNews = own !== undefined && own.hlc > (newest?.get(key) ?? 0);
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
