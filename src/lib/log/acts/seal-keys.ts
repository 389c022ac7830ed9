/** Epoch keys inside acts: those a device still needs, and new ones for everybody who stays (SPEC K1, K2, M15–M17). */
import { err, ok, type Result } from '../../kernel/result';
import {
  createEpochSecret,
  sealEpoch,
  type EpochSecret,
  type KeyStream,
  type SealedEpoch
} from '../epoch-keys';
import { keyStreams } from '../founding';
import type { Grant } from '../grant';
import { secretsToPass } from '../key-ring';
import { limits } from '../limits';
import {
  mayHold,
  olderKeys,
  rootsOf,
  secretFor,
  type ActiveDevice,
  type CurrentEpoch
} from '../member-keys';
import { compareSealedEpochs, type DeviceRegistration } from '../member-payload';
import { canAdminister } from '../roles';
import { deviceKey, type ActContext, type ActError } from './act';

export const streamsOf = (grant: Grant): KeyStream[] =>
  keyStreams.filter((stream) => mayHold(grant, stream));

const heldOf = ({ ring }: ActContext, stream: KeyStream): EpochSecret[] =>
  ring.all().filter((secret) => secret.stream === stream);

/**
 * What devices need to read everything of these streams: the newest secret, and of concurrent rotations the other
 * one too. Keys of a stream that this device does not hold are left for others to grant.
 */
export async function sealForDevices(
  context: ActContext,
  streams: readonly KeyStream[],
  devices: readonly DeviceRegistration[]
): Promise<SealedEpoch[]> {
  const older = olderKeys(context.members.epochs);
  const roots = streams.flatMap((stream) => rootsOf(heldOf(context, stream), older));
  const secrets = secretsToPass(roots, context.members);
  const keys = await Promise.all(
    secrets.map((secret) => sealEpoch(context.members.spaceId, secret, { devices }))
  );
  return keys.sort(compareSealedEpochs);
}

/** What these of the active devices lack and this device holds: one box a device and key. */
export async function sealMissing(
  context: ActContext,
  among: readonly ActiveDevice[] = context.members.activeDevices
): Promise<SealedEpoch[]> {
  const { members, ring } = context;
  const older = olderKeys(members.epochs);
  const meant = new Set(among.map(({ registration }) => deviceKey(registration)));
  const devicesByKey = new Map<EpochSecret, DeviceRegistration[]>();
  for (const stream of keyStreams) {
    for (const { registration, keys: lacking } of members.currentEpoch(stream)?.lacking ?? []) {
      if (!meant.has(deviceKey(registration))) continue;
      const secrets = lacking.flatMap((key) => ring.find(key) ?? []);
      for (const secret of rootsOf(secrets, older)) {
        devicesByKey.set(secret, [...(devicesByKey.get(secret) ?? []), registration]);
      }
    }
  }
  const keys = await Promise.all(
    [...devicesByKey]
      .slice(0, limits.sealedEpochs)
      .map(([secret, devices]) => sealEpoch(members.spaceId, secret, { devices }))
  );
  return keys.sort(compareSealedEpochs);
}

/**
 * New epochs of these streams, for the devices that stay and have the right to them. A stream whose present key this
 * device does not hold is left for an administrator who does, because a new one would cut newcomers off from what is
 * older; that one's device sees that it is due.
 */
export async function rotateStreams(
  context: ActContext,
  streams: readonly KeyStream[],
  remaining: readonly ActiveDevice[]
): Promise<Result<SealedEpoch[], ActError>> {
  const { members, random } = context;
  const recoveryKey = members.founding?.payload.recovery?.agreementKey ?? null;
  const older = olderKeys(members.epochs);
  const keys: SealedEpoch[] = [];
  for (const stream of streams) {
    const current = members.currentEpoch(stream);
    const held = heldOf(context, stream);
    if (!current || (!secretFor(current, held) && !isOrphaned(context, stream, remaining)))
      continue;
    const devices = remaining.flatMap(({ registration, grant }) =>
      mayHold(grant, stream) ? [registration] : []
    );
    if (devices.length > limits.recipients) return err({ type: 'too-many' });
    const next = createEpochSecret(stream, nextEpoch(context, current), random);
    const previous = previousKeys(current, held, next.epoch, older);
    keys.push(await sealEpoch(members.spaceId, next, { devices, recoveryKey, previous }));
  }
  return ok(keys.sort(compareSealedEpochs));
}

/** Above void keys too that this device holds, so that the new one can hold them. */
const nextEpoch = ({ ring }: ActContext, { epoch, stray }: CurrentEpoch): number =>
  Math.max(epoch, ...stray.filter((key) => ring.has(key)).map((key) => key.epoch)) + 1;

/** The present one first: others can hand out any number of keys that nobody uses. */
function previousKeys(
  current: CurrentEpoch,
  held: readonly EpochSecret[],
  next: number,
  older: ReturnType<typeof olderKeys>
): EpochSecret[] {
  const below = held.filter(({ epoch }) => epoch < next);
  const roots = rootsOf(below, older).sort(
    (a, b) => Number(b.keyId === current.keyId) - Number(a.keyId === current.keyId)
  );
  return roots.slice(0, limits.previousKeys);
}

/** Active devices without some. */
export function remainingWithout(
  { members }: ActContext,
  gone: readonly DeviceRegistration[]
): ActiveDevice[] {
  const keys = new Set(gone.map(deviceKey));
  return members.activeDevices.filter(({ registration }) => !keys.has(deviceKey(registration)));
}

/** No administrator holds the present key of the stream: nobody could grant it, so it is replaced. */
export function isOrphaned(
  { members }: ActContext,
  stream: KeyStream,
  among: readonly ActiveDevice[] = members.activeDevices
): boolean {
  const current = members.currentEpoch(stream);
  if (!current) return false;
  const without = new Set(
    current.lacking
      .filter(({ keys }) => keys.some(({ keyId }) => keyId === current.keyId))
      .map(({ registration }) => deviceKey(registration))
  );
  // Keys of an earlier incarnation may have gone with a profile that was put back; those of the newest are there.
  const isNewest = ({ registration: own }: ActiveDevice): boolean =>
    !among.some(
      ({ registration }) =>
        registration.deviceId === own.deviceId && registration.incarnation > own.incarnation
    );
  const admins = among.filter((one) => canAdminister(one.grant.role) && isNewest(one));
  return admins.every(({ registration }) => without.has(deviceKey(registration)));
}

/** A key that turned out void, which a new epoch by this device would bring to those who can't reach it. */
function bringsStray(context: ActContext, stream: KeyStream): boolean {
  const current = context.members.currentEpoch(stream);
  if (!current || current.stray.length === 0) return false;
  const older = olderKeys(context.members.epochs);
  const held = heldOf(context, stream);
  const previous = previousKeys(current, held, nextEpoch(context, current), older);
  return current.stray.some(({ keyId }) => previous.some((secret) => secret.keyId === keyId));
}

/** Streams whose present key someone without the right to it holds, or no administrator; or with keys that strayed. */
export const streamsToRotate = (context: ActContext): KeyStream[] =>
  keyStreams.filter(
    (stream) =>
      context.members.currentEpoch(stream)?.mustRotate ||
      isOrphaned(context, stream) ||
      bringsStray(context, stream)
  );
