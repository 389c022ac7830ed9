/** Invitations: made with a seed that only the link and the administrators' devices hold, taken back, or declined. */
import { err, ok } from '../../kernel/result';
import type { Bytes } from '../../kernel/bytes';
import { isGrantWithin, isSameGrant, type Grant } from '../grant';
import type { InviteId, MemberEntryId, MemberId } from '../ids';
import { inviteIdOf, sealSeed, seedHashOf } from '../join/seed';
import type { Invite, RevokeInvite } from '../member-payload';
import { canAdminister } from '../roles';
import { memberOf, requireAdmin, type Act } from './act';

export interface InviteInput {
  /** Fresh: join/seed.ts. */
  readonly seed: Bytes;
  readonly grant: Grant;
  /** Epoch milliseconds. */
  readonly expiresMs: number;
  /** For a further device of this member, whose grant it then has. */
  readonly memberId: MemberId | null;
}

export const createInvite =
  ({ seed, grant, expiresMs, memberId }: InviteInput): Act<Invite> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    if (expiresMs <= context.nowMs) return err({ type: 'expired' });
    const present = memberId === null ? null : memberOf(context, memberId)?.grant;
    if (present === undefined) return err({ type: 'not-found' });
    const isAbove = !isGrantWithin(grant, own.value) || (present && !isSameGrant(present, grant));
    if (isAbove) return err({ type: 'above-own' });
    const { spaceId, activeDevices } = context.members;
    const admins = activeDevices.flatMap(({ registration, grant: { role } }) =>
      canAdminister(role) ? [registration] : []
    );
    return ok({
      kind: 'invite',
      inviteId: inviteIdOf(seed),
      ...grant,
      seedHash: seedHashOf(seed),
      expiresMs,
      memberId,
      seeds: await sealSeed(spaceId, seed, admins)
    });
  };

export const revokeInvite =
  (inviteId: InviteId): Act<RevokeInvite> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const isOpen = context.members.invites.some(({ payload }) => payload.inviteId === inviteId);
    if (!isOpen) return err({ type: 'not-found' });
    return ok({ kind: 'revoke-invite', inviteId, request: null });
  };

/** One request is turned down; the invitation stays open. */
export const declineRequest =
  (requestId: MemberEntryId): Act<RevokeInvite> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const request = context.members.openRequests.find(({ id }) => id === requestId);
    if (!request) return err({ type: 'not-found' });
    const { inviteId } = request.payload;
    return ok({ kind: 'revoke-invite', inviteId, request: requestId });
  };
