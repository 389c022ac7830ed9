/** What devices have been renamed to; who may not read the book's records sees the names of the member log. */
import type { DeviceNameRow } from '../../domain/device-name/record';
import type { DeviceId } from '../../kernel/ids';
import type { RecordView } from '../../storage/types';

export type DeviceNames = ReadonlyMap<DeviceId, string>;

export function readDeviceNames(view: RecordView): DeviceNames {
  // Sealed for a moment after the book was opened.
  if (!view.isOpen(['deviceName'])) return new Map();
  const rows = view.rows('deviceName') as readonly DeviceNameRow[];
  return new Map(
    rows.flatMap(({ isDeleted, values: { device, name } }) =>
      !isDeleted && device !== undefined && name !== undefined ? [[device, name] as const] : []
    )
  );
}
