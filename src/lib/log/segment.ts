/**
 * The one segment format (DESIGN 6) of storage, folder, bundle and relay: at most limits.segment bytes, with member
 * entries, signed headers and parts in sections of their own, so that headers can be read without parts
 * and an owner can replace the object without an erased part. Signatures and hashes inside are checked by
 * verifyEntry and verifyMemberEntry.
 */
import { BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { assert } from '../kernel/assert';
import { equalBytes, utf8, type Bytes } from '../kernel/bytes';
import { err, type Result } from '../kernel/result';
import { signatureLength } from '../crypto/sign';
import { readPart, readSignedHeader, type Entry } from './entry';
import type { Malformed } from './entry-header';
import { limits } from './limits';
import { decodeMemberEntry, encodeMemberEntry, type MemberEntry } from './member-entry';

export interface Segment {
  readonly members: readonly MemberEntry[];
  readonly entries: readonly Entry[];
}

/** 同心簿 segment, format 1. */
const magic = utf8('TXS1');

/** Asserts the cap: createSegments packs within it. */
export function encodeSegment(segment: Segment): Bytes {
  const members = new BinaryWriter().list(segment.members, (w, entry) =>
    w.bytes(encodeMemberEntry(entry))
  );
  const headers = new BinaryWriter().list(segment.entries, (w, entry) =>
    w.bytes(entry.headerBytes).fixed(entry.signature, signatureLength)
  );
  const parts = new BinaryWriter();
  for (const entry of segment.entries) {
    for (const part of entry.parts) parts.bytes(part ?? new Uint8Array(0));
  }
  const writer = new BinaryWriter().raw(magic);
  for (const section of [members, headers, parts]) writer.bytes(section.finish());
  const bytes = writer.finish();
  assert(bytes.length <= limits.segment, 'a segment within its cap');
  return bytes;
}

export function decodeSegment(bytes: Uint8Array): Result<Segment, Malformed> {
  if (bytes.length > limits.segment) return err({ type: 'malformed', reason: 'segment too long' });
  return decodeWith(bytes, (reader) => {
    if (!equalBytes(reader.fixed(magic.length), magic)) throw new DecodeError('not a segment');
    const members = readSection(reader, (r) => r.list(limits.segmentEntries, readMember));
    const headers = readSection(reader, (r) => r.list(limits.segmentEntries, readSignedHeader));
    const entries = readSection(reader, (r) =>
      headers.map((signed) => ({
        ...signed,
        parts: signed.header.parts.map((part) => readPart(r, part))
      }))
    );
    return { members, entries };
  });
}

/** Segments that are taken in with one write: about a megabyte, so that whoever saves meanwhile waits for no more. */
export const segmentsAtOnce = 4;

/** Several segments to be taken in together; as one they may be too large to send. */
export const joinSegments = (segments: readonly Segment[]): Segment => ({
  members: segments.flatMap(({ members }) => members),
  entries: segments.flatMap(({ entries }) => entries)
});

/** Packs entries in their order into as few segments as simple filling gives. */
export function* createSegments(
  members: Iterable<MemberEntry>,
  entries: Iterable<Entry>
): Generator<Segment> {
  const packer = createSegmentPacker();
  for (const member of members) yield* packer.addMember(member);
  for (const entry of entries) yield* packer.addEntry(entry);
  yield* packer.rest();
}

/** Fills one segment after the other; what is handed back is full, `rest` is what remains. */
export interface SegmentPacker {
  addMember(member: MemberEntry): Segment[];
  addEntry(entry: Entry): Segment[];
  rest(): Segment[];
}

export function createSegmentPacker(): SegmentPacker {
  let segment = emptySegment();
  let size = segmentOverhead;
  const makeRoom = (added: number): Segment[] => {
    const count = segment.members.length + segment.entries.length;
    const isFull = size + added > limits.segment || count >= limits.segmentEntries;
    const full = isFull ? [segment] : [];
    if (isFull) [segment, size] = [emptySegment(), segmentOverhead];
    size += added;
    return full;
  };
  return {
    addMember(member) {
      const full = makeRoom(encodeMemberEntry(member).length + 4);
      segment.members.push(member);
      return full;
    },
    addEntry(entry) {
      const full = makeRoom(lengthOf(entry));
      segment.entries.push(entry);
      return full;
    },
    rest: () => (segment.members.length + segment.entries.length > 0 ? [segment] : [])
  };
}

/** Bytes of an entry in a segment, at most. */
const lengthOf = ({ headerBytes, parts }: Entry): number =>
  parts.reduce(
    (sum, part) => sum + (part?.length ?? 0) + 3,
    headerBytes.length + signatureLength + 4
  );

/** Magic, three section lengths and two counts at their longest. */
const segmentOverhead = 32;

const emptySegment = (): { members: MemberEntry[]; entries: Entry[] } => ({
  members: [],
  entries: []
});

function readSection<T>(reader: BinaryReader, read: (reader: BinaryReader) => T): T {
  const section = new BinaryReader(reader.view(reader.uint(limits.segment)));
  const value = read(section);
  section.end();
  return value;
}

function readMember(reader: BinaryReader): MemberEntry {
  const entry = decodeMemberEntry(reader.view(reader.uint(limits.memberEntry)));
  if (!entry.ok) throw new DecodeError(entry.error.reason);
  return entry.value;
}
