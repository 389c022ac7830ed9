/** Cuts (SPEC M19): how far the chains of some devices have arrived here. */
import { compareChains } from '../chain';
import type { Cut, DeviceRegistration } from '../member-payload';
import type { ActContext } from './act';

/** 72 kB of a member entry; the rest is for keys. No honest device comes near. */
const mostCuts = 1024;

/**
 * Of every incarnation of these devices. Who has made more chains than that, to be beyond removing, keeps the longest:
 * of the others everything is held, and listed for an administrator.
 */
export function cutsOf(
  { frontier }: Pick<ActContext, 'frontier'>,
  devices: readonly DeviceRegistration[]
): readonly Cut[] {
  const ids = new Set(devices.map(({ deviceId }) => deviceId));
  return frontier.chains
    .filter(({ deviceId }) => ids.has(deviceId))
    .sort((a, b) => b.seq - a.seq || compareChains(a, b))
    .slice(0, mostCuts)
    .sort(compareChains);
}
