/**
 * What a device says of the objects it keeps on a shared medium: the index object. Its signed status is bound to the listing,
 * so one signature covers both. Every object is a sealed segment; the listing names what each holds, so that others fetch
 * only what they lack.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import { assert } from '../../kernel/assert';
import { equalBytes, fromHex, toHex, utf8, type Bytes } from '../../kernel/bytes';
import { err, type Result } from '../../kernel/result';
import { sha256Sync } from '../../crypto/sha256';
import { maxCarried, routingTagLength } from '../carrier';
import { chainKeyOf, chainOf, compareChains, type Chain } from '../chain';
import { readPositive, readSortedHashes, type Malformed } from '../entry-header';
import { readId, writeHash, writeId, type MemberEntryId } from '../ids';
import type { DeviceId } from '../../kernel/ids';
import { scopeCode, scopeOfCode } from '../../kernel/scope';
import { limits } from '../limits';
import type { Segment } from '../segment';
import { createCoverage, type ChainRange } from './seq-ranges';
import { readSignedStatus, writeSignedStatus, type SignedStatus, type Status } from './status';

export type ListedKind =
  /** Member entries. */
  | 'members'
  /** Runs of chains. */
  | 'entries'
  /** Runs of forked chains with every branch. */
  | 'branches';

export interface ListedObject {
  /** Routing tag of the carrier it is sealed under, hex. */
  readonly tag: string;
  /** 16 hex digits, random. */
  readonly id: string;
  readonly kind: ListedKind;
  /** Bytes of the segment. */
  readonly size: number;
  /** The first 16 bytes of the segment's SHA-256. */
  readonly hash: Bytes;
  /** Empty for members. */
  readonly runs: readonly ChainRange[];
}

export interface Listing {
  readonly objects: readonly ListedObject[];
  /** Every ancestor of these stands in the objects of kind `members`; empty: they are left to others. */
  readonly membersUpTo: readonly MemberEntryId[];
  /** Hash of the erasure orders that the objects were written under (ordersHash). */
  readonly orders: Bytes;
  /** Ids of others' objects that did not hold what was said of them. */
  readonly broken: readonly string[];
}

export interface Index {
  readonly signed: SignedStatus;
  readonly listing: Listing;
}

export type IndexFault = Malformed | { readonly type: 'newer' };

const version = 1;
const idLength = 8;
const hashLength = 16;
const maxTags = 1024;
export const maxListed = 16_384;
const maxRuns = 16_384;
export const maxBroken = 64;
const kindCode = { members: 1, entries: 2, branches: 3 } as const satisfies Record<
  ListedKind,
  number
>;
const kinds = Object.keys(kindCode) as ListedKind[];
const bindingPurpose = utf8('tongxinbu/1/listing-binding');
const ordersPurpose = utf8('tongxinbu/1/erasure-orders');

/** Tables of tags and chains first; objects name them by their place. Sorted: one listing has one coding. */
export function encodeListing(listing: Listing): Bytes {
  const objects = [...listing.objects].sort(compareListed);
  const tags = [...new Set(objects.map(({ tag }) => tag))].sort();
  const chainsByKey = new Map(objects.flatMap(({ runs }) => runs.map((r) => [chainKeyOf(r), r])));
  const chains = [...chainsByKey.values()].sort(compareChains);
  const placeOf = new Map(chains.map((chain, i) => [chainKeyOf(chain), i]));
  const writer = new BinaryWriter().u8(version);
  writer.list(tags, (w, tag) => w.fixed(hexBytes(tag), routingTagLength));
  writer.list(chains, (w, chain) => {
    w.uint(scopeCode[chain.scope]);
    writeId(w, chain.deviceId);
    w.uint(chain.incarnation);
  });
  writer.list(objects, (w, { tag, id, kind, size, hash, runs }) => {
    w.fixed(hexBytes(id), idLength).uint(tags.indexOf(tag)).u8(kindCode[kind]).uint(size);
    w.fixed(hash, hashLength).list([...runs].sort(compareRuns), (inner, run) =>
      inner
        .uint(placeOf.get(chainKeyOf(run)) ?? 0)
        .uint(run.from)
        .uint(run.to - run.from)
    );
  });
  writer.list([...listing.membersUpTo].sort(), writeHash);
  writer.fixed(listing.orders, 32);
  writer.list([...listing.broken].sort(), (w, id) => w.fixed(hexBytes(id), idLength));
  return writer.finish();
}

