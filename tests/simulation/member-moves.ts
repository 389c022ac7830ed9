/** What people do to the membership of a book: each move is one act by one device, on what that device knows. */
import { expect } from 'vitest';
import { unwrap } from '../../src/lib/kernel/result';
import { signAct, type Act } from '../../src/lib/log/acts/act';
import { addMember, addOwnDevice, admitRequest, confirmDevice } from '../../src/lib/log/acts/admit';
import { createInvite, declineRequest, revokeInvite } from '../../src/lib/log/acts/invite';
import { grantMissingKeys, rotate } from '../../src/lib/log/acts/keys';
import { adopt, secondErasure, setPolicy } from '../../src/lib/log/acts/orders';
import { closeDeparture, remove } from '../../src/lib/log/acts/remove';
import { createJoinRequest } from '../../src/lib/log/acts/request';
import { setRole } from '../../src/lib/log/acts/set-role';
import type { KeyStream } from '../../src/lib/log/epoch-keys';
import { createDevice } from '../../src/lib/log/founding';
import { createGrant, type Grant } from '../../src/lib/log/grant';
import { createSeed } from '../../src/lib/log/join/seed';
import type { SyncLink } from '../../src/lib/log/join/link';
import type { MemberEntry } from '../../src/lib/log/member-entry';
import type { KnownPayload, RemovalTarget } from '../../src/lib/log/member-payload';
import { canAdminister, roles } from '../../src/lib/log/roles';
import { createMembers, memberLogOfReplica } from '../../src/lib/app/session/members';
import { tidyOnce } from '../../src/lib/app/members/housekeeping';
import type { SeededRandom } from '../contract/replica/seeded-random';
import { vaultKeyOf, type SimDevice, type VaultKey } from './sim-device';
import { count, type World } from './world';

/** A sheet of paper or a chat: outside of every device. */
export interface Outside {
  readonly links: SyncLink[];
  /** Devices that have asked and wait. */
  readonly waiting: VaultKey[];
}

export interface MemberState {
  readonly world: World;
  readonly outside: Outside;
  readonly mostDevices: number;
}

type Move = (state: MemberState, device: SimDevice) => Promise<void>;

const streams: readonly KeyStream[] = ['general', 'sensitive', 'reports', 'carrier'];
const hourMs = 3_600_000;

/** With their weights. */
export const memberMoves: readonly (readonly [number, Move])[] = [
  [3, invite],
  [3, request],
  [3, decide],
  [1, revoke],
  [3, changeRole],
  [4, removeSomeone],
  [2, close],
  [2, adoptSome],
  [2, confirmSome],
  [2, rotateSome],
  [1, ({ world }, device) => tidy(world, device)],
  [1, changePolicy],
  [1, agreeToErase],
  [1, addDirectly],
  [2, forge]
];

/** undefined where the act was refused: what a person is told then is no fault. */
export async function act<P extends KnownPayload>(
  { counts }: World,
  device: SimDevice,
  what: Act<P>
): Promise<MemberEntry<P> | undefined> {
  const done = await device.replica.act(what);
  if (done.ok) {
    count(counts, done.value.payload.kind);
    return done.value;
  }
  const { error } = done;
  const isRefused = error.type !== 'storage' || error.failure.type === 'read-only';
  if (!isRefused) throw new Error(`act: ${JSON.stringify(error)}`);
  count(counts, 'refused acts');
  return undefined;
}

export async function tidy({ counts }: World, device: SimDevice): Promise<void> {
  const before = device.replica.memberEntries().length;
  await tidyOnce(device.replica);
  count(counts, 'tidied', device.replica.memberEntries().length - before);
}

function someGrant(random: SeededRandom): Grant {
  const some = (['general', 'sensitive', 'reports'] as const).filter(() => random.chance(0.8));
  const role = random.pick(random.chance(0.5) ? (['admin', 'editor'] as const) : roles);
  return createGrant(role, some.length > 0 ? some : ['general']);
}

const membersOf = ({ replica }: SimDevice) => replica.members().members;

