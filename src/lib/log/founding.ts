/** Founding a space: the first member entry, its keys for every stream, and its recovery key. */
import type { Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import { createDeviceId, type SpaceId } from '../kernel/ids';
import { generateAgreementPair } from '../crypto/agree';
import { generateSigningPair, importSigningKey, type KeyPairBytes } from '../crypto/sign';
import { clientIdOf } from './client-id';
import { createEpochSecret, sealEpoch, type EpochSecret, type KeyStream } from './epoch-keys';
import { createMemberId } from './ids';
import { signMemberEntry, spaceIdOf, type MemberEntry } from './member-entry';
import {
  compareSealedEpochs,
  type DeviceRegistration,
  type Found,
  type PolicySetting
} from './member-payload';
import { sealRecovery, type RecoveryPairs } from './recovery';

/** Makes key pairs; tests pass fixed ones. */
export interface PairSource {
  signing(): Promise<KeyPairBytes>;
  agreement(): Promise<KeyPairBytes>;
}
export const generatedPairs: PairSource = {
  signing: generateSigningPair,
  agreement: generateAgreementPair
};

export interface DeviceKeyPairs {
  readonly signing: KeyPairBytes;
  readonly agreement: KeyPairBytes;
}

/** A fresh device: its registration and the pairs to wrap under the vault key. */
export interface NewDevice {
  readonly registration: DeviceRegistration;
  readonly pairs: DeviceKeyPairs;
}

export interface FoundedSpace {
  readonly spaceId: SpaceId;
  readonly device: NewDevice;
  readonly entry: MemberEntry<Found>;
  /** Epoch 1 of every stream. */
  readonly secrets: readonly EpochSecret[];
}

export const keyStreams: readonly KeyStream[] = ['general', 'sensitive', 'reports', 'carrier'];

/** A device of a new member unless `of` names the registration that it continues with a new incarnation. */
export async function createDevice(
  name: string,
  random: Random,
  pairs: PairSource = generatedPairs,
  of?: DeviceRegistration
): Promise<NewDevice> {
  const own = { signing: await pairs.signing(), agreement: await pairs.agreement() };
  const deviceId = of?.deviceId ?? createDeviceId(random);
  const incarnation = (of?.incarnation ?? 0) + 1;
  const registration: DeviceRegistration = {
    memberId: of?.memberId ?? createMemberId(random),
    deviceId,
    incarnation,
    name,
    signingKey: own.signing.publicKey,
    agreementKey: own.agreement.publicKey,
    clientId: clientIdOf(deviceId, incarnation)
  };
  return { registration, pairs: own };
}

/** `printedKey`: 32 bytes that the founder prints (crypto/recovery-key), or null for a space without one. */
export async function foundSpace(options: {
  readonly name: string;
  readonly printedKey: Bytes | null;
  readonly atMs: number;
  readonly random: Random;
  readonly policy?: readonly PolicySetting[];
  readonly pairs?: PairSource;
}): Promise<FoundedSpace> {
  const { random, pairs = generatedPairs } = options;
  const device = await createDevice(options.name, random, pairs);
  const { registration: founder } = device;
  const nonce = random.bytes(16);
  const spaceId = spaceIdOf(founder.signingKey, nonce);
  const recovery: RecoveryPairs | null = options.printedKey
    ? { signing: await pairs.signing(), agreement: await pairs.agreement() }
    : null;
  const secrets = keyStreams.map((stream) => createEpochSecret(stream, 1, random));
  const sealedTo = { devices: [founder], recoveryKey: recovery?.agreement.publicKey ?? null };
  const keys = await Promise.all(secrets.map((secret) => sealEpoch(spaceId, secret, sealedTo)));
  const payload: Found = {
    kind: 'found',
    nonce,
    founder,
    recovery:
      recovery && options.printedKey
        ? await sealRecovery(spaceId, options.printedKey, recovery, random)
        : null,
    policy: [...(options.policy ?? [])].sort((a, b) => a.key - b.key),
    keys: keys.sort(compareSealedEpochs)
  };
  const author = {
    deviceId: founder.deviceId,
    incarnation: founder.incarnation,
    signingKey: founder.signingKey
  };
  const entry = await signMemberEntry(
    { spaceId, author, parents: [], atMs: options.atMs, payload },
    await importSigningKey(device.pairs.signing.secret)
  );
  return { spaceId, device, entry, secrets };
}
