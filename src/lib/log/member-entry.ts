/**
 * Member entries: a signed hash-DAG per space (DESIGN 5). The body names its parents, so what an author knew is part
 * of what was signed; the id is SHA-256 of the body without the signature. The author's public key stands in the
 * body: a signature can be checked alone, and the resolver judges whether that key is the author's.
 * Versions and kinds this build doesn't know keep their frame and are stored and forwarded.
 */
import { BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { assert } from '../kernel/assert';
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../kernel/bytes';
import type { DeviceId, SpaceId } from '../kernel/ids';
import { err, type Result } from '../kernel/result';
import { isAgreementPublicKey } from '../crypto/agree';
import { sha256Sync } from '../crypto/sha256';
import {
  importVerifyingKey,
  isLowS,
  publicKeyLength,
  sign,
  signatureLength,
  verify,
  type SigningKey
} from '../crypto/sign';
import { readPositive, readSortedHashes, suite, type Malformed } from './entry-header';
import { readId, writeHash, writeId, type MemberEntryId } from './ids';
import { limits } from './limits';
import {
  codeOfPayload,
  decodePayload,
  encodePayload,
  memberKindOfCode,
  type MemberPayload
} from './member-payload';

export const memberEntryVersion = 1;

export interface MemberAuthor {
  /** For an entry by the recovery key: the device that is added. */
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  /** 65 raw bytes. */
  readonly signingKey: Bytes;
}

export interface MemberEntry<P extends MemberPayload = MemberPayload> {
  readonly id: MemberEntryId;
  readonly version: number;
  readonly suite: number;
  readonly spaceId: SpaceId;
  readonly author: MemberAuthor;
  /** Sorted; none for `found` and `request` only. */
  readonly parents: readonly MemberEntryId[];
  /** Epoch milliseconds by the author's clock: shown, never used to decide. */
  readonly atMs: number;
  readonly payload: P;
  readonly bodyBytes: Bytes;
  readonly signature: Bytes;
}

export interface MemberEntryDraft<P extends MemberPayload = MemberPayload> {
  readonly spaceId: SpaceId;
  readonly author: MemberAuthor;
  /** In any order: the present heads. */
  readonly parents: readonly MemberEntryId[];
  readonly atMs: number;
  readonly payload: P;
}

const signaturePurpose = utf8('tongxinbu/1/member-signature\0');

/** Encodes and signs. Asserts that the payload's lists are sorted and within their caps. */
export async function signMemberEntry<P extends MemberPayload>(
  draft: MemberEntryDraft<P>,
  key: SigningKey
): Promise<MemberEntry<P>> {
  const parents = [...new Set(draft.parents)].sort();
  const content = { ...draft, parents, version: memberEntryVersion, suite };
  const bodyBytes = encodeBody(content);
  const signature = await sign(key, signedBytes(bodyBytes));
  const entry = { ...content, id: memberEntryIdOf(bodyBytes), bodyBytes, signature };
  const decoded = decodeMemberEntry(encodeMemberEntry(entry));
  assert(
    decoded.ok,
    decoded.ok ? '' : `a signed member entry is acceptable: ${decoded.error.reason}`
  );
  return entry;
}

export const memberEntryIdOf = (bodyBytes: Uint8Array): MemberEntryId =>
  toHex(sha256Sync(bodyBytes)) as MemberEntryId;

export function encodeMemberEntry(entry: Pick<MemberEntry, 'bodyBytes' | 'signature'>): Bytes {
  return new BinaryWriter().bytes(entry.bodyBytes).fixed(entry.signature, signatureLength).finish();
}

/** Structure and caps; the signature is verifyMemberEntry's, authority the resolver's. */
export function decodeMemberEntry(bytes: Uint8Array): Result<MemberEntry, Malformed> {
  if (bytes.length > limits.memberEntry) {
    return err({ type: 'malformed', reason: 'member entry too long' });
  }
  return decodeWith(bytes, (reader) => {
    const bodyBytes = reader.bytes(limits.memberEntry);
    const signature = reader.fixed(signatureLength);
    if (!isLowS(signature)) throw new DecodeError('signature not in its low form');
    return { ...readBody(bodyBytes), id: memberEntryIdOf(bodyBytes), bodyBytes, signature };
  });
}

/**
 * True when the entry was signed by the key it names, and what it registers are keys: one that nothing can be sealed to
 * would end every rotation that should reach its device.
 */
export async function verifyMemberEntry(entry: MemberEntry): Promise<boolean> {
  if (entry.suite !== suite) return false;
  const key = await importVerifyingKey(entry.author.signingKey);
  if (!key || !(await verify(key, signedBytes(entry.bodyBytes), entry.signature))) return false;
  for (const { signingKey, agreementKey } of registeredKeys(entry.payload)) {
    if (!(await importVerifyingKey(signingKey))) return false;
    if (!(await isAgreementPublicKey(agreementKey))) return false;
  }
  return true;
}

function registeredKeys(
  payload: MemberPayload
): readonly { readonly signingKey: Bytes; readonly agreementKey: Bytes }[] {
  switch (payload.kind) {
    case 'found':
      return payload.recovery ? [payload.founder, payload.recovery] : [payload.founder];
    case 'request':
    case 'add-device':
      return [payload.device];
    default:
      return [];
  }
}

export function isMemberEntryOf<K extends MemberPayload['kind']>(
  entry: MemberEntry,
  kind: K
): entry is MemberEntry<Extract<MemberPayload, { kind: K }>> {
  return entry.payload.kind === kind;
}

/** A space is named by its founder's key: nobody else can found the same one. */
export function spaceIdOf(founderKey: Bytes, nonce: Bytes): SpaceId {
  const hash = sha256Sync(concatBytes(utf8('tongxinbu/1/space'), nonce, founderKey));
  return toHex(hash.subarray(0, 16)) as SpaceId;
}

/** True when a `found` entry founds the space it names, by its founder's own hand. */
export function foundsItsSpace(entry: MemberEntry): boolean {
  if (!isMemberEntryOf(entry, 'found')) return false;
  const { founder, nonce } = entry.payload;
  return (
    entry.spaceId === spaceIdOf(founder.signingKey, nonce) &&
    equalBytes(entry.author.signingKey, founder.signingKey) &&
    entry.author.deviceId === founder.deviceId &&
    entry.author.incarnation === founder.incarnation
  );
}

const signedBytes = (bodyBytes: Bytes): Bytes => concatBytes(signaturePurpose, bodyBytes);

type Content = Omit<MemberEntry, 'id' | 'bodyBytes' | 'signature'>;

function encodeBody(content: Content): Bytes {
  const writer = new BinaryWriter().u8(content.version).u8(content.suite);
  writeId(writer, content.spaceId);
  writeId(writer, content.author.deviceId);
  writer.uint(content.author.incarnation).fixed(content.author.signingKey, publicKeyLength);
  writer.list(content.parents, writeHash).uint(content.atMs);
  return writer.uint(codeOfPayload(content.payload)).bytes(encodePayload(content.payload)).finish();
}

/** Throws DecodeError. */
function readBody(bytes: Bytes): Content {
  const reader = new BinaryReader(bytes);
  const version = reader.u8();
  const suiteByte = reader.u8();
  if (version === 0 || suiteByte === 0) throw new DecodeError('version and suite start at 1');
  const spaceId = readId<SpaceId>(reader);
  const author = {
    deviceId: readId<DeviceId>(reader),
    incarnation: readPositive(reader, limits.incarnation),
    signingKey: reader.fixed(publicKeyLength)
  };
  const parents = readSortedHashes<MemberEntryId>(reader, limits.parents);
  const atMs = reader.uint();
  const code = readPositive(reader, 0xffff);
  const payload = readPayload(version, code, reader.bytes(limits.memberEntry));
  reader.end();
  requireParents(payload, parents.length);
  return { version, suite: suiteByte, spaceId, author, parents, atMs, payload };
}

function readPayload(version: number, code: number, bytes: Bytes): MemberPayload {
  const kind = version === memberEntryVersion ? memberKindOfCode(code) : undefined;
  return kind ? decodePayload(kind, bytes) : { kind: 'unknown', code, payload: bytes };
}

function requireParents(payload: MemberPayload, count: number): void {
  if (payload.kind === 'found' && count > 0) throw new DecodeError('a founding has no parents');
  const mayStandAlone = ['found', 'request', 'unknown'].includes(payload.kind);
  if (count === 0 && !mayStandAlone) throw new DecodeError('parents missing');
}
