/** A writer's slot and the device and incarnation it stands for. */
import { assert } from '../kernel/assert';
import { fromBase64Url, toHex } from '../kernel/bytes';
import type { DeviceId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import type { Chain } from '../log/chain';
import { clientIdOf } from '../log/client-id';
import type { EntryFrame } from '../log/entry-header';
import { createWriterSlot, type WriterSlot } from '../merge/field-key';

export const slotOf = (header: Pick<EntryFrame, 'deviceId' | 'incarnation'>): WriterSlot =>
  createWriterSlot(header.deviceId, header.incarnation);

export function parseSlot(slot: string): { deviceId: DeviceId; incarnation: number } {
  const at = slot.indexOf('.');
  const bytes = fromBase64Url(slot.slice(0, at));
  assert(bytes?.length === 16, 'a slot names a device');
  return { deviceId: toHex(bytes) as DeviceId, incarnation: Number(slot.slice(at + 1)) };
}

/** In whatever incarnation. */
export const isSlotOf = (deviceId: DeviceId, slot: string): boolean =>
  parseSlot(slot).deviceId === deviceId;

/** The Yjs client id that a slot writes under. */
export function clientOfSlot(slot: string): number {
  const { deviceId, incarnation } = parseSlot(slot);
  return clientIdOf(deviceId, incarnation);
}

export const chainOfName = ({ slot, scope }: { slot: string; scope: Scope }): Chain => ({
  scope,
  ...parseSlot(slot)
});
