/** Devices that come in: by a confirmed request, as a further device of one's own, or granted again. */
import { err, ok, type Result } from '../../kernel/result';
import type { Bytes } from '../../kernel/bytes';
import { isGrantWithin, isSameGrant, type Grant } from '../grant';
import type { MemberEntryId } from '../ids';
import { isProven, openSeed } from '../join/seed';
import type { MemberEntry } from '../member-entry';
import type {
  AddDevice,
  ConfirmDevice,
  DeviceRegistration,
  Invite,
  Request
} from '../member-payload';
import { memberOf, ownGrant, requireAdmin, type Act, type ActContext, type ActError } from './act';
import { sealForDevices, streamsOf } from './seal-keys';

export interface CheckedRequest {
  readonly request: MemberEntry<Request>;
  readonly invite: MemberEntry<Invite>;
  readonly seed: Bytes;
}

/**
 * Whether a request came from the holder of an open invitation's link. Expiry is judged by this device's clock; that an
 * invitation was used before is no error (`usesOf` tells), because the person who confirms decides.
 */
export async function checkRequest(
  context: ActContext,
  request: MemberEntry<Request>
): Promise<Result<CheckedRequest, ActError>> {
  const { members, own, agreementKey, nowMs } = context;
  const { payload } = request;
  const invite = members.invites.find((one) => one.payload.inviteId === payload.inviteId);
  if (!invite) return err({ type: 'not-found' });
  const { deviceId, incarnation } = own;
  const key = { deviceId, incarnation, key: agreementKey };
  const seed = await openSeed(members.spaceId, invite.payload, key);
  if (!seed) return err({ type: 'no-seed' });
  const isRight = await isProven(members.spaceId, seed, payload);
  if (!isRight || !isSameGrant(payload, invite.payload)) return err({ type: 'wrong-proof' });
  if (invite.payload.expiresMs <= nowMs) return err({ type: 'expired' });
  return ok({ request, invite, seed });
}

/** The device of a request becomes one of a new member, or of the member that the invitation names. */
export const admitRequest =
  (requestId: MemberEntryId): Act<AddDevice> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const request = context.members.openRequests.find(({ id }) => id === requestId);
    if (!request) return err({ type: 'not-found' });
    const checked = await checkRequest(context, request);
    if (!checked.ok) return checked;
    const { role, scopes, memberId } = checked.value.invite.payload;
    const grant = { role, scopes };
    if (!isGrantWithin(grant, own.value)) return err({ type: 'above-own' });
    const asked = request.payload.device;
    const known = memberId && memberOf(context, memberId);
    if (memberId === null && memberOf(context, asked.memberId)) return err({ type: 'wrong-proof' });
    if (known?.grant && !isSameGrant(known.grant, grant)) return err({ type: 'above-own' });
    const device: DeviceRegistration = memberId === null ? asked : { ...asked, memberId };
    const keys = await sealForDevices(context, streamsOf(grant), [device]);
    return ok({ kind: 'add-device', ...grant, device, request: requestId, keys });
  };

/** A new incarnation of the own device, or for administrators another device of the same member. */
export const addOwnDevice =
  (device: DeviceRegistration): Act<AddDevice> =>
  async (context) => {
    const grant = ownGrant(context);
    if (!grant) return err({ type: 'not-allowed' });
    const keys = await sealForDevices(context, streamsOf(grant), [device]);
    const { role, scopes } = grant;
    return ok({ kind: 'add-device', role, scopes, device, request: null, keys });
  };

/** A device that is at hand (another worker of this machine) becomes a new member's, without a request. */
export const addMember =
  (device: DeviceRegistration, grant: Grant): Act<AddDevice> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    if (!isGrantWithin(grant, own.value)) return err({ type: 'above-own' });
    const { role, scopes } = grant;
    const keys = await sealForDevices(context, streamsOf(grant), [device]);
    return ok({ kind: 'add-device', role, scopes, device, request: null, keys });
  };

/** Grants again what an act of a removed granter gave. */
export const confirmDevice =
  (registration: MemberEntryId): Act<ConfirmDevice> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const added = context.members.unconfirmed.find(({ id }) => id === registration);
    if (!added) return err({ type: 'not-found' });
    const { device, role, scopes } = added.payload;
    // Who is a member by now keeps that grant; the void act may have said something else.
    const grant = memberOf(context, device.memberId)?.grant ?? { role, scopes };
    if (!isGrantWithin(grant, own.value)) return err({ type: 'above-own' });
    const keys = await sealForDevices(context, streamsOf(grant), [device]);
    return ok({ kind: 'confirm-device', registration, ...grant, keys });
  };
