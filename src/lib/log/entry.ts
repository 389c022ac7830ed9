/**
 * Sealing, checking and opening entries (DESIGN 5). Order when writing: pad, seal each part, hash it into the
 * header, sign the header. One key per entry comes from HKDF(epoch key, salt); part i lies under nonce i, so a salt
 * must never be used twice with one epoch key: it is drawn here and nowhere else. A part may be absent
 * (erased): its length and hash stay in the header and the chain still verifies.
 */
import {
  type BinaryReader,
  BinaryWriter,
  DecodeError,
  decodeWith,
  uintLength
} from '../kernel/binary';
import { assert } from '../kernel/assert';
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../kernel/bytes';
import type { Brand } from '../kernel/brand';
import type { Random } from '../kernel/environment';
import type { Hlc } from '../kernel/hlc';
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import { scopeCode, type Scope } from '../kernel/scope';
import { counterNonce, importAeadKey, open, seal, type AeadKey } from '../crypto/aead';
import { derive, importDerivationKey, type DerivationKey } from '../crypto/hkdf';
import { pad, unpad } from '../crypto/padding';
import { sha256Sync } from '../crypto/sha256';
import {
  isLowS,
  sign,
  signatureLength,
  verify,
  type SigningKey,
  type VerifyingKey
} from '../crypto/sign';
import {
  decodeHeader,
  encodeHeader,
  entryVersion,
  isKnownHeader,
  saltLength,
  suite,
  type AnyHeader,
  type EntryHeader,
  type Malformed,
  type PartHeader
} from './entry-header';
import { writeId, type EntryId, type MemberEntryId } from './ids';
import { limits } from './limits';

/** A signed, sealed step in a chain. `parts[i]` is null when the part is absent. */
export interface Entry<Header extends AnyHeader = AnyHeader> {
  readonly id: EntryId;
  readonly header: Header;
  readonly headerBytes: Bytes;
  readonly signature: Bytes;
  readonly parts: readonly (Bytes | null)[];
}
export type KnownEntry = Entry<EntryHeader>;

/** The secret of an epoch of a scope, ready to derive; see epoch-keys.ts. */
export type EpochKey = Brand<DerivationKey, 'EpochKey'>;
/** The key of one entry. */
export type EntryKey = Brand<AeadKey, 'EntryKey'>;

export const importEpochKey = async (secret: Bytes): Promise<EpochKey> =>
  (await importDerivationKey(secret)) as EpochKey;

/** What the writer decides; the rest of the header is made here. */
export interface EntryDraft {
  readonly spaceId: SpaceId;
  readonly scope: Scope;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly seq: number;
  readonly prev: EntryId;
  /** In any order. */
  readonly memberHeads: readonly MemberEntryId[];
  readonly epoch: number;
  readonly kind: number;
  readonly hlc: Hlc;
  /** Texts only; in any order. */
  readonly deps?: readonly EntryId[];
  readonly parts: readonly { readonly recordId: RecordId; readonly plaintext: Uint8Array }[];
}

export interface SealingKeys {
  readonly epochKey: EpochKey;
  readonly signingKey: SigningKey;
  readonly random: Random;
}

export type EntryFault =
  | Malformed
  | { readonly type: 'unknown-suite'; readonly suite: number }
  | { readonly type: 'wrong-signature' }
  | { readonly type: 'wrong-part'; readonly index: number };

export type OpenFault =
  { readonly type: 'absent' } | { readonly type: 'wrong-key' } | { readonly type: 'tampered' };

const keyPurpose = 'tongxinbu/1/entry';
const signaturePurpose = utf8('tongxinbu/1/entry-signature\0');
const partPurpose = 'tongxinbu/1/part';

/** Seals and signs. Asserts the caps: the writer splits its changes before (limits.entryTarget). */
export async function sealEntry(draft: EntryDraft, keys: SealingKeys): Promise<KnownEntry> {
  const salt = keys.random.bytes(saltLength);
  const { entryKey, commitment } = await deriveKeys(keys.epochKey, salt);
  const { parts: plain, ...rest } = draft;
  const parts = await Promise.all(
    plain.map(({ recordId, plaintext }, index) => {
      const context = { ...rest, version: entryVersion, suite, recordId, index };
      return seal(entryKey, counterNonce(index), pad(plaintext), partAssociated(context));
    })
  );
  const header: EntryHeader = {
    ...rest,
    version: entryVersion,
    suite,
    parts: parts.map((part, i) => describePart(plain[i]?.recordId, part)),
    memberHeads: [...new Set(draft.memberHeads)].sort(),
    salt,
    commitment,
    deps: [...new Set(draft.deps ?? [])].sort()
  };
  return finishEntry(header, parts, keys.signingKey);
}

async function finishEntry(
  header: EntryHeader,
  parts: readonly Bytes[],
  signingKey: SigningKey
): Promise<KnownEntry> {
  const headerBytes = encodeHeader(header);
  const signature = await sign(signingKey, signedBytes(headerBytes));
  const entry = { id: entryIdOf(headerBytes), header, headerBytes, signature, parts };
  assert(decodeEntry(encodeEntry(entry)).ok, 'a sealed entry is one we would accept');
  return entry;
}

function describePart(recordId: RecordId | undefined, sealed: Bytes): PartHeader {
  assert(recordId, 'every part has its record');
  return { recordId, length: sealed.length, hash: sha256Sync(sealed) };
}

export const entryIdOf = (headerBytes: Uint8Array): EntryId =>
  toHex(sha256Sync(headerBytes)) as EntryId;

export function encodeEntry(entry: Entry): Bytes {
  const writer = new BinaryWriter()
    .bytes(entry.headerBytes)
    .fixed(entry.signature, signatureLength);
  for (const part of entry.parts) writer.bytes(part ?? new Uint8Array(0));
  return writer.finish();
}

