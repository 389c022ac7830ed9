/**
 * What devices have been renamed to; who may not read the book's records sees the names of the member log. A record of the
 * book can be written by every editor, so a name counts only from whoever may give it: the member whose device it is, or an
 * administrator (of who was removed by what they were before). Any other is passed over, whatever build wrote it.
 */
import type { DeviceNameRow } from '../../domain/device-name/record';
import type { DeviceId } from '../../kernel/ids';
import type { ResolvedMember, ResolvedMembers } from '../../log/members';
import { canAdminister } from '../../log/roles';
import { parseSlot } from '../../storage/slot';
import type { RecordView } from '../../storage/types';

export type DeviceNames = ReadonlyMap<DeviceId, string>;

export function readDeviceNames(view: RecordView, members: ResolvedMembers): DeviceNames {
  // Sealed for a moment after the book was opened.
  if (!view.isOpen(['deviceName'])) return new Map();
  const rows = view.rows('deviceName') as readonly DeviceNameRow[];
  const memberByDevice = membersByDevice(members);
  return new Map(
    rows.flatMap(({ isDeleted, values: { device, name, namedBy } }) => {
      if (isDeleted || device === undefined || name === undefined || namedBy === undefined)
        return [];
      const by = memberByDevice.get(parseSlot(namedBy).deviceId);
      return mayName(by, memberByDevice.get(device)) ? [[device, name] as const] : [];
    })
  );
}

const membersByDevice = ({ members }: ResolvedMembers): ReadonlyMap<DeviceId, ResolvedMember> =>
  new Map(
    members.flatMap((member) =>
      member.devices.map(({ registration }) => [registration.deviceId, member] as const)
    )
  );

const mayName = (by: ResolvedMember | undefined, whose: ResolvedMember | undefined): boolean =>
  by !== undefined && (by === whose || (by.lastGrant !== null && canAdminister(by.lastGrant.role)));
