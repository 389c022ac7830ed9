/** Cuts (SPEC M19): how far the chains of some devices have arrived here. */
import { limits } from '../limits';
import type { Cut, DeviceRegistration } from '../member-payload';
import type { ActContext } from './act';

/** Of every incarnation of these devices; undefined above the cap, which no honest device comes near. */
export function cutsOf(
  { frontier }: ActContext,
  devices: readonly DeviceRegistration[]
): readonly Cut[] | undefined {
  const ids = new Set(devices.map(({ deviceId }) => deviceId));
  const cuts = frontier.chains.filter(({ deviceId }) => ids.has(deviceId));
  return cuts.length <= limits.cuts ? cuts : undefined;
}