/** Structure, caps and lengths; hashes and signature are verifyEntry's. */
export function decodeEntry(bytes: Uint8Array): Result<Entry, Malformed> {
  if (bytes.length > limits.entry) return err({ type: 'malformed', reason: 'entry too long' });
  return decodeWith(bytes, (reader) => {
    const signed = readSignedHeader(reader);
    return { ...signed, parts: signed.header.parts.map((part) => readPart(reader, part)) };
  });
}

/** A header with its signature, without the parts; throws DecodeError. */
export function readSignedHeader(reader: BinaryReader): Omit<Entry, 'parts'> {
  const headerBytes = reader.bytes(limits.header);
  const header = decodeHeader(headerBytes);
  if (!header.ok) throw new DecodeError(header.error.reason);
  const signature = reader.fixed(signatureLength);
  if (!isLowS(signature)) throw new DecodeError('signature not in its low form');
  // Wherever it comes from, and whether its parts are here: what is taken in has to be read again from every store.
  if (wholeLength(header.value, headerBytes) > limits.entry)
    throw new DecodeError('entry too long');
  return { id: entryIdOf(headerBytes), header: header.value, headerBytes, signature };
}

/** Bytes of the entry with all its parts, as encodeEntry writes them. */
const wholeLength = ({ parts }: AnyHeader, headerBytes: Bytes): number =>
  parts.reduce(
    (sum, { length }) => sum + uintLength(length) + length,
    uintLength(headerBytes.length) + headerBytes.length + signatureLength
  );

/** A part of exactly the length its header names, or null when it is absent; throws DecodeError. */
export function readPart(reader: BinaryReader, header: PartHeader): Bytes | null {
  const length = reader.uint(limits.part);
  if (length === 0) return null;
  if (length !== header.length) throw new DecodeError('part length differs from the header');
  return reader.fixed(length);
}

/**
 * Hashes of the parts that are there, then the signature. The key must be the one registered for the header's
 * device and incarnation. Authority is not judged here (members.ts), nor the chain (chain.ts).
 */
export async function verifyEntry(
  entry: Entry,
  key: VerifyingKey
): Promise<Result<void, EntryFault>> {
  if (entry.header.suite !== suite)
    return err({ type: 'unknown-suite', suite: entry.header.suite });
  const wrong = findWrongPart(entry);
  if (wrong !== undefined) return err({ type: 'wrong-part', index: wrong });
  if (!(await verify(key, signedBytes(entry.headerBytes), entry.signature))) {
    return err({ type: 'wrong-signature' });
  }
  return ok(undefined);
}

/** Index of the first part whose bytes are not those the header names. */
export function findWrongPart(entry: Entry): number | undefined {
  const index = entry.parts.findIndex((part, i) => {
    const header = entry.header.parts[i];
    return part !== null && !(header && equalBytes(sha256Sync(part), header.hash));
  });
  return index < 0 ? undefined : index;
}

/** The key of an entry, or `wrong-key` when the epoch key is not the one it was sealed under. */
export async function deriveEntryKey(
  header: EntryHeader,
  epochKey: EpochKey
): Promise<Result<EntryKey, { readonly type: 'wrong-key' }>> {
  const { entryKey, commitment } = await deriveKeys(epochKey, header.salt);
  return equalBytes(commitment, header.commitment) ? ok(entryKey) : err({ type: 'wrong-key' });
}

/** The plaintext of a part, with its padding taken off. */
export async function openPart(
  entry: KnownEntry,
  index: number,
  entryKey: EntryKey
): Promise<Result<Bytes, OpenFault>> {
  const part = entry.parts[index];
  const recordId = entry.header.parts[index]?.recordId;
  if (!part || !recordId) return err({ type: 'absent' });
  const associated = partAssociated({ ...entry.header, recordId, index });
  const padded = await open(entryKey, counterNonce(index), part, associated);
  const content = padded && unpad(padded);
  return content ? ok(content) : err({ type: 'tampered' });
}

/** The entry with some parts absent: what remains of it after an erasure. */
export function withoutParts(entry: Entry, isErased: (recordId: RecordId) => boolean): Entry {
  const parts = entry.parts.map((part, i) => {
    const recordId = entry.header.parts[i]?.recordId;
    return recordId !== undefined && isErased(recordId) ? null : part;
  });
  return { ...entry, parts };
}

export const isKnownEntry = (entry: Entry): entry is KnownEntry => isKnownHeader(entry.header);

async function deriveKeys(epochKey: EpochKey, salt: Bytes) {
  const bytes = await derive(epochKey, salt, keyPurpose, 64);
  const entryKey = (await importAeadKey(bytes.slice(0, 32))) as EntryKey;
  return { entryKey, commitment: bytes.slice(32) };
}

const signedBytes = (headerBytes: Bytes): Bytes => concatBytes(signaturePurpose, headerBytes);

interface PartContext {
  readonly version: number;
  readonly suite: number;
  readonly spaceId: SpaceId;
  readonly scope: Scope;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  readonly seq: number;
  readonly epoch: number;
  readonly recordId: RecordId;
  readonly index: number;
}

/** Binds a sealed part to its one place in the log. */
function partAssociated(context: PartContext): Bytes {
  const writer = new BinaryWriter().text(partPurpose).u8(context.version).u8(context.suite);
  writeId(writer, context.spaceId);
  writer.uint(scopeCode[context.scope]);
  writeId(writer, context.deviceId);
  writer.uint(context.incarnation).uint(context.seq).uint(context.epoch);
  writeId(writer, context.recordId);
  return writer.uint(context.index).finish();
}
