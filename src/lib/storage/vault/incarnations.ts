/**
 * V6 Keys of later incarnations of a slot's device. A device that was put back to an older state makes new keys while it is
 * unlocked (DESIGN 5 "Fork"): they are wrapped beside the first ones, and row and witness are written in one step.
 */
import { utf8 } from '../../kernel/bytes';
import { openWithNonce, sealWithNonce } from '../../crypto/aead';
import { generatedPairs } from '../../log/founding';
import type { OpenVaultParts } from './open-vault';
import {
  decodeDeviceSecrets,
  encodeDeviceSecrets,
  maxLaterIncarnations,
  parseSlotRow,
  slotAad,
  type DeviceSecrets,
  type IncarnationSecrets,
  type SlotRow
} from './slot-format';
import { isWitnessed, witnessName, witnessSlot } from './slot-witness';

export type SlotParts = Pick<
  OpenVaultParts,
  'store' | 'random' | 'exclusively' | 'vaultKey' | 'slotKey' | 'slot'
>;

interface StoredDevice {
  readonly row: SlotRow;
  readonly device: DeviceSecrets;
}

/** The slot's device as it is stored now; undefined where another tab has wrapped it anew or the row was put back. */
export async function readDevice(parts: SlotParts): Promise<StoredDevice | undefined> {
  const { store, slot, slotKey, vaultKey } = parts;
  const row = parseSlotRow(await store.get('slots', slot.id));
  const witness = await store.get('meta', witnessName(slot.id));
  if (!row || !(await isWitnessed(vaultKey, slot.id, row, witness))) return undefined;
  const bytes = await openWithNonce(slotKey, row.wrappedDevice, utf8(slotAad(slot.id, 'device')));
  const device = bytes && decodeDeviceSecrets(bytes);
  return device?.ok ? { row, device: device.value } : undefined;
}

/** Makes and keeps the keys of an incarnation, or gives those that another space had made under this number. */
export const addIncarnation = (
  parts: SlotParts,
  incarnation: number
): Promise<IncarnationSecrets | undefined> =>
  parts.exclusively(async () => {
    const { store, random, slot, slotKey, vaultKey } = parts;
    const stored = await readDevice(parts);
    if (!stored) return undefined;
    const kept = stored.device.later ?? [];
    const known = kept.find((one) => one.incarnation === incarnation);
    if (known) return known;
    const [signing, agreement] = [await generatedPairs.signing(), await generatedPairs.agreement()];
    const made = { incarnation, signing, agreement };
    const device = { ...stored.device, later: [...kept, made].slice(-maxLaterIncarnations) };
    const wrappedDevice = await sealWithNonce(
      slotKey,
      random,
      encodeDeviceSecrets(device),
      utf8(slotAad(slot.id, 'device'))
    );
    const row: SlotRow = { ...stored.row, wrappedDevice };
    await store.write([
      { table: 'slots', key: slot.id, value: row },
      await witnessSlot(vaultKey, random, slot.id, row)
    ]);
    return made;
  });
