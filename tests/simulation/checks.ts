/** A heal, and what must hold after it (I1 to I11 as far as a log knows them). */
import { expect } from 'vitest';
import { housekeepingOf } from '../../src/lib/log/acts/keys';
import { setRole } from '../../src/lib/log/acts/set-role';
import { adopt } from '../../src/lib/log/acts/orders';
import { toHex } from '../../src/lib/kernel/bytes';
import type { DeviceId, RecordId } from '../../src/lib/kernel/ids';
import { scopes, type Scope } from '../../src/lib/kernel/scope';
import { unwrap } from '../../src/lib/kernel/result';
import type { KeyStream } from '../../src/lib/log/epoch-keys';
import { isKnownEntry, type Entry } from '../../src/lib/log/entry';
import { compareFrontiers, emptyFrontier } from '../../src/lib/log/frontier';
import type { StatusContent } from '../../src/lib/log/protocol/status';
import type { Grant } from '../../src/lib/log/grant';
import { isMemberEntryOf, type MemberEntry } from '../../src/lib/log/member-entry';
import { mayHold } from '../../src/lib/log/member-keys';
import { canAdminister, isAtLeast } from '../../src/lib/log/roles';
import type { SyncReplica } from '../../src/lib/storage/replica';
import { act, enterLateComers, heldBy, recover, tidy, type Outside } from './member-moves';
import { meet, shuffle, sync, visit, type Network } from './network';
import type { SimDevice } from './sim-device';
import { checkValuesAreKept } from './values';
import { checkWordsAreKept } from './words';
import { count, simKinds, type World } from './world';

const streams: readonly KeyStream[] = ['general', 'sensitive', 'reports', 'carrier'];

export const shownIds = ({ view }: SyncReplica): string[] =>
  simKinds.flatMap((kind) => view.rows(kind).map(({ id }) => id));

/** What a device may do by what it knows itself. */
export function grantOf({ replica, port }: SimDevice): Grant | null {
  const { deviceId, incarnation } = port.self();
  return replica.members().grantOf(deviceId, incarnation);
}

const isAdmin = (device: SimDevice): boolean => canAdminister(grantOf(device)?.role ?? 'relay');

/** Everyone talks until nothing new is said and nothing is due, then the invariants are checked. */
export async function heal(world: World, network: Network, outside: Outside): Promise<void> {
  const { random, counts, devices } = world;
  world.cut.clear();
  count(counts, 'heals');
  await enterLateComers(world, outside);
  const before = new Set(devices.flatMap(({ replica }) => shownIds(replica)));
  if (random.chance(0.3)) await travel(world, network);
  await settle(world);
  if (!devices.some(isAdmin)) {
    // M11: then there is a printed key.
    expect(await recover(world, random.pick(devices))).toBeDefined();
    await settle(world);
  }
  await eraseAnew(world);
  await raiseHolders(world);
  await checkInvariants(world, before);
  if (random.chance(0.3)) await adoptEverything(world, before);
}

/**
 * An order that turned out void was carried out where it was thought to hold: the parts are asked for again over links (P12).
 * What nobody has any more is ordered anew.
 */
async function eraseAnew(world: World): Promise<void> {
  const admin = world.devices.find(isAdmin);
  if (!admin) return;
  const { replica } = admin;
  const present = world.devices.filter(grantOf);
  const missingOf = async (device: SimDevice): Promise<string[]> => {
    const own = (grantOf(device)?.scopes ?? []).map((scope) => device.replica.digest(scope));
    return (await Promise.all(own)).flatMap(({ missing }) => missing);
  };
  for (const device of present) {
    if ((await missingOf(device)).length === 0) continue;
    for (const other of present) if (other !== device) await meet(world, [device, other]);
  }
  const missing = (await Promise.all(present.map(missingOf))).flat() as RecordId[];
  const gone = [...new Set(missing)].filter((id) => replica.members().wasEverErased(id));
  if (gone.length === 0) return;
  // Whoever has them gives them: what is missing is missing everywhere.
  for (const scope of scopes) {
    const readers = present.filter((device) => grantOf(device)?.scopes.includes(scope));
    const lists = await Promise.all(readers.map(({ replica: one }) => one.digest(scope)));
    for (const { missing: list } of lists)
      expect([scope, list]).toEqual([scope, lists[0]?.missing]);
  }
  unwrap(await replica.erase(gone, 'request'));
  count(world.counts, 'erased anew', gone.length);
  await settle(world);
}

