/** What the member screens show, worked out from the member log, the chains and this machine's notes. */
import type { ActContext } from '../../log/acts/act';
import { admitRequest } from '../../log/acts/admit';
import { keyStreams } from '../../log/founding';
import { isGrantWithin } from '../../log/grant';
import type { InviteId, MemberEntryId, MemberId } from '../../log/ids';
import { fingerprintOf } from '../../log/join/fingerprint';
import { openSeed } from '../../log/join/seed';
import { isMemberEntryOf, type MemberEntry } from '../../log/member-entry';
import type { DeviceRegistration, Invite, Request } from '../../log/member-payload';
import type { ResolvedMember, ResolvedMembers } from '../../log/members';
import { canAdminister } from '../../log/roles';
import type { Bytes } from '../../kernel/bytes';
import type { DeviceId } from '../../kernel/ids';
import type { ChainFacts, UnshownBranches } from '../../storage/chain-facts';
import type { DeviceNames } from './device-names';
import type { InvitationNote } from './invitation-notes';
import type {
  AnswerItem,
  DeviceItem,
  HeldWork,
  InvitationItem,
  MemberItem,
  MembersView,
  MissingKeyItem,
  RequestItem
} from './types';

export interface ViewInput {
  readonly members: ResolvedMembers;
  readonly entries: readonly MemberEntry[];
  readonly own: { readonly deviceId: DeviceId; readonly incarnation: number };
  /** undefined while this device is no member's. */
  readonly context: ActContext | undefined;
  readonly facts: readonly ChainFacts[];
  readonly unshown: readonly UnshownBranches[];
  /** `unshown` is of the look before. */
  readonly isLooking: boolean;
  readonly notes: ReadonlyMap<InviteId, InvitationNote>;
  readonly deviceNames: DeviceNames;
  readonly codes: ReadonlyMap<MemberEntryId, string>;
  readonly nowMs: number;
}

export async function createMembersView(input: ViewInput): Promise<MembersView> {
  const { members, own } = input;
  const grant = members.grantOf(own.deviceId, own.incarnation);
  const memberId = members.registrationOf(own.deviceId, own.incarnation)?.memberId;
  const invitations = await Promise.all(
    members.invites.map((invite) => invitationItem(input, invite))
  );
  return {
    own: grant && memberId ? { role: grant.role, scopes: grant.scopes, memberId } : null,
    standing: grant ? 'member' : memberId ? 'removed' : 'not-admitted',
    canAdminister: grant !== null && canAdminister(grant.role),
    members: memberItems(input, memberId),
    invitations,
    requests: await Promise.all(
      members.openRequests.map((request) => requestItem(input, request, invitations))
    ),
    answers: answerItems(input, invitations),
    unconfirmed: members.unconfirmed.map(({ id, payload: { device, role, scopes } }) => ({
      id,
      name: device.name,
      grant: { role, scopes }
    })),
    held: heldWork(input, memberId),
    forks: input.unshown.flatMap(({ isOwed, isOnTop, deviceId }) => {
      const member = isOwed ? memberOf(members, deviceId) : undefined;
      return member ? [{ memberId: member.memberId, name: member.name, deviceId, isOnTop }] : [];
    }),
    isLooking: input.isLooking,
    missingKeys: missingKeys(input),
    ownerCount: members.members.filter(
      (member) => member.grant?.role === 'owner' && member.devices.some((d) => d.isActive)
    ).length,
    hasRecoveryKey: Boolean(members.founding?.payload.recovery)
  };
}

/** The seed of an invitation, where it is sealed to this device. */
export const seedOf = (
  { members, own, agreementKey }: ActContext,
  invite: MemberEntry<Invite>
): Promise<Bytes | undefined> =>
  openSeed(members.spaceId, invite.payload, {
    deviceId: own.deviceId,
    incarnation: own.incarnation,
    key: agreementKey
  });

