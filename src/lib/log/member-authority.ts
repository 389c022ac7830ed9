/**
 * Which member entries are valid (SPEC M3–M12). An entry is valid when its author was allowed to write it by what
 * the author knew, and no accepted removal or downgrade of the author, written without knowledge of it, takes the
 * power away (strong remove). Which removals are accepted is decided once, most senior author first.
 * Longer than most files: the rules refer to one another and are judged in one walk over one state.
 */
import { equalBytes } from '../kernel/bytes';
import { clientIdOf } from './client-id';
import { createGrant, isGrantWithin, isSameGrant, meetGrants, type Grant } from './grant';
import type { MemberId } from './ids';
import { rootOf, type MemberDag } from './member-dag';
import type { DeviceId } from '../kernel/ids';
import type { MemberEntry } from './member-entry';
import {
  keysOf,
  type AddDevice,
  type ConfirmDevice,
  type DeviceRegistration,
  type Invite,
  type MemberPayload,
  type Remove,
  type SetRole
} from './member-payload';
import { isReduction, rankReductions } from './member-rank';
import { createStanding, type Knows, type Standing } from './member-standing';
import { canAdminister, canLockRecords, isAtLeast } from './roles';

export interface Evaluation extends Evaluated {
  /**
   * True where the author is allowed to write it, or was by what it knew, whatever was decided beside it, or would be if
   * nobody had ever lost anything, or only by what is in force of what it knew, since a removal that it knew may itself have been void.
   */
  readonly wasAllowed: readonly boolean[];
  /**
   * As `issuesKeys`, by what the author knew, or if nobody had ever lost anything: others may have written under such a key before
   * it turned out void.
   */
  readonly issuedThen: readonly boolean[];
  /**
   * Of the registration in force; else of one by someone who might, by what that one knew; else of one by someone who might
   * if nobody had ever lost anything; else of one that a device once known opened itself.
   */
  readonly everRegistered: (
    deviceId: DeviceId,
    incarnation: number
  ) => DeviceRegistration | undefined;
}

interface Evaluated {
  readonly standing: Standing;
  readonly isValid: readonly boolean[];
  /** True where the author's role, or the founding or recovery key, is good for keys that others write under. */
  readonly issuesKeys: readonly boolean[];
  /** The author's grant as it was judged; undefined for entries that need none, and void ones. */
  readonly authorGrants: readonly (Grant | undefined)[];
}

interface Author {
  readonly registration: DeviceRegistration;
  readonly grant: Grant;
}

/** The valid entries and the standing that follows from them. */
export function evaluateMembers(dag: MemberDag): Evaluation {
  const naive = evaluateNaively(dag);
  const banned = new Set<number>();
  const unreduced = evaluate(dag, new Set());
  const candidates = rankReductions(dag, [naive.standing, unreduced.standing]);
  // A reduction accepted early may lose its author to one accepted later. It is then left out and everything is
  // decided again without it; each round bans at least one, so this ends.
  for (;;) {
    const accepted = acceptReductions(dag, unreduced, candidates, banned);
    const evaluation = evaluate(dag, accepted);
    const lost = [...accepted].filter((index) => !evaluation.isValid[index]);
    if (lost.length === 0) {
      const readings = [evaluation, naive, unreduced];
      const standings = readings.map(({ standing }) => standing);
      const asKnown = evaluateAsKnown(dag, accepted, readings);
      const isIn = (how: 'isValid' | 'issuesKeys', index: number): boolean =>
        asKnown.get(index)?.[how] === true;
      return {
        ...evaluation,
        wasAllowed: dag.entries.map(
          (_, index) => readings.some((one) => one.isValid[index]) || isIn('isValid', index)
        ),
        issuedThen: dag.entries.map(
          (_, index) =>
            [naive, unreduced].some((one) => one.issuesKeys[index]) || isIn('issuesKeys', index)
        ),
        everRegistered: everRegisteredIn(dag, standings)
      };
    }
    for (const index of lostByThemselves(dag, accepted, lost)) banned.add(index);
  }
}

/** Evaluations that void entries may cost: strangers to the space could else make every other one as dear as they like. */
const mostAsKnown = 4;

/**
 * Void entries with keys or erasures, by the removals and role changes in force that their authors knew: a colleague may have been
 * raised, and lowered or removed by somebody who had no right to it, before the one removal that counts.
 */