/**
 * What lies under a key of a void removal that no administrator holds stays closed to administrators: one makes an administrator
 * of somebody who holds it, whose device then hands it on (log/SPEC, "Not settled"). Of several keys each may have its own holder.
 */
async function raiseHolders(world: World): Promise<void> {
  while (await raiseHolder(world)) await settle(world);
}

/** False where there was nobody to raise. */
async function raiseHolder(world: World): Promise<boolean> {
  const { devices } = world;
  for (const admin of devices.filter(isAdmin)) {
    const grant = grantOf(admin);
    if (!grant || (await summarise(admin, grant.scopes)).missing.length === 0) continue;
    const { entries } = await admin.replica.since(emptyFrontier);
    for (const { header } of entries.filter(isKnownEntry)) {
      const opens = async ({ ring }: SimDevice): Promise<boolean> =>
        (await ring.entryKey(header)).ok;
      if (!grant.scopes.includes(header.scope)) continue;
      const present = devices.filter(grantOf);
      const opened = await Promise.all(present.map(opens));
      const holders = present.filter((_, i) => opened[i]);
      const [holder] = holders;
      if (!holder || holders.some(isAdmin)) continue;
      const { deviceId, incarnation } = holder.port.self();
      const own = holder.replica.members().registrationOf(deviceId, incarnation);
      if (!own) continue;
      const raised = await act(world, admin, setRole(own.memberId, { ...grant, role: 'admin' }));
      count(world.counts, 'holders raised');
      return raised !== undefined;
    }
  }
  return false;
}

/** Some rounds without faults on a real way, before bare messages bring what is left. */
async function travel(world: World, network: Network): Promise<void> {
  const { random, devices } = world;
  const isLink = random.chance(0.4);
  for (const device of shuffle(random, devices)) {
    const other = random.pick(devices);
    if (!isLink) await visit(world, network, device, false);
    else if (other !== device) await meet(world, [device, other]);
  }
}

async function settle(world: World): Promise<void> {
  const { random, devices } = world;
  let agreed: Agreed = 'nothing';
  for (let round = 0; round < 14; round++) {
    // No draw for what is only left over, so that a seed goes on as it did before branches were compared.
    const [first] = devices;
    const hub = agreed === 'frontiers' && first ? first : random.pick(devices);
    for (const device of devices) if (device !== hub) await sync(world, device, hub, false);
    for (const device of devices) if (device !== hub) await sync(world, hub, device, false);
    const due = await housekeeper(devices);
    if (due) await tidy(world, due);
    agreed = due ? 'nothing' : await whatIsAgreed(devices);
    if (agreed === 'all') return;
  }
  throw new Error('the devices come to no end');
}

/** Whose turn it is to hand out or replace keys (A4). */
async function housekeeper(devices: readonly SimDevice[]): Promise<SimDevice | undefined> {
  const due = await Promise.all(
    devices.filter(isAdmin).map(async (device) => {
      const context = await device.replica.actContext();
      const work = context && housekeepingOf(context);
      return work ? [{ device, turn: work.turn }] : [];
    })
  );
  return due.flat().sort((a, b) => a.turn - b.turn)[0]?.device;
}

type Agreed = 'nothing' | 'frontiers' | 'all';

/** Two that know of one fork name one frontier, whatever either has of its branches: their ends are compared, too. */
async function whatIsAgreed(devices: readonly SimDevice[]): Promise<Agreed> {
  const words = await Promise.all(devices.map(({ port }) => port.status({ withDigests: false })));
  const [first] = words;
  const areEqual = words.every(
    (one) => first && compareFrontiers(first.frontier, one.frontier) === 'equal'
  );
  if (!areEqual) return 'nothing';
  return new Set(words.map(endsOf)).size === 1 ? 'all' : 'frontiers';
}

const endsOf = ({ tips }: StatusContent): string =>
  tips
    .map(({ id }) => id)
    .sort()
    .join();

