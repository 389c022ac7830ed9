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
import { createPacer, loadState, type Core } from './core';
import { chainKey } from './heads';
import { compareEntries } from './ingest';
import type { ChainName } from './log-store';
import type { Branch } from './read-branch';
import { parseSlot, slotOf } from './slot';

const mayIssue = ({ members }: Core, deviceId: DeviceId, scope: Scope): boolean =>
  members.resolved.activeDevices.some(
    ({ registration, grant }) =>
      registration.deviceId === deviceId &&
      isAtLeast(grant.role, 'editor') &&
      grant.scopes.includes(scope)
  );

type IsMeant = (deviceId: DeviceId, scope: Scope) => boolean;

/** A device's branches that it can't issue again itself, and which records and entries on them say something that nothing shows. */
export async function lostOnBranches(
  core: Core,
  of: DeviceId
): Promise<{
  readonly branches: readonly Branch[];
  readonly recordIds: ReadonlySet<RecordId>;
  readonly entries: readonly Entry[];
}> {
  const recordIds = new Set<RecordId>();
  const entries: Entry[] = [];
  const isMeant: IsMeant = (id, scope) => id === of && !mayIssue(core, id, scope);
  const stranded = await strandedBranches(core, isMeant);
  const branches = [...(await heldBranches(core, isMeant)), ...stranded];
  const pass = createPass(branches);
  for (const branch of branches) {
    for (const id of recordsOn(core, branch)) {
      const { docs, branchDocs, ops } = await compareBranch(core, id, branch, pass);
      for (const doc of [...docs.values(), ...branchDocs.values()]) freeRecord(doc);
      if (ops.size > 0) recordIds.add(id);
    }
    const isLost = ({ header }: Entry): boolean =>
      header.parts.some(({ recordId }) => recordIds.has(recordId));
    entries.push(...branch.filter(isLost));
  }
  return { branches, recordIds, entries };
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
async function strandedBranches(core: Core, isMeant: IsMeant): Promise<Branch[]> {
  const branches: Branch[] = [];
  const forked = await forkedRecords(core);
  const pace = createPacer(core.deps);
  for (const chain of forked.size > 0 ? core.heads.chains.values() : []) {
    const isFrozen = core.frozenAt.has(chainKey(chain));
    if (isFrozen || !isMeant(parseSlot(chain.slot).deviceId, chain.scope)) continue;
    const stranded: Entry[] = [];
    for await (const entry of core.log.read(chain, 1)) {
      await pace();
      if (mayApply(core, entry) && (await isHeldNow(core, chain, entry, forked)))
        stranded.push(entry);
    }
    if (stranded.length > 0) branches.push(stranded);
  }
  return branches;
}

/** Records that entries past a fork touch: only in these can anything stand on top of one. */
async function forkedRecords(core: Core): Promise<ReadonlySet<RecordId>> {
  const entries = (await heldBranches(core, () => true)).flat();
  return new Set(entries.flatMap(({ header }) => header.parts.map(({ recordId }) => recordId)));
}

const mayApply = ({ members }: Core, entry: Entry): boolean =>
  isKnownEntry(entry) && members.resolved.judge(entry.header, entry.id).type === 'accepted';

async function isHeldNow(
  core: Core,
  { slot, scope }: ChainName,
  { header }: Entry,
  among: ReadonlySet<RecordId>
): Promise<boolean> {
  for (const { recordId } of header.parts.filter((part) => among.has(part.recordId))) {
    const state = await loadState(core, recordId);
    const touch = state?.touches.find(
      (one) => one.slot === slot && one.scope === scope && one.seq === header.seq
    );
    if (touch?.status === 'held') return true;
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
