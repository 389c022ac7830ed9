/**
 * Removal of a member or of one device (SPEC M8, M19), with new epochs of every stream that the removed could read, in
 * the same entry (I6). `departure` leaves what the leaver still writes unaware in force, until `closeDeparture`; `now`
 * cuts at what has arrived.
 */
import { err, ok } from '../../kernel/result';
import type { DeviceRegistration, RemovalTarget, Remove } from '../member-payload';
import { isSameTarget } from '../members';
import type { ResolvedMember } from '../members';
import { canAdminister, isAtLeast } from '../roles';
import { deviceKey, isLastOwner, ownGrant, requireAdmin, type Act, type ActContext } from './act';
import { cutsOf } from './cuts';
import {
  remainingWithout,
  rotateStreams,
  sealMissing,
  streamsOf,
  streamsToRotate
} from './seal-keys';

/** Codes in the log, so that no name can stand there. */
export const removalReason = { other: 0, leftPost: 1, lost: 2, misuse: 3 } as const;

export interface RemovalInput {
  readonly target: RemovalTarget;
  readonly mode: Remove['mode'];
  /** A removalReason. */
  readonly reason: number;
}

export const remove =
  ({ target, mode, reason }: RemovalInput): Act<Remove> =>
  async (context) => {
    const own = ownGrant(context);
    const found = findTarget(context, target);
    if (!own) return err({ type: 'not-allowed' });
    const grant = found?.member.grant;
    if (!found || !grant) return err({ type: 'not-found' });
    const { member, devices } = found;
    const isOwn = member.memberId === context.own.memberId;
    if (!isOwn && !canAdminister(own.role)) return err({ type: 'not-allowed' });
    if (!isOwn && !isAtLeast(own.role, grant.role)) return err({ type: 'above-own' });
    const active = devices.flatMap((d) => (d.isActive ? [d.registration] : []));
    if (active.length === 0 && target.type === 'device') return err({ type: 'not-found' });
    if (grant.role === 'owner' && isLastOwner(context, active)) {
      return err({ type: 'last-owner' });
    }
    const cuts =
      mode === 'now'
        ? cutsOf(
            context,
            devices.map(({ registration }) => registration)
          )
        : [];
    // Who goes would know the new keys, and only administrators make keys: others rotate then.
    const mayRotate =
      canAdminister(own.role) && !active.some((device) => isSame(device, context.own));
    const streams = mayRotate ? streamsOf(grant) : [];
    const remaining = remainingWithout(context, active);
    const rotated = await rotateStreams(context, streams, remaining);
    if (!rotated.ok) return rotated;
    // Perhaps nobody else could hand out any more what those who stay still lack.
    const left = mayRotate ? [] : await sealMissing(context, remaining);
    const keys = [...rotated.value, ...left];
    return ok({ kind: 'remove', target, mode, reason, cuts, keys });
  };

/** What a leaver's devices have sent until now stays; later arrivals are held and listed. */
export const closeDeparture =
  (target: RemovalTarget): Act<Remove> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const isOpen = context.members.departures.some((one) => isSameTarget(one, target));
    const found = findTarget(context, target);
    if (!isOpen || !found) return err({ type: 'not-found' });
    const cuts = cutsOf(
      context,
      found.devices.map(({ registration }) => registration)
    );
    const keys = await rotateStreams(
      context,
      streamsToRotate(context),
      context.members.activeDevices
    );
    if (!keys.ok) return keys;
    const reason = removalReason.leftPost;
    return ok({ kind: 'remove', target, mode: 'now', reason, cuts, keys: keys.value });
  };

interface FoundTarget {
  readonly member: ResolvedMember;
  /** Every incarnation. */
  readonly devices: ResolvedMember['devices'];
}

function findTarget({ members }: ActContext, target: RemovalTarget): FoundTarget | undefined {
  for (const member of members.members) {
    if (target.type === 'member' && member.memberId === target.memberId) {
      return { member, devices: member.devices };
    }
    if (target.type === 'member') continue;
    const devices = member.devices.filter((d) => d.registration.deviceId === target.deviceId);
    if (devices.length > 0) return { member, devices };
  }
  return undefined;
}

const isSame = (a: DeviceRegistration, b: DeviceRegistration): boolean =>
  deviceKey(a) === deviceKey(b);
