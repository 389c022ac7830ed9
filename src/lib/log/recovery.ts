/**
 * The recovery key pair of a space: its private halves lie in the founding entry, sealed under the printed key.
 * Whoever holds paper and log can open epoch keys and sign one kind of entry: the adding of an owner device.
 */
import { type BinaryReader, BinaryWriter } from '../kernel/binary';
import { decodeWith } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { SpaceId } from '../kernel/ids';
import {
  aeadKeyLength,
  importAeadKey,
  openWithNonce,
  sealWithNonce,
  type AeadKey
} from '../crypto/aead';
import { importAgreementKey, type AgreementKey } from '../crypto/agree';
import { derive, importDerivationKey } from '../crypto/hkdf';
import { importSigningKey, type KeyPairBytes, type SigningKey } from '../crypto/sign';
import { writeId } from './ids';
import type { RecoveryKeys } from './member-payload';

export interface RecoveryPairs {
  readonly signing: KeyPairBytes;
  readonly agreement: KeyPairBytes;
}

/** The opened recovery key, ready to use; dropped after use. */
export interface OpenedRecovery {
  readonly signingKey: SigningKey;
  readonly signingPublicKey: Bytes;
  readonly agreementKey: AgreementKey;
}

const purpose = 'tongxinbu/1/recovery';

/** `printedKey`: the 32 bytes of crypto/recovery-key. */
export async function sealRecovery(
  spaceId: SpaceId,
  printedKey: Bytes,
  pairs: RecoveryPairs,
  random: Random
): Promise<RecoveryKeys> {
  const secrets = new BinaryWriter().bytes(pairs.signing.secret).bytes(pairs.agreement.secret);
  const key = await keyOf(printedKey);
  return {
    signingKey: pairs.signing.publicKey,
    agreementKey: pairs.agreement.publicKey,
    sealedSecrets: await sealWithNonce(key, random, secrets.finish(), associated(spaceId))
  };
}

/** undefined when the printed key is not the one of this space. */
export async function openRecovery(
  spaceId: SpaceId,
  printedKey: Bytes,
  keys: RecoveryKeys
): Promise<OpenedRecovery | undefined> {
  const secrets = await openWithNonce(
    await keyOf(printedKey),
    keys.sealedSecrets,
    associated(spaceId)
  );
  const pair = secrets && decodeWith(secrets, readSecrets);
  if (!pair?.ok) return undefined;
  return {
    signingKey: await importSigningKey(pair.value.signing),
    signingPublicKey: keys.signingKey,
    agreementKey: await importAgreementKey({
      publicKey: keys.agreementKey,
      secret: pair.value.agreement
    })
  };
}

const readSecrets = (reader: BinaryReader): { signing: Bytes; agreement: Bytes } => ({
  signing: reader.bytes(512),
  agreement: reader.bytes(512)
});

async function keyOf(printedKey: Bytes): Promise<AeadKey> {
  const base = await importDerivationKey(printedKey);
  return importAeadKey(await derive(base, new Uint8Array(0), purpose, aeadKeyLength));
}

function associated(spaceId: SpaceId): Bytes {
  const writer = new BinaryWriter().text(purpose);
  writeId(writer, spaceId);
  return writer.finish();
}