async function invite({ world, outside }: MemberState, device: SimDevice): Promise<void> {
  const { random, spaceId } = world;
  const known = random.chance(0.2) ? random.pick(membersOf(device)) : undefined;
  const grant = known?.grant ?? someGrant(random);
  const seed = createSeed(random);
  const expiresMs = device.clock.now() + 24 * hourMs;
  const memberId = known?.grant ? known.memberId : null;
  const made = await act(world, device, createInvite({ seed, grant, expiresMs, memberId }));
  if (made) outside.links.push({ seed, spaceId, grant, hints: [] });
}

/** Somebody uses a link, perhaps one that was used before, and the request reaches one device. */
async function request(state: MemberState, device: SimDevice): Promise<void> {
  const { world, outside } = state;
  const { random, devices } = world;
  if (outside.links.length === 0) return;
  if (devices.length + outside.waiting.length >= state.mostDevices) return;
  const link = random.pick(outside.links);
  const first = await vaultKeyOf(await createDevice(`同事${devices.length}`, random));
  const { registration, signingKey } = first;
  const entry = await createJoinRequest(link, registration, signingKey, device.clock.now());
  outside.waiting.push(first);
  unwrap(await device.replica.ingest({ members: [entry], entries: [] }));
  count(world.counts, 'request');
}

async function decide({ world, outside }: MemberState, device: SimDevice): Promise<void> {
  const open = device.replica.members().openRequests;
  if (open.length === 0) return;
  const { id } = world.random.pick(open);
  if (world.random.chance(0.15)) {
    await act(world, device, declineRequest(id));
    return;
  }
  const added = await act(world, device, admitRequest(id));
  if (added) await enterAdmitted(world, outside, device, added.payload.device.deviceId);
}

/** The answer to a request: whoever waits for it begins with what the other device knows. */
async function enterAdmitted(
  world: World,
  { waiting }: Outside,
  by: SimDevice,
  deviceId: string
): Promise<void> {
  const at = waiting.findIndex(({ registration }) => registration.deviceId === deviceId);
  // Admitted before, by a colleague who did not know.
  if (at < 0) return;
  const [first] = waiting.splice(at, 1);
  if (first) await world.enter(first, by.replica.memberEntries());
}

async function revoke({ world }: MemberState, device: SimDevice): Promise<void> {
  const { invites } = device.replica.members();
  if (invites.length === 0) return;
  await act(world, device, revokeInvite(world.random.pick(invites).payload.inviteId));
}

async function changeRole({ world }: MemberState, device: SimDevice): Promise<void> {
  const { memberId } = world.random.pick(membersOf(device));
  await act(world, device, setRole(memberId, someGrant(world.random)));
}

async function removeSomeone({ world }: MemberState, device: SimDevice): Promise<void> {
  const { random } = world;
  const { memberId, devices } = random.pick(membersOf(device));
  const { deviceId } = random.pick(devices).registration;
  const target: RemovalTarget = random.chance(0.5)
    ? { type: 'member', memberId }
    : { type: 'device', deviceId };
  const mode = random.chance(0.4) ? 'departure' : 'now';
  await act(world, device, remove({ target, mode, reason: random.below(4) }));
}

async function close({ world }: MemberState, device: SimDevice): Promise<void> {
  const { departures } = device.replica.members();
  if (departures.length > 0) {
    await act(world, device, closeDeparture(world.random.pick(departures)));
  }
}

export const heldBy = async ({ replica }: SimDevice) =>
  (await replica.chainFacts()).flatMap(({ held }) => held);

async function adoptSome({ world }: MemberState, device: SimDevice): Promise<void> {
  const held = await heldBy(device);
  if (held.length > 0) await act(world, device, adopt([world.random.pick(held).range]));
}

async function confirmSome({ world }: MemberState, device: SimDevice): Promise<void> {
  const { unconfirmed } = device.replica.members();
  if (unconfirmed.length > 0) {
    await act(world, device, confirmDevice(world.random.pick(unconfirmed).id));
  }
}

async function rotateSome({ world }: MemberState, device: SimDevice): Promise<void> {
  const some = streams.filter(() => world.random.chance(0.5));
  await act(world, device, rotate(some));
  if (world.random.chance(0.3)) await act(world, device, grantMissingKeys);
}

