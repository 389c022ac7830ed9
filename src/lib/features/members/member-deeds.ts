/** What can be done to a member, and by whom: each opens a dialog of its own. */
import type { MemberItem, MembersView } from '../../app/members/types';

export type MemberDeed = 'rename' | 'grant' | 'add-device' | 'hand-over' | 'remove';

export function deedsFor(
  { id, canBeChanged, isSelf, devices }: MemberItem,
  { canAdminister, members }: Pick<MembersView, 'canAdminister' | 'members'>,
  mayWrite: boolean
): readonly MemberDeed[] {
  const hasDevice = devices.some(({ isActive }) => isActive);
  const rename = mayWrite && hasDevice && (isSelf || canAdminister) ? (['rename'] as const) : [];
  if (!canAdminister || !(canBeChanged || isSelf)) return rename;
  const hasOthers = members.some((member) => member.grant && member.id !== id);
  const isAlone = isSelf && devices.filter(({ isActive }) => isActive).length < 2;
  return [
    ...rename,
    ...(canBeChanged ? (['grant'] as const) : []),
    'add-device',
    ...(hasOthers ? (['hand-over'] as const) : []),
    // Of oneself only another device: who leaves is removed by a colleague.
    ...(isAlone ? [] : (['remove'] as const))
  ];
}