function evaluateAsKnown(
  dag: MemberDag,
  accepted: ReadonlySet<number>,
  readings: readonly Pick<Evaluated, 'isValid'>[]
): ReadonlyMap<number, Judged> {
  const byKnown = new Map<string, Evaluated>();
  const found = new Map<number, Judged>();
  for (const [index, entry] of dag.entries.entries()) {
    const { payload } = entry;
    if (payload.kind !== 'erase-record' && keysOf(payload).length === 0) continue;
    if (readings.some(({ isValid }) => isValid[index])) continue;
    const known = [...accepted].filter((other) => dag.isBefore(other, index));
    if (known.length === accepted.size) continue;
    const name = known.join();
    if (!byKnown.has(name) && byKnown.size === mostAsKnown) continue;
    const evaluated = byKnown.get(name) ?? evaluate(dag, new Set(known));
    byKnown.set(name, evaluated);
    // Of the acts that take something away it knows those in force; one of them itself is none.
    found.set(index, judge(dag, evaluated.standing, new Set(known), index));
  }
  return found;
}

/**
 * At last also of an incarnation that a device once known has opened itself, whatever became of its grant meanwhile: what it wrote
 * is an administrator's to judge, and waits for nobody.
 */
function everRegisteredIn(
  dag: MemberDag,
  standings: readonly Standing[]
): Evaluation['everRegistered'] {
  const registered: Evaluation['everRegistered'] = (deviceId, incarnation) =>
    standings
      .map((standing) => standing.registrationOf(deviceId, incarnation, everything))
      .find((registration) => registration !== undefined);
  let opened: Map<string, DeviceRegistration> | undefined;
  const nameOf = (deviceId: DeviceId, incarnation: number): string => `${deviceId}.${incarnation}`;
  function openedByThemselves(): Map<string, DeviceRegistration> {
    const found = new Map<string, DeviceRegistration>();
    for (const { author, payload } of dag.entries) {
      if (payload.kind !== 'add-device') continue;
      const { device } = payload;
      const { deviceId, incarnation } = device;
      if (author.deviceId !== deviceId || author.incarnation >= incarnation) continue;
      const by =
        registered(deviceId, author.incarnation) ?? found.get(nameOf(deviceId, author.incarnation));
      const isOwn =
        by !== undefined &&
        by.memberId === device.memberId &&
        equalBytes(by.signingKey, author.signingKey) &&
        device.clientId === clientIdOf(deviceId, incarnation);
      const name = nameOf(deviceId, incarnation);
      if (isOwn && !found.has(name)) found.set(name, device);
    }
    return found;
  }
  return (deviceId, incarnation) => {
    const known = registered(deviceId, incarnation);
    if (known) return known;
    opened ??= openedByThemselves();
    return opened.get(nameOf(deviceId, incarnation));
  };
}

/** Evaluations that one round may cost beyond its own; where more are lost at once, all are left out. */
const mostSingled = 16;

/**
 * Without those that only others of them made void: one that is about to be left out says nothing about the rest. All of them
 * where each needs another.
 */
function lostByThemselves(
  dag: MemberDag,
  accepted: ReadonlySet<number>,
  lost: readonly number[]
): readonly number[] {
  if (lost.length === 1 || lost.length > mostSingled) return lost;
  const kept = [...accepted].filter((index) => !lost.includes(index));
  const own = lost.filter((index) => !evaluate(dag, new Set([...kept, index])).isValid[index]);
  return own.length > 0 ? own : lost;
}

function acceptReductions(
  dag: MemberDag,
  unreduced: Evaluated,
  candidates: readonly number[],
  banned: ReadonlySet<number>
): ReadonlySet<number> {
  const membersByDevice = namedMembers(dag);
  let accepted: ReadonlySet<number> = new Set();
  let present = unreduced;
  for (const index of candidates) {
    if (banned.has(index)) continue;
    const tentative = new Set([...accepted, index]);
    // Anybody can write many of these about themselves: only what this one can change is judged again.
    const from = firstTouched(dag, present, membersByDevice, index);
    const evaluation = evaluate(dag, tentative, present, from);
    if (!evaluation.isValid[index] || !isGoverned(dag, evaluation)) continue;
    [accepted, present] = [tentative, evaluation];
  }
  return accepted;
}

