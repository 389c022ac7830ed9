/**
 * What lies past a fork: the branches of a frozen chain, held on every device alike, and what they say that the records do
 * not show (DESIGN 5 "Fork", I3, I4).
 */
import { assert } from '../kernel/assert';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isKnownEntry, type Entry } from '../log/entry';
import { isAtLeast } from '../log/roles';
import { createPass, saysMore } from './compare-branch';
import { createPacer, loadState, type Core } from './core';
import { chainKey } from './heads';
import { branchesOf, heldOf, type Branch } from './fork-paths';
import type { ChainName } from './log-store';
import { parseSlot } from './slot';
import { createVerdicts } from './branch-verdicts';

export const mayIssue = ({ members }: Core, deviceId: DeviceId, scope: Scope): boolean =>
  members.resolved.activeDevices.some(
    ({ registration, grant }) =>
      registration.deviceId === deviceId &&
      isAtLeast(grant.role, 'editor') &&
      grant.scopes.includes(scope)
  );

type IsMeant = (deviceId: DeviceId, scope: Scope) => boolean;

/** Branches of one device, and which records and entries on them say something that nothing shows. */
export interface UnshownWork {
  readonly deviceId: DeviceId;
  /** The device may issue it again itself, as soon as it hears of the fork; else an administrator's does. */
  readonly isOwed: boolean;
  /** Nothing of it stands past a fork of its own: it was written on top of another device's. */
  readonly isOnTop: boolean;
  readonly branches: readonly Branch[];
  readonly recordIds: ReadonlySet<RecordId>;
  readonly entries: readonly Entry[];
}

/**
 * `mayAsk` is asked before each comparison; undefined where it stopped the look. What has been found out stands until something
 * changes, so the next look goes on from there.
 */
export async function unshownWork(
  core: Core,
  isMeant: (deviceId: DeviceId, isOwed: boolean) => boolean,
  mayAsk: () => boolean
): Promise<readonly UnshownWork[] | undefined> {
  const isAsked: IsMeant = (id, scope) => isMeant(id, mayIssue(core, id, scope));
  const past = await heldBranches(core, isAsked);
  const onTop = await strandedBranches(core, isAsked);
  const groups = new Map<string, Branch[]>();
  for (const branch of [...past, ...onTop]) {
    const [first] = branch;
    if (!first) continue;
    const { deviceId, scope } = first.header;
    const name = `${deviceId} ${mayIssue(core, deviceId, scope)}`;
    groups.set(name, [...(groups.get(name) ?? []), branch]);
  }
  const found: UnshownWork[] = [];
  for (const branches of groups.values()) {
    const work = await unshownOn(core, branches, new Set(onTop), mayAsk);
    if (!work) return undefined;
    found.push(work);
  }
  return found;
}

async function unshownOn(
  core: Core,
  branches: readonly Branch[],
  onTop: ReadonlySet<Branch>,
  mayAsk: () => boolean
): Promise<UnshownWork | undefined> {
  const [first] = branches.flat();
  assert(first, 'a branch has entries');
  const { deviceId, scope } = first.header;
  const isOwed = mayIssue(core, deviceId, scope);
  const pass = createPass(branches, isOwed ? deviceId : core.deps.deviceId);
  const isUnshown = createVerdicts(core, `${deviceId} ${isOwed}`, branches, async (id, branch) => {
    return mayAsk() ? saysMore(core, id, branch, pass) : undefined;
  });
  const [recordIds, entries] = [new Set<RecordId>(), new Set<Entry>()];
  let isOnTop = true;
  const pace = createPacer(core.deps);
  for (const branch of branches) {
    const unshown = new Set<RecordId>();
    for (const id of recordsOn(core, branch)) {
      const isFound = await isUnshown(id, branch);
      if (isFound === undefined) return undefined;
      if (isFound) unshown.add(id);
      await pace();
    }
    if (unshown.size > 0 && !onTop.has(branch)) isOnTop = false;
    for (const id of unshown) recordIds.add(id);
    for (const entry of branch)
      if (entry.header.parts.some(({ recordId }) => unshown.has(recordId))) entries.add(entry);
  }
  return { deviceId, isOwed, isOnTop, branches, recordIds, entries: [...entries] };
}

