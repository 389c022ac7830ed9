/**
 * What bundle and backup have in common: a head (whose, when, up to which frontier), key material (backup only),
 * segments, and a tail with counts, digests and a hash over every frame before. Reading hands segments on as they come;
 * they count only when the tail has been reached and agrees, so a receiver stages them until then.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { concatBytes, equalBytes, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { DeviceId, SpaceId } from '../kernel/ids';
import { err, ok, type Result } from '../kernel/result';
import { scopeCode, scopeOfCode, type Scope } from '../kernel/scope';
import type { DerivationKey } from '../crypto/hkdf';
import { sha256, sha256Sync } from '../crypto/sha256';
import type { ByteSource } from './byte-source';
import { readPositive } from './entry-header';
import { epochSecretOf, readStream as readKeyStream, writeStream } from './epoch-keys';
import { requireRising, type EpochSecret } from './epoch-keys';
import { readFrontier, writeFrontier, type Frontier } from './frontier';
import { readId, writeId } from './ids';
import { limits } from './limits';
import { createStreamWriter, readStream, type Frame, type StreamFault } from './sealed-stream';
import { decodeSegment, encodeSegment, type Segment } from './segment';

export interface ArchiveHead {
  readonly spaceId: SpaceId;
  readonly madeBy: DeviceId;
  /** Epoch milliseconds. */
  readonly createdMs: number;
  /** What the archive, with `since`, brings the receiver to. */
  readonly frontier: Frontier;
  /** A delta holds only what lies past this; null for a whole log. */
  readonly since: Frontier | null;
}

export interface ScopeDigest {
  readonly scope: Scope;
  /** 32 bytes of digest.ts. */
  readonly digest: Bytes;
  readonly records: number;
}

export interface ArchiveCounts {
  readonly segments: number;
  readonly members: number;
  readonly entries: number;
  /** Parts that are there. */
  readonly parts: number;
  /** Parts that are absent after an erasure. */
  readonly absent: number;
}

export interface ArchiveSummary {
  readonly head: ArchiveHead;
  readonly counts: ArchiveCounts;
  readonly digests: readonly ScopeDigest[];
  /** Empty in a bundle. */
  readonly keys: readonly EpochSecret[];
}

export interface ArchiveContent {
  readonly head: ArchiveHead;
  readonly keys: readonly EpochSecret[];
  /** What the maker adds for the reader (bundles: its signed status); opaque here. */
  readonly note?: Bytes;
  readonly segments: AsyncIterable<Segment> | Iterable<Segment>;
  /** One a scope, in the order of scopes. */
  readonly digests: readonly ScopeDigest[];
}

/** Called in the order of the file. What it throws stops the reading and reaches the caller. */
export interface ArchiveSink {
  onHead?(head: ArchiveHead): void | Promise<void>;
  onNote?(note: Bytes): void | Promise<void>;
  onSegment(segment: Segment): void | Promise<void>;
}

export type ArchiveFault =
  | StreamFault
  /** Frames open but don't make an archive: its writer was at fault. */
  | { readonly type: 'malformed'; readonly reason: string }
  /** Written by a later version of the app. */
  | { readonly type: 'newer' };

const version = 1;
const frameType = { head: 1, keys: 2, segment: 3, tail: 4, note: 5 } as const;
type Counting = { -readonly [K in keyof ArchiveCounts]: number };

/** The chunks of the file. */
export async function* writeArchive(
  file: { readonly prefix: Bytes; readonly base: DerivationKey; readonly random: Random },
  content: ArchiveContent
): AsyncGenerator<Bytes> {
  const stream = await createStreamWriter(file.prefix, file.base, file.random);
  const counts = noCounts();
  let hash: Bytes = new Uint8Array(32);
  const frame = async (type: number, bytes: Bytes): Promise<Bytes> => {
    hash = await chainHash(hash, type, bytes);
    return stream.frame(type, bytes, false);
  };
  yield stream.start;
  yield await frame(frameType.head, encodeHead(content.head));
  if (content.keys.length > 0) yield await frame(frameType.keys, encodeKeys(content.keys));
  if (content.note) yield await frame(frameType.note, content.note);
  for await (const segment of content.segments) {
    countIn(counts, segment);
    yield await frame(frameType.segment, encodeSegment(segment));
  }
  const tail = encodeTail({ counts, digests: content.digests, hash });
  yield await stream.frame(frameType.tail, tail, true);
}

export async function readArchive(
  file: { readonly source: ByteSource; readonly prefix: Bytes; readonly base: DerivationKey },
  sink: ArchiveSink
): Promise<Result<ArchiveSummary, ArchiveFault>> {
  const state: ReadingState = {
    keys: [],
    hasNote: false,
    counts: noCounts(),
    hash: new Uint8Array(32)
  };
  for await (const frame of readStream(file.source, file.prefix, file.base)) {
    if (!frame.ok) return frame;
    if (frame.value.isLast) return finish(state, frame.value);
    const fault = await readFrame(state, frame.value, sink);
    if (fault) return err(fault);
  }
  return err({ type: 'truncated' });
}

interface ReadingState {
  head?: ArchiveHead;
  keys: readonly EpochSecret[];
  hasNote: boolean;
  readonly counts: Counting;
  hash: Bytes;
}