/** Members that any registration, valid or not, names for a device. */
function namedMembers(dag: MemberDag): ReadonlyMap<DeviceId, ReadonlySet<MemberId>> {
  const members = new Map<DeviceId, Set<MemberId>>();
  for (const { payload } of dag.entries) {
    const device =
      payload.kind === 'found'
        ? payload.founder
        : payload.kind === 'add-device'
          ? payload.device
          : undefined;
    if (!device) continue;
    const known = members.get(device.deviceId);
    if (known) known.add(device.memberId);
    else members.set(device.deviceId, new Set([device.memberId]));
  }
  return members;
}

const most = createGrant('owner');

/**
 * The first entry whose judgement can change when a reduction is accepted: itself, or one that its target wrote beside it
 * with a grant that it takes. Nothing void gains by that but an incarnation registered at the lower grant.
 */
function firstTouched(
  dag: MemberDag,
  present: Evaluated,
  membersByDevice: ReadonlyMap<DeviceId, ReadonlySet<MemberId>>,
  index: number
): number {
  const payload = dag.entries[index]?.payload;
  for (let other = 0; other < index; other++) {
    const entry = dag.entries[other];
    const isVoidAdding = entry?.payload.kind === 'add-device' && !present.isValid[other];
    const grant = isVoidAdding ? most : present.authorGrants[other];
    const author = entry?.author.deviceId;
    if (!grant || !author || dag.isBefore(other, index)) continue;
    for (const memberId of membersByDevice.get(author) ?? []) {
      const capped = capGrant(grant, payload, { memberId, deviceId: author });
      if (!capped || !isSameGrant(capped, grant)) return other;
    }
  }
  return index;
}

/** SPEC M11: no accepted set leaves zero owners and no recovery key. */
function isGoverned(dag: MemberDag, { standing }: Evaluated): boolean {
  if (rootOf(dag)?.payload.recovery) return true;
  return standing.memberIds.some(
    (memberId) =>
      standing.grantOf(memberId, everything)?.role === 'owner' &&
      standing
        .registrationsOf(memberId)
        .some((r) => standing.isActive(r.deviceId, r.incarnation, everything))
  );
}

export const everything: Knows = () => true;

/**
 * Judges every entry with a given set of accepted removals and role changes; others of these kinds are void. Entries
 * before `from` are taken over from an earlier evaluation.
 */
function evaluate(
  dag: MemberDag,
  reductions: ReadonlySet<number>,
  earlier?: Evaluated,
  from = 0
): Evaluated {
  const standing = createStanding(dag);
  const isValid = earlier?.isValid.slice(0, from) ?? [];
  const issuesKeys = earlier?.issuesKeys.slice(0, from) ?? [];
  const authorGrants = earlier?.authorGrants.slice(0, from) ?? [];
  dag.entries.forEach((entry, index) => {
    if (index >= from) {
      const isOpen = !isReduction(entry) || reductions.has(index);
      const judged = isOpen ? judge(dag, standing, reductions, index) : refused;
      isValid.push(judged.isValid);
      issuesKeys.push(judged.isValid && judged.issuesKeys);
      authorGrants.push(judged.grant);
    }
    if (isValid[index]) standing.accept(index, entry.payload);
  });
  return { standing, isValid, issuesKeys, authorGrants };
}

interface Judged {
  readonly isValid: boolean;
  readonly issuesKeys: boolean;
  readonly grant: Grant | undefined;
}

const refused: Judged = { isValid: false, issuesKeys: false, grant: undefined };
const byItself = (isValid: boolean, issuesKeys = false): Judged => ({
  isValid,
  issuesKeys,
  grant: undefined
});

function judge(
  dag: MemberDag,
  standing: Standing,
  reductions: ReadonlySet<number>,
  index: number
): Judged {
  const entry = dag.entries[index];
  if (!entry) return refused;
  const { payload } = entry;
  if (payload.kind === 'found') return byItself(index === dag.root, true);
  if (payload.kind === 'request') return byItself(isOwnRequest(entry, payload.device));
  if (payload.kind === 'unknown') return byItself(true);
  const knows: Knows = (other) => dag.isBefore(other, index);
  if (isByRecovery(dag, entry)) {
    const adds = payload.kind === 'add-device' && payload.role === 'owner';
    return byItself(adds && isFreeDevice(standing, payload.device, knows), true);
  }
  const author = authorOf(dag, standing, reductions, index, knows);
  if (!author || !isAllowed(dag, standing, entry, author, knows)) return refused;
  return { isValid: true, issuesKeys: mayIssueKeys(payload, author), grant: author.grant };
}

