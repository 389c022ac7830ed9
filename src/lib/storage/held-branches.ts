/**
 * What lies past a fork: the branches of a frozen chain, held on every device alike, and what they say that the records do
 * not show (DESIGN 5 "Fork", I3, I4).
 */
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isKnownEntry, type Entry } from '../log/entry';
import { isAtLeast } from '../log/roles';
import { freeRecord } from '../merge/record-doc';
import { compareBranch, createPass } from './compare-branch';
import type { Branch } from './read-branch';
import { createPacer, loadState, type Core } from './core';
import { chainKey } from './heads';
import { compareEntries } from './ingest';
import { parseSlot, slotOf } from './slot';

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
  const pass = createPass([
    ...(await heldBranches(core, isMeant)),
    ...(await strandedBranches(core, isMeant))
  ]);
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
 * What was written on top of a frozen branch by a device that can't write it again itself: its chain is whole, and its parts are held
 * none the less.
 */
export async function strandedBranches(core: Core, isMeant: IsMeant): Promise<Branch[]> {
  const branches: Branch[] = [];
  if (core.frozenAt.size === 0) return branches;
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    const isFrozen = core.frozenAt.has(chainKey(chain));
    if (isFrozen || !isMeant(parseSlot(chain.slot).deviceId, chain.scope)) continue;
    const stranded: Entry[] = [];
    for await (const entry of core.log.read(chain, 1)) {
      await pace();
      if (mightWrite(core, entry) && (await isStranded(core, chain, entry))) stranded.push(entry);
    }
    if (stranded.length > 0) branches.push(stranded);
  }
  return branches;
}

/** Held though the member log lets it apply. */
async function isStranded(
  core: Core,
  { slot, scope }: { readonly slot: string; readonly scope: Scope },
  entry: Entry
): Promise<boolean> {
  const { header, id } = entry;
  if (!isKnownEntry(entry) || core.members.resolved.judge(entry.header, id).type !== 'accepted')
    return false;
  for (const { recordId } of header.parts) {
    const state = await loadState(core, recordId);
    const isHeld = state?.touches.some(
      (touch) =>
        touch.status === 'held' &&
        touch.slot === slot &&
        touch.scope === scope &&
        touch.seq === header.seq
    );
    if (isHeld) return true;
  }
  return false;
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