async function checkInvariants(world: World, before: ReadonlySet<string>): Promise<void> {
  const { devices, random } = world;
  const [first] = devices;
  if (!first) throw new Error('a book has devices');
  checkMembers(world);
  await checkStates(world);
  checkKeys(world);
  const admin = devices.find(isAdmin) ?? first;
  await checkNothingIsLost(admin, before);
  await checkHeldIsExplained(admin);
  if (grantOf(admin)?.scopes.length === scopes.length) {
    const held = await keptIds(admin);
    await checkNothingIsOwed(world, admin);
    await checkValuesAreKept(admin, held);
    await checkWordsAreKept(world, admin, held);
  }
  const one = random.pick(devices);
  await checkNothingErasedIsHeld(one.replica);
  // I2, I8: what is rebuilt from the log, and what is read from the disk, equals what grew in memory.
  const whole = await summarise(one);
  await one.reopen();
  expect(await summarise(one)).toEqual(whole);
  await one.replica.rebuild();
  expect(await summarise(one)).toEqual(whole);
  if (random.chance(0.2)) await checkAnyOrder(world, one);
}

/** I1: one set of member entries, one standing of everybody; M11: somebody can go on. */
function checkMembers({ devices, printedKey }: World): void {
  const standings = devices.map(({ replica }) => {
    const { members, policy, locks, erasures, invites, openRequests, unconfirmed } =
      replica.members();
    return {
      ...{ members, policy, locks, erasures },
      open: [...invites, ...openRequests, ...unconfirmed].map(({ id }) => id)
    };
  });
  for (const standing of standings) expect(standing).toEqual(standings[0]);
  const active = devices[0]?.replica.members().activeDevices ?? [];
  expect(printedKey !== null || active.some(({ grant }) => grant.role === 'owner')).toBe(true);
}

/** I1, I2, I4: who can read the same shows the same, and nothing of it is pending. */
async function checkStates(world: World): Promise<void> {
  const { devices, garbage } = world;
  const byKeys = new Map<string, Summary>();
  for (const device of devices) {
    const grant = grantOf(device);
    if (!grant) continue;
    const { waiting } = await device.port.status({ withDigests: false });
    expect(waiting).toBeLessThanOrEqual(garbage.get(device) ?? 0);
    const whole = await summarise(device, grant.scopes);
    // Who was lowered still shows what the old keys open, but isn't given again what an order took that then was void.
    const isWhole = grant.scopes.length === 3;
    const isKept = ({ id }: { readonly id: RecordId }): boolean =>
      isWhole || !device.replica.members().wasEverErased(id);
    const summary = { ...whole, rows: whole.rows.filter(isKept) };
    const missing = await withinReach(world, device, summary.missing);
    expect([device.name, missing]).toEqual([device.name, []]);
    const keys = [grant.scopes.join(), isWhole ? '' : keysOf(device)].join('/');
    const same = byKeys.get(keys);
    if (same) expect(summary).toEqual(same);
    else byKeys.set(keys, summary);
  }
  for (const scope of scopes) {
    const digests = [...byKeys.values()].flatMap(({ digests }) => digests[scope] ?? []);
    for (const digest of digests) expect([scope, digest]).toEqual([scope, digests[0]]);
  }
}

/**
 * Of the records that wait for parts those that anybody who stays could open: a key that only those hold who have left, and who
 * had left the others out when they made it, is gone with them.
 */
async function withinReach(
  { devices, counts }: World,
  device: SimDevice,
  missing: readonly string[]
): Promise<string[]> {
  if (missing.length === 0) return [];
  const present = devices.filter(grantOf);
  const found = new Set<string>();
  const { entries } = await device.replica.since(emptyFrontier);
  for (const entry of entries) {
    const ids = entry.header.parts.flatMap(({ recordId }) =>
      missing.includes(recordId) ? [recordId] : []
    );
    if (ids.length === 0 || !isKnownEntry(entry)) continue;
    const opened = await Promise.all(present.map(({ ring }) => ring.entryKey(entry.header)));
    const own = await device.ring.entryKey(entry.header);
    // Opened here and waiting none the less, or closed here and open to somebody: in neither case may it wait.
    const isOutOfReach = opened.every(({ ok }) => !ok);
    if (isOutOfReach) ids.forEach((id) => found.add(id));
    else if (!own.ok) return [...missing];
  }
  count(counts, 'out of reach', found.size);
  return missing.filter((id) => !found.has(id));
}

