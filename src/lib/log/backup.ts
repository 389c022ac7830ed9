/**
 * The backup file (DESIGN 5): an archive of the whole log and its epoch keys, never a device key, under a random file
 * key that is wrapped by the passphrase and sealed to the space's recovery key. Both open it alone; sealing to
 * the recovery key needs no printout, so an automatic backup can be made while the paper lies in the safe.
 * In clear: magic, space id, costs and salt of the passphrase, the sealed halves of the recovery key.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { assert } from '../kernel/assert';
import { concatBytes, equalBytes, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { SpaceId } from '../kernel/ids';
import { err, type Result } from '../kernel/result';
import {
  aeadKeyLength,
  importAeadKey,
  nonceLength,
  openWithNonce,
  sealWithNonce,
  tagLength,
  type AeadKey
} from '../crypto/aead';
import { openSealed, sealOverhead, sealTo } from '../crypto/agree';
import { derive, importDerivationKey } from '../crypto/hkdf';
import {
  derivePassphraseKey,
  readPassphraseParams,
  writePassphraseParams,
  type PassphraseParams
} from '../crypto/passphrase';
import { publicKeyLength } from '../crypto/sign';
import {
  readArchive,
  writeArchive,
  type ArchiveContent,
  type ArchiveFault,
  type ArchiveSink,
  type ArchiveSummary
} from './archive';
import { createByteSource, type ByteSource, type Chunks } from './byte-source';
import { readId, writeId } from './ids';
import type { RecoveryKeys } from './member-payload';
import { openRecovery } from './recovery';

/** Format 1. */
const magic = utf8('TXBKUP1\n');
const maxSlots = 4096;
const wrappedLength = nonceLength + aeadKeyLength + tagLength;
const passphrasePurpose = 'tongxinbu/1/backup-passphrase';
const recoveryPurpose = 'tongxinbu/1/backup-recovery';

/** A passphrase with its derived key: the app may keep both in the vault for automatic backups. */
export interface PassphraseKey {
  readonly params: PassphraseParams;
  /** derivePassphraseKey's 32 bytes. */
  readonly key: Bytes;
}

export interface BackupLocks {
  readonly spaceId: SpaceId;
  readonly passphrase: PassphraseKey | null;
  /** Of the founding entry. At least one of both is there. */
  readonly recovery: RecoveryKeys | null;
}

export type BackupSecret =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  /** The 32 bytes of crypto/recovery-key. */
  | { readonly type: 'recovery-key'; readonly key: Bytes };

export type BackupFault =
  | ArchiveFault
  | { readonly type: 'not-a-backup' }
  /** The file has no lock of this kind. */
  | { readonly type: 'no-such-lock' }
  | { readonly type: 'wrong-secret' };

export async function* writeBackup(
  locks: BackupLocks,
  content: ArchiveContent,
  random: Random
): AsyncGenerator<Bytes> {
  assert(locks.passphrase || locks.recovery, 'a backup that nobody can open is none');
  assert(content.keys.length > 0 && content.head.since === null, 'a backup is whole');
  const fileKey = random.bytes(aeadKeyLength);
  const slots = await encodeSlots(locks, fileKey, random);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, slots.length);
  const prefix = concatBytes(magic, length, slots);
  yield* writeArchive({ prefix, base: await importDerivationKey(fileKey), random }, content);
}

/** The sink's segments count only when the result is ok. */
export async function readBackup(
  chunks: Chunks,
  secret: BackupSecret,
  sink: ArchiveSink
): Promise<Result<ArchiveSummary, BackupFault>> {
  const source = createByteSource(chunks);
  const start = await readPrefix(source);
  if (!start) return err({ type: 'not-a-backup' });
  const { prefix, slots } = start;
  const hasLock = secret.type === 'passphrase' ? slots.passphrase : slots.recovery;
  if (!hasLock) return err({ type: 'no-such-lock' });
  const fileKey = await openSlot(slots, secret);
  if (!fileKey) return err({ type: 'wrong-secret' });
  const base = await importDerivationKey(fileKey);
  const read = await readArchive({ source, prefix, base }, sink);
  if (read.ok && !(await source.isAtEnd()))
    return err({ type: 'malformed', reason: 'more behind' });
  if (read.ok && read.value.head.spaceId !== slots.spaceId) {
    return err({ type: 'malformed', reason: 'another space inside' });
  }
  return read;
}

