/**
 * The header of an entry and its canonical coding (DESIGN 5). A header has a frame that every version keeps
 * (who, where in the chain, which parts) and a body that belongs to its version. A build stores, checks and forwards
 * entries of versions and kinds it doesn't know: frame, hashes and signature are enough for that.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import { isHlc, type Hlc } from '../kernel/hlc';
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import type { Result } from '../kernel/result';
import { scopeCode, scopeOfCode, type Scope } from '../kernel/scope';
import { sha256Length } from '../crypto/sha256';
import { tagLength } from '../crypto/aead';
import {
  compareIds,
  readHash,
  readId,
  writeHash,
  writeId,
  type EntryId,
  type MemberEntryId
} from './ids';
import { limits } from './limits';

export const entryVersion = 1;
export const suite = 1;
export const saltLength = 16;

/** Stored numbers. A kind that is not here is kept and forwarded, never applied. */
export const entryKind = {
  /** Changes of records. */
  records: 1,
  /** Texts of the public library (class P). */
  text: 2,
  /** Exports, opened masked fields, disclosures; viewers may write them, the digest leaves them out. */
  audit: 3
} as const;
export type EntryKind = (typeof entryKind)[keyof typeof entryKind];
export const isKnownKind = (kind: number): kind is EntryKind => kind >= 1 && kind <= 3;

/** `prev` of the first entry of a chain. */
export const noPrev = '0'.repeat(64) as EntryId;

export interface PartHeader {
  readonly recordId: RecordId;
  /** Bytes of the sealed part. */
  readonly length: number;
  /** SHA-256 of the sealed part. */
  readonly hash: Bytes;
}

/** What every version keeps. */
export interface EntryFrame {
  readonly version: number;
  readonly suite: number;
  readonly spaceId: SpaceId;
  readonly scope: Scope;
  readonly deviceId: DeviceId;
  /** From 1. */
  readonly incarnation: number;
  /** From 1, without gaps in a chain. */
  readonly seq: number;
  /** The entry before in the chain; noPrev iff seq is 1. */
  readonly prev: EntryId;
  /** At least one, at most limits.parts. Record ids repeat only in kinds of unknown use. */
  readonly parts: readonly PartHeader[];
}

/** A header of version 1. */
export interface EntryHeader extends EntryFrame {
  readonly version: typeof entryVersion;
  /** Heads of the member log the writer knew: sorted, without repeats, at least one. */
  readonly memberHeads: readonly MemberEntryId[];
  readonly epoch: number;
  /** One of entryKind, or a number this build doesn't know. */
  readonly kind: number;
  readonly hlc: Hlc;
  /** 16 random bytes: HKDF salt of the entry's key. */
  readonly salt: Bytes;
  /** 32 bytes: tells the right epoch key from others before anything is opened. */
  readonly commitment: Bytes;
  /** Texts only: entries this one builds on, sorted, without repeats. */
  readonly deps: readonly EntryId[];
}

/** A header of a version this build doesn't know: only its frame is read. */
export interface UnknownHeader extends EntryFrame {
  /** The rest of the header, as it came. */
  readonly body: Bytes;
}

export type AnyHeader = EntryHeader | UnknownHeader;
export const isKnownHeader = (header: AnyHeader): header is EntryHeader => !('body' in header);

export type Malformed = { readonly type: 'malformed'; readonly reason: string };

export function encodeHeader(header: AnyHeader): Bytes {
  const writer = new BinaryWriter();
  writeFrame(writer, header);
  if (isKnownHeader(header)) writeBody(writer, header);
  else writer.raw(header.body);
  return writer.finish();
}

export const decodeHeader = (bytes: Uint8Array): Result<AnyHeader, Malformed> =>
  decodeWith(bytes, readHeader);

function writeFrame(writer: BinaryWriter, frame: EntryFrame): void {
  writer.u8(frame.version).u8(frame.suite);
  writeId(writer, frame.spaceId);
  writer.uint(scopeCode[frame.scope]);
  writeId(writer, frame.deviceId);
  writer.uint(frame.incarnation).uint(frame.seq);
  writeHash(writer, frame.prev);
  writer.list(frame.parts, (w, part) => {
    writeId(w, part.recordId);
    w.uint(part.length).fixed(part.hash, sha256Length);
  });
}