const keysOf = ({ ring }: SimDevice): string =>
  ring
    .all()
    .map(({ keyId }) => keyId)
    .sort()
    .join();

/** I6: who may not read can't open what is written now; M17: who may read can. */
function checkKeys({ devices }: World): void {
  for (const device of devices) {
    const grant = grantOf(device);
    for (const stream of streams) {
      const current = device.replica.members().currentEpoch(stream);
      if (!current) throw new Error('every stream has an epoch');
      const isEntitled = grant !== null && mayHold(grant, stream);
      // Its present incarnation may be void, and an earlier one in force: what is sealed to that one is not closed to it.
      if (!isEntitled && isEntitledBefore(device, stream)) continue;
      expect([device.name, stream, device.ring.has(current)]).toEqual([
        device.name,
        stream,
        isEntitled
      ]);
    }
  }
}

const isEntitledBefore = ({ deviceId, replica }: SimDevice, stream: KeyStream): boolean =>
  replica
    .members()
    .activeDevices.some(
      ({ registration, grant }) => registration.deviceId === deviceId && mayHold(grant, stream)
    );

/** I3, I4: what any device showed before is shown, was erased by order, or is held and listed. */
async function checkNothingIsLost(
  admin: SimDevice,
  before: ReadonlySet<string>,
  mayBeHeld = true
): Promise<void> {
  const { replica } = admin;
  const shown = new Set(shownIds(replica));
  const { erasures } = replica.members();
  const missing = [...before].filter((id) => !shown.has(id) && !erasures.has(id as RecordId));
  const kept = await keptIds(admin, mayBeHeld);
  expect(missing.filter((id) => !kept.has(id))).toEqual([]);
  expect([...shown].filter((id) => erasures.has(id as RecordId))).toEqual([]);
}

/** What waits is listed, too; that nobody who stays could open it has been checked. */
async function keptIds(admin: SimDevice, mayBeHeld = true): Promise<Set<string>> {
  const { replica } = admin;
  const kept = new Set<string>();
  for (const scope of scopes) for (const id of (await replica.digest(scope)).missing) kept.add(id);
  for (const { recordIds, isOwed } of await replica.unshownBranches())
    if (isOwed || mayBeHeld) for (const id of recordIds) kept.add(id);
  if (!mayBeHeld) return kept;
  for (const { recordIds } of await heldBy(admin)) for (const id of recordIds) kept.add(id);
  return kept;
}

/** Who may write has issued again what stood on own branches, or on top of others', and nobody is told that it is owed. */
async function checkNothingIsOwed({ devices }: World, admin: SimDevice): Promise<void> {
  const mayWrite = new Set(
    devices.filter((one) => isAtLeast(grantOf(one)?.role ?? 'relay', 'editor')).map(ownId)
  );
  const owed = (await admin.replica.unshownBranches()).filter(({ isOwed }) => isOwed);
  expect(owed.filter(({ deviceId }) => mayWrite.has(deviceId))).toEqual([]);
}

const ownId = ({ port }: SimDevice): DeviceId => port.self().deviceId;

/** I4: what is held has a reason in the member log: its writer was removed, lowered, or admitted by someone who was. */
async function checkHeldIsExplained(admin: SimDevice): Promise<void> {
  const entries = admin.replica.memberEntries();
  const touched = new Set<string>();
  const isTouched = ({ deviceId, memberId }: { deviceId: string; memberId: string }): boolean =>
    touched.has(deviceId) || touched.has(memberId);
  for (const { payload } of entries) {
    if (payload.kind === 'set-role') touched.add(payload.memberId);
    if (payload.kind !== 'remove') continue;
    const { target } = payload;
    touched.add(target.type === 'member' ? target.memberId : target.deviceId);
  }
  const registered = entries.flatMap((entry) => {
    const { author } = entry;
    if (isMemberEntryOf(entry, 'found')) return [{ author, device: entry.payload.founder }];
    return isMemberEntryOf(entry, 'add-device') ? [{ author, device: entry.payload.device }] : [];
  });
  for (let size = -1; size !== touched.size;) {
    size = touched.size;
    for (const { author, device } of registered) {
      const by = registered.find((one) => one.device.deviceId === author.deviceId);
      if (isTouched(device) || touched.has(author.deviceId) || (by && isTouched(by.device)))
        touched.add(device.deviceId);
    }
  }
  const held = (await heldBy(admin)).map(({ range }) => range.deviceId);
  expect(held.filter((deviceId) => !touched.has(deviceId))).toEqual([]);
}

