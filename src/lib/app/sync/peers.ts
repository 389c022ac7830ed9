/** Which other devices belong to the space now, and what their newest words say. Pure. */
import type { DeviceId } from '../../kernel/ids';
import type { MemberId } from '../../log/ids';
import type { ResolvedMembers } from '../../log/members';
import type { DeviceNames } from '../members/device-names';
import type { Word } from './sync-notes';

export interface Peer {
  readonly deviceId: DeviceId;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly deviceName: string;
  readonly word: Word | undefined;
}

/** Devices of present members but this one: one item each, by the newest incarnation. */
export function peersOf(
  members: ResolvedMembers,
  own: DeviceId,
  words: readonly Word[],
  deviceNames: DeviceNames
): readonly Peer[] {
  const peers = new Map<DeviceId, { readonly peer: Peer; readonly incarnation: number }>();
  for (const { memberId, name, grant, devices } of members.members) {
    if (!grant) continue;
    for (const { registration, isActive } of devices) {
      const { deviceId, incarnation } = registration;
      if (!isActive || deviceId === own) continue;
      if ((peers.get(deviceId)?.incarnation ?? 0) > incarnation) continue;
      const word = words.find(
        ({ signed: { status } }) =>
          status.deviceId === deviceId && status.incarnation === incarnation
      );
      const deviceName = deviceNames.get(deviceId) ?? registration.name;
      const names = { memberName: name, deviceName };
      peers.set(deviceId, { peer: { deviceId, memberId, ...names, word }, incarnation });
    }
  }
  return [...peers.values()].map(({ peer }) => peer);
}

/** The device as the person knows it: the member's name, or the signer's own when it is no member's now. */
export function nameOfDevice(
  members: ResolvedMembers,
  { deviceId, incarnation }: { readonly deviceId: DeviceId; readonly incarnation: number }
): string | undefined {
  const registration = members.registrationOf(deviceId, incarnation);
  const member = members.members.find(({ memberId }) => memberId === registration?.memberId);
  return member?.name ?? registration?.name;
}