function writeBody(writer: BinaryWriter, header: EntryHeader): void {
  writer.list(header.memberHeads, writeHash);
  writer.uint(header.epoch).uint(header.kind).uint(header.hlc);
  writer.fixed(header.salt, saltLength).fixed(header.commitment, sha256Length);
  writer.list(header.deps, writeHash);
}

function readHeader(reader: BinaryReader): AnyHeader {
  if (reader.remaining > limits.header) throw new DecodeError('header too long');
  const frame = readFrame(reader);
  if (frame.version === entryVersion) {
    const body = readBody(reader);
    if (isKnownKind(body.kind)) requireDistinctRecords(frame.parts);
    return { ...frame, version: entryVersion, ...body };
  }
  return { ...frame, body: reader.fixed(reader.remaining) };
}

function readFrame(reader: BinaryReader): EntryFrame {
  const version = reader.u8();
  const suiteByte = reader.u8();
  if (version === 0 || suiteByte === 0) throw new DecodeError('version and suite start at 1');
  const spaceId = readId<SpaceId>(reader);
  const scope = scopeOfCode(reader.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  const deviceId = readId<DeviceId>(reader);
  const incarnation = readPositive(reader, limits.incarnation);
  const seq = readPositive(reader, limits.seq);
  const prev = readHash<EntryId>(reader);
  if ((seq === 1) !== (prev === noPrev)) throw new DecodeError('prev does not fit seq');
  const parts = reader.list(limits.parts, readPartHeader);
  if (parts.length === 0) throw new DecodeError('an entry has a part');
  return { version, suite: suiteByte, spaceId, scope, deviceId, incarnation, seq, prev, parts };
}

/** A record is edited once in an entry: merge, history and erasure name its part by record and entry. */
function requireDistinctRecords(parts: readonly PartHeader[]): void {
  const ids = new Set(parts.map(({ recordId }) => recordId));
  if (ids.size < parts.length) throw new DecodeError('a record has one part in an entry');
}

function readPartHeader(reader: BinaryReader): PartHeader {
  const recordId = readId<RecordId>(reader);
  const length = reader.uint(limits.part);
  if (length <= tagLength) throw new DecodeError('part too short');
  return { recordId, length, hash: reader.fixed(sha256Length) };
}

type Body = Omit<EntryHeader, keyof EntryFrame>;

function readBody(reader: BinaryReader): Body {
  const memberHeads = readSortedHashes<MemberEntryId>(reader, limits.memberHeads);
  if (memberHeads.length === 0) throw new DecodeError('member heads missing');
  const epoch = readPositive(reader, limits.epoch);
  const kind = readPositive(reader, 0xffff);
  const hlc = reader.uint();
  if (!isHlc(hlc)) throw new DecodeError('not a clock stamp');
  const salt = reader.fixed(saltLength);
  const commitment = reader.fixed(sha256Length);
  const deps = readSortedHashes<EntryId>(reader, limits.deps);
  if (deps.length > 0 && (kind === entryKind.records || kind === entryKind.audit)) {
    throw new DecodeError('only texts have deps');
  }
  return { memberHeads, epoch, kind, hlc, salt, commitment, deps };
}

export function readPositive(reader: BinaryReader, max: number): number {
  const value = reader.uint(max);
  if (value === 0) throw new DecodeError('number starts at 1');
  return value;
}

/** A list in strictly rising order. */
export function readSortedHashes<Hash extends EntryId | MemberEntryId>(
  reader: BinaryReader,
  max: number
): Hash[] {
  const hashes = reader.list(max, (r) => readHash<Hash>(r));
  assertRising(hashes);
  return hashes;
}

/** Throws DecodeError unless each item is above the one before. */
export function assertRising(items: readonly string[]): void {
  for (let i = 1; i < items.length; i++) {
    if (compareIds(items[i - 1] ?? '', items[i] ?? '') >= 0)
      throw new DecodeError('list not sorted');
  }
}
