/** Invitations in words: for whom, and what revoking them takes away. Pure. */
import type { AnswerItem, InvitationItem, MemberItem } from '../../app/members/types';
import { inviteWords, membersWords as words } from '../../text/members';

export const nameOfInvitation = ({ label, memberId }: InvitationItem): string =>
  [label ?? words.noLabel, memberId && words.ownDevice].filter(Boolean).join(' · ');

/** For a further device of this very member. */
export const isForOwnDevice = (
  invitation: Pick<InvitationItem, 'memberId'> | undefined,
  self: Pick<MemberItem, 'id'> | undefined
): boolean => self !== undefined && invitation?.memberId === self.id;

export const titleOfLink = (
  invitation: InvitationItem,
  self: Pick<MemberItem, 'id'> | undefined
): string =>
  isForOwnDevice(invitation, self) && invitation.label
    ? inviteWords.ownMadeFor(invitation.label)
    : inviteWords.madeFor(nameOfInvitation(invitation));

/** The person may be a member still, with another device. */
export function outlivedReason(
  outlived: NonNullable<InvitationItem['outlived']>,
  useCount: number
): string {
  const { used, unused, inviter } = words.outlivedWhy;
  if (outlived === 'inviter') return inviter;
  return useCount > 0 ? used : unused;
}

/** Names of those who were admitted by one of them and have not got the answer: revoked, it can't be given any more. */
export function unansweredOf(
  invitations: readonly InvitationItem[],
  answers: readonly AnswerItem[]
): string {
  const ids = new Set(invitations.map(({ id }) => id));
  return answers.flatMap(({ inviteId, name }) => (ids.has(inviteId) ? [name] : [])).join('、');
}

export function revokeQuestion(
  invitations: readonly InvitationItem[],
  answers: readonly AnswerItem[]
): string {
  const names = unansweredOf(invitations, answers);
  return `${words.revokeAsk}${names === '' ? '' : words.revokeLosesAnswer(names)}`;
}