/**
 * I6: whose keys others may write under. Everybody may register an incarnation, and leave or step down, in an entry that
 * carries keys: but a key chosen by someone without the right to it, or on the way out, would be one they read on with.
 */
function mayIssueKeys(payload: MemberPayload, { registration, grant }: Author): boolean {
  if (!canAdminister(grant.role)) return false;
  if (payload.kind === 'set-role') return payload.memberId !== registration.memberId;
  if (payload.kind !== 'remove') return true;
  const { target } = payload;
  return target.type === 'member'
    ? target.memberId !== registration.memberId
    : target.deviceId !== registration.deviceId;
}

const isOwnRequest = (entry: MemberEntry, device: DeviceRegistration): boolean =>
  device.deviceId === entry.author.deviceId &&
  equalBytes(device.signingKey, entry.author.signingKey);

function isByRecovery(dag: MemberDag, entry: MemberEntry): boolean {
  const recovery = rootOf(dag)?.payload.recovery;
  return Boolean(recovery && equalBytes(recovery.signingKey, entry.author.signingKey));
}

/** The author's standing when writing, after accepted reductions that did not know of the entry nor it of them. */
function authorOf(
  dag: MemberDag,
  standing: Standing,
  reductions: ReadonlySet<number>,
  index: number,
  knows: Knows
): Author | undefined {
  const { deviceId, incarnation, signingKey } = dag.entries[index]?.author ?? {};
  if (!deviceId || !incarnation || !signingKey) return undefined;
  const registration = standing.registrationOf(deviceId, incarnation, knows);
  if (!registration || !equalBytes(registration.signingKey, signingKey)) return undefined;
  if (!standing.isActive(deviceId, incarnation, knows)) return undefined;
  let grant = standing.grantOf(registration.memberId, knows) ?? null;
  for (const other of reductions) {
    const isConcurrent = other !== index && !knows(other) && !dag.isBefore(index, other);
    if (isConcurrent && grant) grant = capGrant(grant, dag.entries[other]?.payload, registration);
  }
  return grant ? { registration, grant } : undefined;
}

function capGrant(
  grant: Grant,
  payload: MemberPayload | undefined,
  of: Pick<DeviceRegistration, 'memberId' | 'deviceId'>
): Grant | null {
  if (payload?.kind === 'set-role') {
    return payload.memberId === of.memberId ? meetGrants(grant, payload) : grant;
  }
  if (payload?.kind !== 'remove') return grant;
  const { target } = payload;
  const isTarget =
    target.type === 'member' ? target.memberId === of.memberId : target.deviceId === of.deviceId;
  return isTarget ? null : grant;
}

function isAllowed(
  dag: MemberDag,
  standing: Standing,
  entry: MemberEntry,
  author: Author,
  knows: Knows
): boolean {
  const { payload } = entry;
  const { role } = author.grant;
  switch (payload.kind) {
    case 'add-device':
      return mayAdd(standing, payload, author, knows);
    case 'confirm-device':
      return mayConfirm(dag, standing, payload, author, knows);
    case 'set-role':
      return maySetRole(standing, payload, author, knows);
    case 'remove':
      return mayRemove(standing, payload, author, knows);
    case 'invite':
      return mayInvite(standing, payload, author, knows);
    case 'lock-record':
      return payload.lifts.length > 0 ? canAdminister(role) : canLockRecords(role);
    case 'revoke-invite':
    case 'adopt':
    case 'grant-key':
    case 'rotate':
    case 'erase-record':
    case 'policy':
      return canAdminister(role);
    default:
      return false;
  }
}

function mayAdd(standing: Standing, payload: AddDevice, author: Author, knows: Knows): boolean {
  const { device } = payload;
  if (!isFreeDevice(standing, device, knows)) return false;
  const own = author.registration;
  const isNewIncarnation =
    device.memberId === own.memberId &&
    device.deviceId === own.deviceId &&
    device.incarnation > own.incarnation;
  if (isNewIncarnation) return isSameGrant(payload, author.grant);
  return mayGrantDevice(standing, device.memberId, payload, author, knows);
}