interface Slots {
  readonly spaceId: SpaceId;
  readonly passphrase: { readonly params: PassphraseParams; readonly wrapped: Bytes } | null;
  readonly recovery: { readonly keys: RecoveryKeys; readonly sealed: Bytes } | null;
}

async function encodeSlots(locks: BackupLocks, fileKey: Bytes, random: Random): Promise<Bytes> {
  const writer = new BinaryWriter();
  writeId(writer, locks.spaceId);
  writer.bool(locks.passphrase !== null);
  if (locks.passphrase) {
    const key = await wrappingKey(locks.passphrase.key);
    writePassphraseParams(writer, locks.passphrase.params);
    const context = associated(passphrasePurpose, locks.spaceId);
    writer.fixed(await sealWithNonce(key, random, fileKey, context), wrappedLength);
  }
  writer.bool(locks.recovery !== null);
  if (locks.recovery) {
    const { signingKey, agreementKey, sealedSecrets } = locks.recovery;
    const sealed = await sealTo(agreementKey, fileKey, associated(recoveryPurpose, locks.spaceId));
    assert(sealed, 'a recovery key is on the curve');
    writer.fixed(signingKey, publicKeyLength).fixed(agreementKey, publicKeyLength);
    writer.bytes(sealedSecrets).fixed(sealed, aeadKeyLength + sealOverhead);
  }
  return writer.finish();
}

function readSlots(reader: BinaryReader): Slots {
  const spaceId = readId<SpaceId>(reader);
  const passphrase = reader.bool()
    ? { params: readPassphraseParams(reader), wrapped: reader.fixed(wrappedLength) }
    : null;
  const recovery = reader.bool()
    ? {
        keys: {
          signingKey: reader.fixed(publicKeyLength),
          agreementKey: reader.fixed(publicKeyLength),
          sealedSecrets: reader.bytes(1024)
        },
        sealed: reader.fixed(aeadKeyLength + sealOverhead)
      }
    : null;
  if (!passphrase && !recovery) throw new DecodeError('no lock');
  return { spaceId, passphrase, recovery };
}

async function readPrefix(
  source: ByteSource
): Promise<{ readonly prefix: Bytes; readonly slots: Slots } | undefined> {
  const start = await source.take(magic.length + 4);
  if (!start || !equalBytes(start.subarray(0, magic.length), magic)) return undefined;
  const length = new DataView(start.buffer).getUint32(magic.length);
  const bytes = length <= maxSlots ? await source.take(length) : undefined;
  const slots = bytes && decodeWith(bytes, readSlots);
  return bytes && slots?.ok ? { prefix: concatBytes(start, bytes), slots: slots.value } : undefined;
}

async function openSlot(slots: Slots, secret: BackupSecret): Promise<Bytes | undefined> {
  if (secret.type === 'passphrase') {
    if (!slots.passphrase) return undefined;
    const { params, wrapped } = slots.passphrase;
    const key = await wrappingKey(await derivePassphraseKey(secret.passphrase, params));
    return openWithNonce(key, wrapped, associated(passphrasePurpose, slots.spaceId));
  }
  if (!slots.recovery) return undefined;
  const opened = await openRecovery(slots.spaceId, secret.key, slots.recovery.keys);
  if (!opened) return undefined;
  const context = associated(recoveryPurpose, slots.spaceId);
  return openSealed(opened.agreementKey, slots.recovery.sealed, context);
}

async function wrappingKey(passphraseKey: Bytes): Promise<AeadKey> {
  const base = await importDerivationKey(passphraseKey);
  return importAeadKey(await derive(base, new Uint8Array(0), passphrasePurpose, aeadKeyLength));
}

function associated(purpose: string, spaceId: SpaceId): Bytes {
  const writer = new BinaryWriter().text(purpose);
  writeId(writer, spaceId);
  return writer.finish();
}