/** Requests that were admitted, by the entry that did. */
export const admittedRequests = (
  members: ResolvedMembers,
  entries: readonly MemberEntry[]
): MemberEntry<Request>[] => {
  const admitted = new Set(
    entries.flatMap((entry) =>
      isMemberEntryOf(entry, 'add-device') && members.isValid(entry.id)
        ? [entry.payload.request]
        : []
    )
  );
  return entries.filter(
    (entry): entry is MemberEntry<Request> =>
      isMemberEntryOf(entry, 'request') && admitted.has(entry.id)
  );
};

const memberOf = ({ members }: ResolvedMembers, deviceId: DeviceId): ResolvedMember | undefined =>
  members.find(({ devices }) => devices.some((d) => d.registration.deviceId === deviceId));

function memberItems(
  { members, own, facts, context, deviceNames }: ViewInput,
  ownId: MemberId | undefined
): MemberItem[] {
  const lastByDevice = new Map<DeviceId, number>();
  for (const { deviceId, lastMs } of facts) {
    const known = lastByDevice.get(deviceId) ?? 0;
    if (lastMs !== undefined && lastMs > known) lastByDevice.set(deviceId, lastMs);
  }
  const ownGrant = context && members.grantOf(own.deviceId, own.incarnation);
  const departing = new Set(
    members.departures.map((target) => (target.type === 'member' ? target.memberId : undefined))
  );
  const items = members.members.map((member, index): MemberItem => {
    const devices = deviceItems(member, own.deviceId, lastByDevice, deviceNames);
    const seen = devices.flatMap(({ lastSeenMs }) => lastSeenMs ?? []);
    const isSelf = member.memberId === ownId;
    const isBelow = Boolean(
      ownGrant &&
      canAdminister(ownGrant.role) &&
      member.grant &&
      isGrantWithin(member.grant, ownGrant)
    );
    return {
      id: member.memberId,
      name: member.name,
      grant: member.grant && { role: member.grant.role, scopes: member.grant.scopes },
      isSelf,
      seniority: index + 1,
      devices,
      lastSeenMs: seen.length > 0 ? Math.max(...seen) : undefined,
      isDeparting: departing.has(member.memberId),
      canBeChanged: isBelow
    };
  });
  return [...items.filter(({ grant }) => grant), ...items.filter(({ grant }) => !grant)];
}

/** One item a device: of its incarnations the newest. */
function deviceItems(
  member: ResolvedMember,
  own: DeviceId,
  lastByDevice: ReadonlyMap<DeviceId, number>,
  names: DeviceNames
): DeviceItem[] {
  const newest = new Map<DeviceId, { registration: DeviceRegistration; isActive: boolean }>();
  for (const device of member.devices) {
    const { deviceId, incarnation } = device.registration;
    const known = newest.get(deviceId);
    if (!known || known.registration.incarnation < incarnation) newest.set(deviceId, device);
  }
  return [...newest].map(([id, { registration, isActive }]) => ({
    id,
    name: names.get(id) ?? registration.name,
    registeredName: registration.name,
    isSelf: id === own,
    isActive: isActive && member.grant !== null,
    lastSeenMs: lastByDevice.get(id)
  }));
}

async function invitationItem(
  { members, entries, context, notes, nowMs }: ViewInput,
  invite: MemberEntry<Invite>
): Promise<InvitationItem> {
  const { inviteId, role, scopes, expiresMs, memberId } = invite.payload;
  const used = admittedRequests(members, entries).filter(
    ({ payload }) => payload.inviteId === inviteId
  );
  return {
    id: inviteId,
    label: notes.get(inviteId)?.label,
    grant: { role, scopes },
    expiresMs,
    isExpired: expiresMs <= nowMs,
    memberId,
    outlived: outlivedBy(members, invite, used),
    useCount: used.length,
    canConfirm: context !== undefined && (await seedOf(context, invite)) !== undefined
  };
}

function outlivedBy(
  members: ResolvedMembers,
  { author, payload: { memberId } }: MemberEntry<Invite>,
  used: readonly MemberEntry<Request>[]
): InvitationItem['outlived'] {
  const isGone = (member: ResolvedMember | undefined): boolean => member?.grant === null;
  const named = members.members.find((member) => member.memberId === memberId);
  const areGone =
    used.length > 0 && used.every(({ payload }) => !isActive(members, payload.device.deviceId));
  if (isGone(named) || areGone) return 'invited';
  return isGone(memberOf(members, author.deviceId)) ? 'inviter' : undefined;
}

