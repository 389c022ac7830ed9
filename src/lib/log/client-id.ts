/** The one Yjs clientID of a device's incarnation: 48 bits of SHA-256, so that it is known without asking. */
import { BinaryWriter } from '../kernel/binary';
import type { DeviceId } from '../kernel/ids';
import { sha256Sync } from '../crypto/sha256';
import { writeId } from './ids';

/** A safe integer below 2^48; merge admits no other clientID from this device and incarnation. */
export function clientIdOf(deviceId: DeviceId, incarnation: number): number {
  const writer = new BinaryWriter().text('tongxinbu/1/client-id');
  writeId(writer, deviceId);
  const hash = sha256Sync(writer.uint(incarnation).finish());
  let id = 0;
  for (let i = 0; i < 6; i++) id = id * 256 + (hash[i] ?? 0);
  return id;
}
