/**
 * Acts of membership (DESIGN 5): each builds the payload of one member entry from what the acting device knows, or
 * says why it can't. An act changes nothing by itself: the replica signs its payload on top of all it holds and takes
 * it in only if the resolver accepts it. So these checks are there to answer in words; what holds is the resolver.
 */
import type { Random } from '../../kernel/environment';
import type { DeviceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import type { AgreementKey } from '../../crypto/agree';
import type { SigningKey } from '../../crypto/sign';
import type { KeyStream } from '../epoch-keys';
import type { Frontier } from '../frontier';
import type { Grant } from '../grant';
import type { KeyRing } from '../key-ring';
import type { MemberId } from '../ids';
import { signMemberEntry, type MemberEntry } from '../member-entry';
import type { DeviceRegistration, KnownPayload, MemberPayload } from '../member-payload';
import type { ResolvedMember, ResolvedMembers } from '../members';
import { canAdminister } from '../roles';

export interface ActContext {
  readonly members: ResolvedMembers;
  readonly ring: KeyRing;
  /** The acting device, as it is registered. */
  readonly own: DeviceRegistration;
  /** Opens what is sealed to this device. */
  readonly agreementKey: AgreementKey;
  /** What has arrived here: cuts are taken from it. */
  readonly frontier: Frontier;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly random: Random;
}

export type ActError =
  /** Needs an administrator or owner. */
  | { readonly type: 'not-allowed' }
  /** A role or scope above the own, or someone who stands above. */
  | { readonly type: 'above-own' }
  /** No such member, device, invitation or request, or no longer. */
  | { readonly type: 'not-found' }
  | { readonly type: 'nothing-to-do' }
  /** The book would be left without an owner. */
  | { readonly type: 'last-owner' }
  | { readonly type: 'expired' }
  /** The request was not made with this invitation's link, or was changed on the way. */
  | { readonly type: 'wrong-proof' }
  /** The invitation's seed is not sealed to this device: it became an administrator later. */
  | { readonly type: 'no-seed' }
  /** This device does not hold the present key of the stream yet. */
  | { readonly type: 'no-key'; readonly stream: KeyStream }
  | { readonly type: 'too-many' };

export type ActResult<P extends KnownPayload = KnownPayload> = Result<P, ActError>;
export type Act<P extends KnownPayload = KnownPayload> = (
  context: ActContext
) => Promise<ActResult<P>>;

/** Signs by the acting device, on top of all it knows. */
export const signAct = <P extends MemberPayload>(
  { members, own, nowMs }: Pick<ActContext, 'members' | 'own' | 'nowMs'>,
  payload: P,
  key: SigningKey
): Promise<MemberEntry<P>> =>
  signMemberEntry(
    {
      spaceId: members.spaceId,
      author: own,
      parents: members.headsFor(own.deviceId, own.incarnation),
      atMs: nowMs,
      payload
    },
    key
  );

export const ownGrant = ({ members, own }: ActContext): Grant | null =>
  members.grantOf(own.deviceId, own.incarnation);

/** The own grant where it is an administrator's. */
export function requireAdmin(context: ActContext): Result<Grant, ActError> {
  const grant = ownGrant(context);
  return grant && canAdminister(grant.role) ? ok(grant) : err({ type: 'not-allowed' });
}

export const memberOf = (
  { members }: Pick<ActContext, 'members'>,
  memberId: MemberId
): ResolvedMember | undefined => members.members.find((member) => member.memberId === memberId);

export const memberOfDevice = (
  { members }: Pick<ActContext, 'members'>,
  deviceId: DeviceId
): ResolvedMember | undefined =>
  members.members.find(({ devices }) =>
    devices.some(({ registration }) => registration.deviceId === deviceId)
  );

/** True when nobody else would be left as an owner with an active device. */
export const isLastOwner = (
  { members }: ActContext,
  without: readonly DeviceRegistration[]
): boolean => {
  const owners = members.activeDevices.filter(({ grant }) => grant.role === 'owner');
  const gone = new Set(without.map(deviceKey));
  return owners.length > 0 && owners.every(({ registration }) => gone.has(deviceKey(registration)));
};

export const deviceKey = ({
  deviceId,
  incarnation
}: Pick<DeviceRegistration, 'deviceId' | 'incarnation'>): string => `${deviceId}.${incarnation}`;
