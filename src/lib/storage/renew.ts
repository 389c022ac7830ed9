/**
 * A device that meets its own chain ahead of itself or forked (a restored profile, a lost last commit) opens a new
 * incarnation with new keys and issues its own held changes again (DESIGN 5 "Fork"), so that nothing honest is
 * stranded (I3). Beside what others wrote unaware of a value it stands as a conflict.
 */
import { assert } from '../kernel/assert';
import type { Hlc } from '../kernel/hlc';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { auditIdIn, isAuditId } from '../log/audit-id';
import { isKnownEntry } from '../log/entry';
import { sealEpoch } from '../log/epoch-keys';
import { secretsToPass } from '../log/key-ring';
import { limits } from '../log/limits';
import { compareSealedEpochs } from '../log/member-payload';
import { isAtLeast } from '../log/roles';
import type { FieldOp } from '../merge/edit';
import { freeRecord, type RecordDoc } from '../merge/record-doc';
import { sealAndWrite } from './commit';
import { createPacer, createWriter, loadState, noteToReissue, type Core } from './core';
import { editDocs, openDocs, type EditedRecord } from './edit-record';
import { compareBranch, createPass, saysMore, type Pass } from './compare-branch';
import { heldBranches, recordsOn, strandedBranches, unshownWork } from './held-branches';
import { signOrder, takeMembers } from './orders';
import { hasOwnHeld } from './own-clocks';
import { ownStanding } from './own-standing';
import type { Branch } from './fork-paths';
import { latestToFollow } from './issued';
import type { RecordState } from './state-pack';
import { strandedOps } from './stranded';

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
 * Issues again what own incarnations wrote past a fork, branch by branch, and on top of others' branches where this device has
 * never shown it: a profile that was put back gets it held. Whoever may not write (any more) keeps
 * it held, and comes back to it when a later act lets this device write again.
 */
async function reissueHeld(core: Core): Promise<void> {
  const standing = ownStanding(core);
  if (!standing.ok || !isAtLeast(standing.value.role, 'editor')) return;
  const isOwn = (deviceId: DeviceId): boolean => deviceId === core.deps.deviceId;
  const onTop = await strandedBranches(core, isOwn);
  const branches = [...(await heldBranches(core, isOwn)), ...onTop];
  const { toReissue } = core;
  if (toReissue === 'all') {
    core.onOwnBranches = new Set(
      branches.flat().flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
    );
  }
  const isDone = await issueBranches(core, branches, (id, branch) => {
    const isAsked = toReissue === 'all' || toReissue.has(id);
    // What was shown is about to be written again as it was shown.
    return isAsked && !(core.stranded.has(id) && onTop.includes(branch));
  });
  if (isDone) core.toReissue = new Set();
}

/**
 * The same for devices that can't do it themselves any more, because they were removed or lowered before they met their fork:
 * an administrator's device issues what stands on their branches, under its own name.
 */
export async function issueLost(core: Core, of: readonly DeviceId[]): Promise<void> {
  for (const one of of) {
    const isMeant = (id: DeviceId, isOwed: boolean): boolean => id === one && !isOwed;
    const [work] = (await unshownWork(core, isMeant, () => true)) ?? [];
    if (!work || work.recordIds.size === 0) continue;
    // An incarnation for each: what this device or another branch says of a field stands beside it, and is not replaced.
    await renewWriter(core);
    await issueBranches(core, work.branches, (id) => work.recordIds.has(id));
  }
}