export const recordsOn = (core: Core, branch: Branch): Set<RecordId> =>
  new Set(
    branch
      .flatMap(({ header }) => header.parts.map(({ recordId }) => recordId))
      .filter((id) => !core.erased.has(id))
  );

/**
 * Held entries of the chains that are meant, one list per branch, each from the fork to its tip in chain order; of one device's the
 * earliest incarnation first: a later one may have issued its branches again.
 */
export async function heldBranches(core: Core, isMeant: IsMeant): Promise<Branch[]> {
  const branches: Branch[] = [];
  const incarnationOf = ({ slot }: ChainName): number => parseSlot(slot).incarnation;
  const chains = [...core.heads.chains.values()].sort(
    (a, b) => incarnationOf(a) - incarnationOf(b)
  );
  for (const chain of chains) {
    const frozen = core.frozenAt.get(chainKey(chain));
    if (frozen === undefined || !isMeant(parseSlot(chain.slot).deviceId, chain.scope)) continue;
    for (const path of await branchesOf(core, chain, frozen))
      branches.push(path.filter((entry) => mightWrite(core, entry)));
  }
  return branches;
}

/**
 * What was written on top of a frozen branch: its own chain is whole there, and its parts are held none the less. One list per
 * chain, in chain order.
 */
export async function strandedBranches(core: Core, isMeant: IsMeant): Promise<Branch[]> {
  const byChain = new Map<string, Map<number, Entry>>();
  const pace = createPacer(core.deps);
  for (const id of core.frozenAt.size > 0 ? await forkedRecords(core) : []) {
    const state = core.erased.has(id) ? undefined : await loadState(core, id);
    for (const touch of state?.touches ?? []) {
      const name = chainKey(touch);
      const isBeforeFork = touch.seq <= (core.frozenAt.get(name) ?? Infinity);
      if (touch.status !== 'held' || !isBeforeFork) continue;
      if (!isMeant(parseSlot(touch.slot).deviceId, touch.scope)) continue;
      const stranded = byChain.get(name) ?? new Map<number, Entry>();
      byChain.set(name, stranded);
      for await (const entry of core.log.read(touch, touch.seq, touch.seq))
        if (mayApply(core, entry)) stranded.set(touch.seq, entry);
    }
    await pace();
  }
  const entries = [...byChain].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return entries
    .filter(({ size }) => size > 0)
    .map((one) => [...one.values()].sort((a, b) => a.header.seq - b.header.seq));
}

/** Records that entries past a fork touch: only in these can anything stand on top of one. */
async function forkedRecords(core: Core): Promise<ReadonlySet<RecordId>> {
  const ids = new Set<RecordId>();
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    const frozen = core.frozenAt.get(chainKey(chain));
    if (frozen === undefined) continue;
    for (const { header } of await heldOf(core, chain, frozen)) {
      for (const { recordId } of header.parts) ids.add(recordId);
      await pace();
    }
  }
  return ids;
}

const mayApply = ({ members }: Core, entry: Entry): boolean =>
  isKnownEntry(entry) && members.resolved.judge(entry.header, entry.id).type === 'accepted';

/**
 * What its writer had no role for when writing it is nobody's lost work: a viewer's fork changes no record either (I4). Of an
 * incarnation whose adding turned out void it is work, and an administrator's to judge.
 */
function mightWrite({ members }: Core, entry: Entry): boolean {
  const judged = isKnownEntry(entry) && members.resolved.judge(entry.header, entry.id);
  return judged && (judged.type !== 'held' || judged.reason !== 'role');
}