/** One act admits what is held (I4). */
async function adoptEverything(world: World, before: ReadonlySet<string>): Promise<void> {
  const admin = world.devices.find(isAdmin);
  const held = admin ? await heldBy(admin) : [];
  if (!admin) return;
  if (held.length > 0) await act(world, admin, adopt(held.map(({ range }) => range)));
  const lost = await lostAt(admin);
  if (lost.length > 0) unwrap(await admin.replica.adoptBranches(lost));
  await settle(world);
  await eraseAnew(world);
  await raiseHolders(world);
  await checkStates(world);
  expect(await heldBy(admin)).toEqual([]);
  expect(await lostAt(admin)).toEqual([]);
  await checkNothingIsLost(admin, before, false);
}

/** Devices with work on branches that they can't issue again themselves. */
const lostAt = async ({ replica }: SimDevice): Promise<DeviceId[]> =>
  (await replica.unshownBranches()).flatMap(({ deviceId, isOwed }) => (isOwed ? [] : [deviceId]));

/** I1: the same entries in any order, member entries last, on an empty disk. */
async function checkAnyOrder(world: World, device: SimDevice): Promise<void> {
  const { random } = world;
  const [whole, last] = [await summarise(device), device.image()];
  const { members, entries } = await device.replica.since(emptyFrontier);
  await device.reopen('empty');
  const batches: { members: readonly MemberEntry[]; entries: readonly Entry[] }[] = [];
  const mixed = shuffle(random, entries);
  for (let at = 0; at < mixed.length; at += 20) {
    batches.push({ members: [], entries: mixed.slice(at, at + 20) });
  }
  const late = shuffle(random, members);
  for (let at = 0; at < late.length; at += 8) {
    batches.push({ members: late.slice(at, at + 8), entries: [] });
  }
  for (const batch of shuffle(random, batches)) unwrap(await device.replica.ingest(batch));
  for (const batch of shuffle(random, batches)) unwrap(await device.replica.ingest(batch));
  if (isSameLog(await device.replica.since(emptyFrontier), { members, entries })) {
    expect(await summarise(device)).toEqual(whole);
  }
  await device.reopen(last);
}

/** A device that finds its own chain on an empty disk opens a new incarnation: then it holds more. */
const isSameLog = (
  a: { readonly members: readonly MemberEntry[]; readonly entries: readonly Entry[] },
  b: { readonly members: readonly MemberEntry[]; readonly entries: readonly Entry[] }
): boolean => a.members.length === b.members.length && a.entries.length === b.entries.length;

async function checkNothingErasedIsHeld(replica: SyncReplica): Promise<void> {
  const erased = replica.members().erasures;
  const { entries } = await replica.since(emptyFrontier);
  for (const { header, parts } of entries) {
    header.parts.forEach(({ recordId }, i) => {
      if (erased.has(recordId)) expect(parts[i]).toBeNull();
    });
  }
}

interface Summary {
  readonly digests: Partial<Record<Scope, string>>;
  readonly missing: readonly string[];
  readonly rows: readonly { readonly id: RecordId }[];
  readonly frontier: unknown;
}

async function summarise({ replica }: SimDevice, of: readonly Scope[] = scopes): Promise<Summary> {
  const digests: Partial<Record<Scope, string>> = {};
  const missing: string[] = [];
  for (const scope of of) {
    const found = await replica.digest(scope);
    digests[scope] = toHex(found.digest);
    missing.push(...found.missing);
  }
  const rows = simKinds
    .flatMap((kind) => replica.view.rows(kind))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { frontier: await replica.frontier(), digests, missing, rows };
}