/** False where a scope is closed to this device, or a new incarnation is. */
async function issueBranches(
  core: Core,
  branches: readonly Branch[],
  isAsked: (id: RecordId, branch: Branch) => boolean
): Promise<boolean> {
  let isDone = true;
  const pass = createPass(branches, core.deps.deviceId);
  for (const branch of branches) {
    const edited: EditedRecord[] = [];
    const meant = [...recordsOn(core, branch)].filter((id) => isAsked(id, branch));
    const barred = await barredRecords(core, meant, branch, pass);
    if (barred.size > 0 && !(await renewWriter(core))) isDone = false;
    else barred.clear();
    const nextStamp = stampsAfter(core, branch);
    for (const id of meant.filter((one) => !barred.has(one))) {
      const record = await reissueRecord(core, id, branch, pass, nextStamp);
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

/** Where there is something to write, and parts of this incarnation are held that nobody applies: another one has to write it. */
async function barredRecords(
  core: Core,
  ids: readonly RecordId[],
  branch: Branch,
  pass: Pass
): Promise<Set<RecordId>> {
  const barred = new Set<RecordId>();
  for (const id of ids) {
    const isHeld = hasOwnHeld(core, await loadState(core, id));
    if (isHeld && (await saysMore(core, id, branch, pass))) barred.add(id);
  }
  return barred;
}

/** Where something is to be written in a record with parts of this incarnation that nobody applies: under a new one. */
async function isFreeToWrite(core: Core): Promise<boolean> {
  for (const [id, fields] of core.stranded) {
    const state = core.erased.has(id) ? undefined : await loadState(core, id);
    if (!hasOwnHeld(core, state)) continue;
    const docs = openDocs(core, id, state);
    const ops = strandedOps(core, docs, fields);
    for (const doc of docs.values()) freeRecord(doc);
    if (ops.size > 0) return renewWriter(core);
  }
  return true;
}

/**
 * No value is stamped after the entry that holds it (merge M7.4). The own clock goes on from what it gave before; from others' clocks
 * it takes no such leap, only what is written now does.
 */
function stampsAfter(core: Core, branch: Branch): () => Hlc {
  let last = 0;
  for (const entry of branch) {
    if (!isKnownEntry(entry) || entry.header.hlc > latestToFollow) continue;
    const { deviceId, hlc } = entry.header;
    if (deviceId === core.deps.deviceId) core.hlc.resume(hlc);
    else core.hlc.receive(hlc);
    last = Math.max(last, hlc);
  }
  return stampsFrom(core, last);
}

/** Stamps after that one. */
function stampsFrom(core: Core, first: number): () => Hlc {
  let last = first;
  return () => {
    last = Math.max(core.hlc.next(), last + 1);
    return last as Hlc;
  };
}

async function reissueRecord(
  core: Core,
  heldId: RecordId,
  branch: Branch,
  pass: Pass,
  nextStamp: () => Hlc
): Promise<EditedRecord | undefined> {
  const compared = await compareBranch(core, heldId, branch, pass);
  const { branchDocs, ops } = compared;
  const isAudit = isAuditId(heldId);
  const id = isAudit ? auditIdIn(core.writer.slot, heldId) : heldId;
  const state = isAudit ? undefined : compared.state;
  const docs = isAudit ? openDocs(core, id, state) : compared.docs;
  const edited = writeAgain(core, id, state, docs, ops, nextStamp);
  const opened = [...compared.docs.values(), ...docs.values(), ...branchDocs.values()];
  for (const doc of new Set(opened)) freeRecord(doc);
  return edited;
}

function writeAgain(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  docs: Map<Scope, RecordDoc>,
  ops: ReadonlyMap<Scope, readonly FieldOp[]>,
  nextStamp: () => Hlc
): EditedRecord | undefined {
  const kindOfState = state?.kind ?? 'unknown';
  const edited = editDocs(core, { id, kind: kindOfState, state }, docs, ops, nextStamp);
  if (!edited) return undefined;
  const { kind } = edited.placed.row;
  const change = { kind, id, isCreate: false, patch: {}, isDeleted: undefined };
  return { ...edited, change, inverse: [], written: { type: 'set', kind, id, values: {} } };
}

/** Writes again what this device wrote on top of branches that a fork froze. */
export async function writeStranded(core: Core): Promise<void> {
  if (core.stranded.size === 0) return;
  const edited: EditedRecord[] = [];
  const pace = createPacer(core.deps);
  if (!(await isFreeToWrite(core))) return;
  let last = 0;
  for (const { own } of [...core.stranded.values()].flat())
    if (own.hlc <= latestToFollow) last = Math.max(last, own.hlc);
  const nextStamp = stampsFrom(core, last);
  for (const [id, fields] of core.stranded) {
    const state = core.erased.has(id) ? undefined : await loadState(core, id);
    const docs = openDocs(core, id, state);
    const again =
      state && writeAgain(core, id, state, docs, strandedOps(core, docs, fields), nextStamp);
    for (const doc of docs.values()) freeRecord(doc);
    if (again) edited.push(again);
    await pace();
  }
  const isDone = edited.length === 0 || (await sealAndWrite(core, edited, {}, pace, nextStamp)).ok;
  if (!isDone) return;
  // Words that built on what a decision holds since could not be written as they were shown: the branch has them.
  noteToReissue(core, [...core.stranded.keys()]);
  core.stranded.clear();
  await mayWrite(core);
}