const isActive = ({ activeDevices }: ResolvedMembers, deviceId: DeviceId): boolean =>
  activeDevices.some(({ registration }) => registration.deviceId === deviceId);

async function requestItem(
  { members, entries, context, codes }: ViewInput,
  request: MemberEntry<Request>,
  invitations: readonly InvitationItem[]
): Promise<RequestItem> {
  const { device, role, scopes, inviteId } = request.payload;
  const invite = members.invites.find(({ payload }) => payload.inviteId === inviteId);
  const seed = context && invite && (await seedOf(context, invite));
  const tried = context && (await admitRequest(request.id)(context));
  const others = members.openRequests.filter(
    ({ id, payload }) => id !== request.id && payload.inviteId === inviteId
  );
  const admitted = admittedRequests(members, entries);
  return {
    id: request.id,
    name: device.name,
    deviceId: device.deviceId,
    grant: { role, scopes },
    invitation: invitations.find(({ id }) => id === inviteId),
    fingerprint: seed && fingerprintOf(members.spaceId, seed, device),
    code: codes.get(request.id),
    earlierUses:
      others.length + admitted.filter(({ payload }) => payload.inviteId === inviteId).length,
    obstacle: tried === undefined ? 'not-allowed' : tried.ok ? undefined : tried.error.type
  };
}

function answerItems(
  { members, entries, facts }: ViewInput,
  invitations: readonly InvitationItem[]
): AnswerItem[] {
  const heard = new Set(facts.flatMap(({ deviceId, lastMs }) => (lastMs ? [deviceId] : [])));
  const open = new Set(
    invitations.flatMap(({ id, isExpired, canConfirm }) => (canConfirm && !isExpired ? [id] : []))
  );
  return admittedRequests(members, entries).flatMap(({ id, payload: { device, inviteId } }) => {
    const { name, deviceId } = device;
    const isWaiting = isActive(members, deviceId) && !heard.has(deviceId);
    return open.has(inviteId) && isWaiting ? [{ id, name, deviceId, inviteId }] : [];
  });
}

function heldWork({ members, facts, unshown }: ViewInput, own: MemberId | undefined): HeldWork[] {
  const lost = unshown.filter(({ isOwed }) => !isOwed);
  return members.members.flatMap((member): HeldWork[] => {
    const ids = new Set(member.devices.map(({ registration }) => registration.deviceId));
    const isTheirs = ({ deviceId }: { readonly deviceId: DeviceId }): boolean => ids.has(deviceId);
    const runs = [...facts.filter(isTheirs).flatMap(({ held }) => held), ...lost.filter(isTheirs)];
    if (runs.length === 0) return [];
    const recordIds = [...new Set(runs.flatMap((run) => [...run.recordIds]))];
    return [
      {
        memberId: member.memberId,
        name: member.name,
        isSelf: member.memberId === own,
        issued: new Set(lost.filter(isTheirs).flatMap(({ recordIds }) => [...recordIds])).size,
        records: recordIds.length,
        recordIds,
        fromMs: Math.min(...runs.map(({ fromMs }) => fromMs)),
        toMs: Math.max(...runs.map(({ toMs }) => toMs))
      }
    ];
  });
}

function missingKeys({ members, own }: ViewInput): MissingKeyItem[] {
  const items = new Map<DeviceId, MissingKeyItem>();
  for (const stream of keyStreams) {
    for (const { registration } of members.currentEpoch(stream)?.lacking ?? []) {
      const { deviceId, memberId, name } = registration;
      const known = items.get(deviceId)?.streams ?? [];
      const isSelf = deviceId === own.deviceId;
      const streams = [...known, stream];
      items.set(deviceId, { memberId, name, deviceId, isSelf, streams });
    }
  }
  return [...items.values()];
}