async function changePolicy({ world }: MemberState, device: SimDevice): Promise<void> {
  await act(world, device, setPolicy([{ key: 1, value: world.random.below(40) }]));
}

async function agreeToErase({ world }: MemberState, device: SimDevice): Promise<void> {
  const [erased] = [...device.replica.members().erasures.keys()];
  if (erased) await act(world, device, secondErasure(erased, 0));
}

/** A device that is at hand becomes another one of the member's, or a new member's. */
async function addDirectly(state: MemberState, device: SimDevice): Promise<void> {
  const { world, outside } = state;
  const { random, devices } = world;
  if (devices.length + outside.waiting.length >= state.mostDevices) return;
  const own = (await device.replica.actContext())?.own;
  if (!own) return;
  const made = await createDevice(`设备${devices.length}`, random);
  const isOwn = random.chance(0.5);
  const { memberId } = isOwn ? own : made.registration;
  const first = await vaultKeyOf({ ...made, registration: { ...made.registration, memberId } });
  const what = isOwn
    ? addOwnDevice(first.registration)
    : addMember(first.registration, someGrant(random));
  const { deviceId } = first.registration;
  // Should this device die now, the other one is there all the same.
  outside.waiting.push(first);
  if (await act(world, device, what)) await enterAdmitted(world, outside, device, deviceId);
  else outside.waiting.splice(outside.waiting.indexOf(first), 1);
}

/** Whoever let them in died on the spot: their devices are there, and get their answer from somebody who knows of them. */
export async function enterLateComers(world: World, outside: Outside): Promise<void> {
  for (const { registration } of [...outside.waiting]) {
    const { deviceId, incarnation } = registration;
    const by = world.devices.find(
      ({ replica }) => replica.members().grantOf(deviceId, incarnation) !== null
    );
    if (by) await enterAdmitted(world, outside, by, deviceId);
  }
}

/** Somebody without the right to it signs what an administrator's device would (M6): void, wherever it comes. */
async function forge({ world }: MemberState, device: SimDevice): Promise<void> {
  const { random, devices } = world;
  const own = (await device.replica.actContext())?.own;
  const grant = own && device.replica.members().grantOf(own.deviceId, own.incarnation);
  const [by] = devices.filter((one) => one !== device);
  const theirs = await by?.replica.actContext();
  if (!own || !theirs || (grant && canAdminister(grant.role))) return;
  const { memberId } = random.pick(membersOf(device));
  const what: Act = random.pick<Act>([
    rotate(streams),
    setRole(memberId, createGrant('admin')),
    remove({ target: { type: 'member', memberId }, mode: 'now', reason: 3 }),
    setPolicy([{ key: 1, value: 99 }])
  ]);
  // By the rights of another one, but with its own keys: whoever forges has no others.
  const payload = await what({ ...theirs, ring: device.ring });
  if (!payload.ok) return;
  const context = { members: device.replica.members(), own, nowMs: device.clock.now() };
  const entry = await signAct(context, payload.value, device.signer());
  unwrap(await device.replica.addMembers([entry]));
  // Everybody may go.
  const isOwn = memberId === own.memberId && payload.value.kind === 'remove';
  expect(isOwn || !device.replica.members().isValid(entry.id)).toBe(true);
  count(world.counts, 'forged');
}

/** The printed key brings in an owner's device: from a backup, or from what another device knows. */
export async function recover(world: World, from: SimDevice): Promise<SimDevice | undefined> {
  const { random, printedKey } = world;
  if (!printedKey) return undefined;
  const made = await createDevice(`找回${world.devices.length}`, random);
  const first = await vaultKeyOf(made);
  const members = createMembers(world.spaceId, memberLogOfReplica(from.replica));
  const isAdded = await members.addDeviceByRecovery(printedKey, {
    device: made.registration,
    role: 'owner',
    secrets: from.ring.all(),
    atMs: from.clock.now()
  });
  if (!isAdded) throw new Error('the printed key is the space’s');
  count(world.counts, 'recovered');
  return world.enter(first, from.replica.memberEntries());
}
