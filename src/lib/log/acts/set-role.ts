/** Another role or other scopes for a member (SPEC M5, M19, M20). What is lost is cut and rotated in the same entry. */
import { scopes as allScopes } from '../../kernel/scope';
import { err, ok } from '../../kernel/result';
import { entryKind } from '../entry-header';
import { canWrite, isGrantWithin, isSameGrant, type Grant } from '../grant';
import type { MemberId } from '../ids';
import { compareSealedEpochs, type SetRole } from '../member-payload';
import { deviceKey, isLastOwner, memberOf, ownGrant, type Act } from './act';
import { cutsOf } from './cuts';
import {
  remainingWithout,
  rotateStreams,
  sealForDevices,
  sealMissing,
  streamsOf
} from './seal-keys';
import { canAdminister } from '../roles';

export const setRole =
  (memberId: MemberId, grant: Grant): Act<SetRole> =>
  async (context) => {
    const own = ownGrant(context);
    const member = memberOf(context, memberId);
    const isSelf = memberId === context.own.memberId;
    if (!own || (!isSelf && !canAdminister(own.role))) return err({ type: 'not-allowed' });
    if (!member?.grant) return err({ type: 'not-found' });
    const present = member.grant;
    if (!isGrantWithin(grant, own) || !isGrantWithin(present, own))
      return err({ type: 'above-own' });
    if (isSameGrant(present, grant)) return err({ type: 'nothing-to-do' });
    const active = member.devices.flatMap((d) => (d.isActive ? [d.registration] : []));
    if (grant.role !== 'owner' && present.role === 'owner' && isLastOwner(context, active)) {
      return err({ type: 'last-owner' });
    }
    const devices = member.devices.map(({ registration }) => registration);
    const cuts = losesWriting(present, grant) ? cutsOf(context, devices) : [];
    const lost = streamsOf(present).filter((stream) => !streamsOf(grant).includes(stream));
    const gained = streamsOf(grant).filter((stream) => !streamsOf(present).includes(stream));
    const keys = new Set(active.map(deviceKey));
    const remaining = context.members.activeDevices.map((device) =>
      keys.has(deviceKey(device.registration)) ? { ...device, grant } : device
    );
    // Who lowers themselves would know the new key: others rotate.
    const rotated = await rotateStreams(context, isSelf ? [] : lost, remaining);
    if (!rotated.ok) return rotated;
    const granted = await sealForDevices(context, gained, active);
    // Perhaps nobody else could hand it out any more.
    const left = isSelf ? await sealMissing(context, remainingWithout(context, active)) : [];
    const all = [...rotated.value, ...granted, ...left].sort(compareSealedEpochs);
    return ok({ kind: 'set-role', memberId, ...grant, cuts, keys: all });
  };

const losesWriting = (before: Grant, after: Grant): boolean =>
  [entryKind.records, entryKind.audit].some((kind) =>
    allScopes.some((scope) => canWrite(before, scope, kind) && !canWrite(after, scope, kind))
  );