/** Takes one frame in, in the only order there is: head, keys, note, segments. */
async function readFrame(
  state: ReadingState,
  frame: Frame,
  sink: ArchiveSink
): Promise<ArchiveFault | undefined> {
  state.hash = await chainHash(state.hash, frame.type, frame.content);
  if (frame.type === frameType.head && !state.head) {
    if ((frame.content[0] ?? 0) > version) return { type: 'newer' };
    const head = decodeWith(frame.content, readHead);
    if (!head.ok) return head.error;
    state.head = head.value;
    await sink.onHead?.(head.value);
    return undefined;
  }
  if (!state.head) return { type: 'malformed', reason: 'no head' };
  const isFirst = state.counts.segments === 0 && state.keys.length === 0 && !state.hasNote;
  if (frame.type === frameType.keys && isFirst) {
    const keys = decodeWith(frame.content, readKeys);
    if (!keys.ok) return keys.error;
    state.keys = keys.value;
    return undefined;
  }
  if (frame.type === frameType.note && state.counts.segments === 0 && !state.hasNote) {
    state.hasNote = true;
    await sink.onNote?.(frame.content);
    return undefined;
  }
  if (frame.type !== frameType.segment) return { type: 'malformed', reason: 'unexpected frame' };
  const segment = decodeSegment(frame.content);
  if (!segment.ok) return segment.error;
  countIn(state.counts, segment.value);
  await sink.onSegment(segment.value);
  return undefined;
}

function finish(state: ReadingState, frame: Frame): Result<ArchiveSummary, ArchiveFault> {
  const malformed = (reason: string) => err({ type: 'malformed', reason } as const);
  if (!state.head || frame.type !== frameType.tail) return malformed('no head or tail');
  const tail = decodeWith(frame.content, readTail);
  if (!tail.ok) return tail;
  if (!equalBytes(tail.value.hash, state.hash)) return malformed('hash over the frames differs');
  const { counts, digests } = tail.value;
  const names = Object.keys(counts) as (keyof ArchiveCounts)[];
  if (names.some((name) => counts[name] !== state.counts[name])) return malformed('counts differ');
  return ok({ head: state.head, counts, digests, keys: state.keys });
}

function noCounts(): Counting {
  return { segments: 0, members: 0, entries: 0, parts: 0, absent: 0 };
}

function countIn(counts: Counting, segment: Segment): void {
  counts.segments++;
  counts.members += segment.members.length;
  counts.entries += segment.entries.length;
  for (const entry of segment.entries) {
    const there = entry.parts.filter((part) => part !== null).length;
    counts.parts += there;
    counts.absent += entry.parts.length - there;
  }
}

const chainHash = async (before: Bytes, type: number, content: Bytes): Promise<Bytes> =>
  sha256Sync(concatBytes(before, new Uint8Array([type]), await sha256(content)));

function encodeHead(head: ArchiveHead): Bytes {
  const writer = new BinaryWriter().u8(version);
  writeId(writer, head.spaceId);
  writeId(writer, head.madeBy);
  writer.uint(head.createdMs);
  writeFrontier(writer, head.frontier);
  writer.bool(head.since !== null);
  if (head.since) writeFrontier(writer, head.since);
  return writer.finish();
}

function readHead(reader: BinaryReader): ArchiveHead {
  if (reader.u8() !== version) throw new DecodeError('unknown archive version');
  return {
    spaceId: readId<SpaceId>(reader),
    madeBy: readId<DeviceId>(reader),
    createdMs: reader.uint(),
    frontier: readFrontier(reader),
    since: reader.bool() ? readFrontier(reader) : null
  };
}

function encodeKeys(keys: readonly EpochSecret[]): Bytes {
  const writer = new BinaryWriter().list(keys, (w, key) => {
    writeStream(w, key.stream);
    w.uint(key.epoch).fixed(key.secret, 32);
  });
  return writer.finish();
}

const readKeys = (reader: BinaryReader): EpochSecret[] =>
  reader.list(4096, (r) =>
    epochSecretOf(readKeyStream(r), readPositive(r, limits.epoch), r.fixed(32))
  );

interface Tail {
  readonly counts: ArchiveCounts;
  readonly digests: readonly ScopeDigest[];
  readonly hash: Bytes;
}

function encodeTail({ counts, digests, hash }: Tail): Bytes {
  const writer = new BinaryWriter().uint(counts.segments).uint(counts.members);
  writer.uint(counts.entries).uint(counts.parts).uint(counts.absent);
  writer.list(digests, (w, d) => {
    w.uint(scopeCode[d.scope]).fixed(d.digest, 32).uint(d.records);
  });
  return writer.fixed(hash, 32).finish();
}

function readTail(reader: BinaryReader): Tail {
  const counts = {
    segments: reader.uint(),
    members: reader.uint(),
    entries: reader.uint(),
    parts: reader.uint(),
    absent: reader.uint()
  };
  const digests = reader.list(8, (r) => {
    const scope = scopeOfCode(r.uint(255));
    if (scope === undefined) throw new DecodeError('unknown scope');
    return { scope, digest: r.fixed(32), records: r.uint() };
  });
  requireRising(digests, (a, b) => scopeCode[a.scope] - scopeCode[b.scope]);
  return { counts, digests, hash: reader.fixed(32) };
}