function readListing(reader: BinaryReader): Listing {
  if (reader.u8() !== version) throw new DecodeError('unknown listing version');
  const tags = reader.list(maxTags, (r) => toHex(r.fixed(routingTagLength)));
  const chains = reader.list(limits.chains, readChainAlone);
  const objects = reader.list(maxListed, (r) => readListed(r, tags, chains));
  const membersUpTo = readSortedHashes<MemberEntryId>(reader, limits.frontierHeads);
  const orders = reader.fixed(32);
  const broken = reader.list(maxBroken, (r) => toHex(r.fixed(idLength)));
  return { objects, membersUpTo, orders, broken };
}

function readChainAlone(reader: BinaryReader): Chain {
  const scope = scopeOfCode(reader.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  const deviceId = readId<DeviceId>(reader);
  return { scope, deviceId, incarnation: readPositive(reader, limits.incarnation) };
}

function readListed(
  reader: BinaryReader,
  tags: readonly string[],
  chains: readonly Chain[]
): ListedObject {
  const id = toHex(reader.fixed(idLength));
  const tag = tags[reader.uint(maxTags)];
  const code = reader.u8();
  const kind = kinds.find((one) => kindCode[one] === code);
  const size = reader.uint(limits.segment);
  const hash = reader.fixed(hashLength);
  if (tag === undefined || !kind) throw new DecodeError('an object of no kind or carrier');
  const runs = reader.list(maxRuns, (r) => {
    const chain = chains[r.uint(limits.chains)];
    const from = readPositive(r, limits.seq);
    const to = from + r.uint(limits.seq);
    if (!chain || to > limits.seq) throw new DecodeError('a run of no chain');
    return { ...chain, from, to };
  });
  return { tag, id, kind, size, hash, runs };
}

/** The status must have been signed for exactly this listing: see listingBinding. */
export function encodeIndex({ signed, listing }: Index): Bytes {
  const writer = new BinaryWriter().u8(version);
  writeSignedStatus(writer, signed);
  return writer.bytes(encodeListing(listing)).finish();
}

/** What the encoder would not write is refused, as everywhere. Whether the status holds is judgePeer's. */
export function decodeIndex(bytes: Bytes): Result<Index, IndexFault> {
  if (bytes.length > 1 && (bytes[0] ?? 0) > version) return err({ type: 'newer' });
  return decodeWith(bytes, (reader) => {
    if (reader.u8() !== version) throw new DecodeError('unknown index version');
    const signed = readSignedStatus(reader, maxCarried);
    const coded = reader.bytes(maxCarried);
    const listing = decodeWith(coded, readListing);
    if (!listing.ok) throw new DecodeError(listing.error.reason);
    if (!equalBytes(encodeListing(listing.value), coded)) throw new DecodeError('another coding');
    return { signed, listing: listing.value };
  });
}

/** Ties a status to the carrier and the listing it was signed with. */
export const listingBinding = (tagBytes: Bytes, listing: Listing): Bytes =>
  sha256Sync(
    new BinaryWriter().bytes(bindingPurpose).bytes(tagBytes).bytes(encodeListing(listing)).finish()
  );

/** Equal for equal sets of orders: tells when objects must be looked through for what was erased. */
export function ordersHash({ frontier }: Pick<Status, 'frontier'>): Bytes {
  const writer = new BinaryWriter().bytes(ordersPurpose);
  writer.list(frontier.erasures, (w, { recordId, order }) => {
    writeId(w, recordId);
    writeHash(w, order);
  });
  return sha256Sync(writer.finish());
}

export const segmentHash = (bytes: Bytes): Bytes => sha256Sync(bytes).slice(0, hashLength);

/** Which runs a segment holds. */
export function runsOf(segment: Segment): ChainRange[] {
  const coverage = createCoverage();
  for (const { header } of segment.entries)
    coverage.add({ ...chainOf(header), from: header.seq, to: header.seq });
  return coverage.ranges();
}

const compareListed = (a: ListedObject, b: ListedObject): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
const compareRuns = (a: ChainRange, b: ChainRange): number =>
  compareChains(a, b) || a.from - b.from;

function hexBytes(hex: string): Bytes {
  const bytes = fromHex(hex);
  assert(bytes, 'names are hex');
  return bytes;
}
