/**
 * DeviceName 设备名称: what a device is called since it was renamed (issue 3). What stands in the member log is signed and stays;
 * history and papers keep naming the person. Two devices that rename the same one meet in one record. Whether a name holds
 * depends on who gave it (app/members/device-names).
 */
import { isDeviceId, type DeviceId } from '../../kernel/ids';
import { internalField, textField, writerField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const own = { section: '设备', class: 'P' } as const;

export const deviceNameRecord = defineRecord({
  kind: 'deviceName',
  label: '设备名称',
  version: 1,
  stream: 'records',
  identity: ['device'],
  fields: {
    device: internalField<DeviceId>({ ...own, label: '设备', check: isDeviceId, required: true }),
    name: textField({ ...own, label: '名称', maxLength: 30, words: 'person', required: true }),
    namedBy: writerField({ ...own, label: '改名的设备', of: 'name' })
  },
  title: (values) => values.name ?? '',
  isSetting: true
});

export type DeviceNameValues = ValuesOf<typeof deviceNameRecord>;
export type DeviceNameRow = RowOf<typeof deviceNameRecord>;