/** A further device of a present member has the member's grant: another one is an act of its own, with cuts. */
function mayGrantDevice(
  standing: Standing,
  memberId: MemberId,
  grant: Grant,
  author: Author,
  knows: Knows
): boolean {
  const present = standing.grantOf(memberId, knows);
  if (present && !isSameGrant(present, grant)) return false;
  return mayGrant(standing, memberId, grant, author, knows);
}

function mayInvite(standing: Standing, payload: Invite, author: Author, knows: Knows): boolean {
  const { memberId } = payload;
  if (memberId === null)
    return canAdminister(author.grant.role) && isGrantWithin(payload, author.grant);
  return (
    standing.grantOf(memberId, knows) !== undefined &&
    mayGrantDevice(standing, memberId, payload, author, knows)
  );
}

/**
 * A device keeps its member, counts its incarnations up, and has the one clientID that belongs to it. Whoever chooses a
 * device id can search for one whose clientID (48 bits) is another's: two writers under one clientID never converge.
 */
function isFreeDevice(standing: Standing, device: DeviceRegistration, knows: Knows): boolean {
  if (device.clientId !== clientIdOf(device.deviceId, device.incarnation)) return false;
  if (standing.writersOf(device.clientId, knows).length > 0) return false;
  return standing
    .incarnationsOf(device.deviceId, knows)
    .every((r) => r.memberId === device.memberId && r.incarnation < device.incarnation);
}

function mayConfirm(
  dag: MemberDag,
  standing: Standing,
  payload: ConfirmDevice,
  author: Author,
  knows: Knows
): boolean {
  const index = dag.indexOf.get(payload.registration);
  const added = index === undefined || !knows(index) ? undefined : dag.entries[index]?.payload;
  if (added?.kind !== 'add-device') return false;
  const { device } = added;
  if (device.clientId !== clientIdOf(device.deviceId, device.incarnation)) return false;
  const known = standing.registrationOf(device.deviceId, device.incarnation, knows);
  if (known && !equalBytes(known.signingKey, device.signingKey)) return false;
  if (!known && standing.writersOf(device.clientId, knows).length > 0) return false;
  return mayGrantDevice(standing, device.memberId, payload, author, knows);
}

function maySetRole(standing: Standing, payload: SetRole, author: Author, knows: Knows): boolean {
  if (!standing.grantOf(payload.memberId, knows)) return false;
  const isOwn = payload.memberId === author.registration.memberId;
  if (isOwn && isGrantWithin(payload, author.grant)) return true;
  return mayGrant(standing, payload.memberId, payload, author, knows);
}

/** SPEC M6: no grant above the granter, and nobody's role is touched from below. */
function mayGrant(
  standing: Standing,
  memberId: MemberId,
  grant: Grant,
  author: Author,
  knows: Knows
): boolean {
  const present = standing.grantOf(memberId, knows);
  return (
    canAdminister(author.grant.role) &&
    isGrantWithin(grant, author.grant) &&
    (!present || isGrantWithin(present, author.grant))
  );
}

function mayRemove(standing: Standing, payload: Remove, author: Author, knows: Knows): boolean {
  const { target } = payload;
  const memberId =
    target.type === 'member'
      ? target.memberId
      : standing.incarnationsOf(target.deviceId, knows)[0]?.memberId;
  if (!memberId) return false;
  const grant = standing.grantOf(memberId, knows);
  if (grant === undefined) return false;
  if (memberId === author.registration.memberId) return true;
  // Someone already removed may be removed again: that is how a departure is closed with cuts.
  const { role } = author.grant;
  return canAdminister(role) && (grant === null || isAtLeast(role, grant.role));
}

/** Every reduction counts for those who knew it, none works on concurrent acts. */
function evaluateNaively(dag: MemberDag): Omit<Evaluated, 'authorGrants'> {
  const standing = createStanding(dag);
  const nothing: ReadonlySet<number> = new Set();
  const judged = dag.entries.map((entry, index) => {
    const one = judge(dag, standing, nothing, index);
    if (one.isValid) standing.accept(index, entry.payload);
    return one;
  });
  return {
    standing,
    isValid: judged.map(({ isValid }) => isValid),
    issuesKeys: judged.map(({ isValid, issuesKeys }) => isValid && issuesKeys)
  };
}
