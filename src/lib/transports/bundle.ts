/**
 * The way of files (SPEC B): sealed sync files, whole or as what a receipt's writer lacks, cut into parts of a chosen size,
 * each of which can be taken in alone. A receipt is a device's signed status in a carrier frame. Entries are verified one
 * by one, so a torn file harms nothing: what came before the tear is kept.
 * Longer than most files: writing and reading of one format, side by side.
 */
import { BinaryWriter, DecodeError, decodeWith } from '../kernel/binary';
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import type { Clock, Random } from '../kernel/environment';
import { err, ok, type Result } from '../kernel/result';
import type { ArchiveSink } from '../log/archive';
import { isBundleStart, readBundleFrom, writeBundle, type BundleFault } from '../log/bundle';
import { createByteSource, type Chunks } from '../log/byte-source';
import { chainKeyOf } from '../log/chain';
import { carriedType, maxCarried, routingTagOf, type CarrierFault } from '../log/carrier';
import { emptyFrontier, type Frontier } from '../log/frontier';
import type { MemberEntryId } from '../log/ids';
import {
  PortError,
  type HeldCarrier,
  type LogPort,
  type PortFault
} from '../log/protocol/log-port';
import { bridgeFrom } from '../log/protocol/member-closure';
import {
  decodeMessage,
  encodeMessage,
  mergeWanted,
  type MessageFault,
  type Wanted,
  type WantedChain
} from '../log/protocol/messages';
import { judgePeer, signOwnStatus } from '../log/protocol/peer';
import {
  noBinding,
  readSignedStatus,
  writeSignedStatus,
  type SignedStatus,
  type StatusContent
} from '../log/protocol/status';
import { lackOf } from '../log/protocol/wants';
import { skipStream } from '../log/sealed-stream';
import { createSegments, joinSegments, segmentsAtOnce, type Segment } from '../log/segment';

export interface FileDeps {
  readonly clock: Clock;
  readonly random: Random;
}

/** A receipt that opened and whose signature holds. */
export interface Receipt {
  readonly signed: SignedStatus;
  /** The carrier its writer used: it may lack newer ones. */
  readonly carrier: HeldCarrier;
}

export type ReceiptFault =
  | CarrierFault
  | MessageFault
  /** Its signature does not hold, or its device is not known here. */
  | { readonly type: 'not-trusted' }
  /** Its device was removed, or its adding does not hold: it gets nothing. */
  | { readonly type: 'former'; readonly signed: SignedStatus };

/** No part is smaller than one segment with its frame. */
export const smallestPart = 512 * 1024;
/** Of a file for everyone: as many rotations back. */
const maxBridges = 32;
/** The largest sealed segment with its frame, and the tail. */
const largestFrame = 330_000;

export interface SyncFilePart {
  /** From 1. */
  readonly number: number;
  /** To be read to the end before the next part is asked for. */
  readonly chunks: AsyncIterable<Bytes>;
}

/**
 * The parts of a sync file. `receipt`: only what its writer lacks; null: everything. undefined when this device lacks the
 * carrier key that the space uses now: it has nothing to seal with yet. Throws PortError.
 */
export async function writeSyncFiles(
  port: LogPort,
  deps: FileDeps,
  options: { readonly receipt: Receipt | null; readonly maxBytes: number }
): Promise<AsyncGenerator<SyncFilePart> | undefined> {
  assert(options.maxBytes >= smallestPart, 'a part holds a segment');
  const { current: present, held } = await port.carriers();
  // Who was removed hands over what it wrote before it knew, under the newest key it has: it is held there (B6).
  const current = present ?? (isFormer(port) ? held[0] : undefined);
  if (!current) return undefined;
  const { receipt } = options;
  const content = await port.status({ withDigests: true });
  const word = await signOwnStatus(port, content, noBinding, deps.clock.now());
  const wanted = receipt ? await lackOf(port, content, receipt.signed.status) : everything(content);
  // Without a receipt nobody can say which key its readers hold: who was removed learns of it by file, too (P3).
  const known = receipt
    ? held.findIndex(({ keyId }) => keyId === receipt.carrier.keyId)
    : maxBridges;
  const bridges = held.slice(1, known + 1).reverse();
  const since = receipt?.signed.status.frontier ?? null;
  return writeParts({ port, deps, current, word, wanted, bridges, since }, options.maxBytes);
}

/** This device was a member's and is none's now. */
export function isFormer(port: Pick<LogPort, 'self' | 'members'>): boolean {
  const { deviceId, incarnation } = port.self();
  const members = port.members();
  return (
    members.registrationOf(deviceId, incarnation) !== undefined &&
    members.grantOf(deviceId, incarnation) === null
  );
}

interface Writing {
  readonly port: LogPort;
  readonly deps: FileDeps;
  readonly current: HeldCarrier;
  readonly word: SignedStatus;
  readonly wanted: Wanted;
  /** Older carriers that lead the reader to the present one, oldest first. */
  readonly bridges: readonly HeldCarrier[];
  readonly since: Frontier | null;
}

const everything = ({ frontier, tips }: StatusContent): Wanted => {
  const forked = new Set(tips.map(chainKeyOf));
  const runs = [...frontier.chains, ...tips].map((chain): WantedChain => {
    const { scope, deviceId, incarnation, seq } = chain;
    const branches = forked.has(chainKeyOf(chain));
    return { scope, deviceId, incarnation, from: 1, to: seq, branches };
  });
  return mergeWanted([], runs);
};

async function* writeParts(writing: Writing, maxBytes: number): AsyncGenerator<SyncFilePart> {
  const segments = writing.port.read(writing.wanted, 'saves')[Symbol.asyncIterator]();
  let next = await segments.next();
  for (let number = 1; number === 1 || !next.done; number++) {
    let written = 0;
    const fill = async function* (): AsyncGenerator<Segment> {
      for (let isFirst = true; !next.done; isFirst = false) {
        if (!isFirst && written + largestFrame > maxBytes) return;
        yield next.value;
        next = await segments.next();
      }
    };
    const chunks = async function* (): AsyncGenerator<Bytes> {
      for await (const chunk of writePart(writing, number, fill())) {
        written += chunk.length;
        yield chunk;
      }
    };
    yield { number, chunks: chunks() };
  }
}

async function* writePart(
  writing: Writing,
  number: number,
  segments: AsyncIterable<Segment>
): AsyncGenerator<Bytes> {
  const { port, deps, word, since } = writing;
  const head = {
    spaceId: port.spaceId,
    madeBy: port.self().deviceId,
    createdMs: deps.clock.now()
  };
  const told = new Set<MemberEntryId>();
  for (const older of writing.bridges) {
    const led = bridgeFrom(port.spaceId, port.memberEntries(), older);
    // Whoever holds a key can read what stands under older ones.
    const members = led.filter(({ id }) => !told.has(id));
    for (const { id } of members) told.add(id);
    // Nothing but what leads on: whoever holds an old key may have been removed.
    const content = {
      head: { ...head, frontier: emptyFrontier, since: null },
      segments: createSegments(members, []),
      digests: []
    };
    yield* writeBundle(older.carrier, content, deps.random);
  }
  const content = {
    head: { ...head, frontier: word.status.frontier, since },
    note: encodeNote(number, word),
    segments,
    digests: []
  };
  yield* writeBundle(writing.current.carrier, content, deps.random);
}

export interface ImportReport {
  /** Entries and member entries that were new. */
  readonly received: number;
  readonly duplicates: number;
  /** Entries that wait for an earlier part. */
  readonly waiting: number;
  readonly rejected: number;
  /** Its maker's word; null in a file of an unknown or false maker. */
  readonly maker: SignedStatus | null;
  readonly part: number | null;
}

export type ImportFault = BundleFault | PortFault;

/** `fault` with what was taken in before it. */
export interface ImportOutcome extends ImportReport {
  readonly fault: ImportFault | null;
}

/** Takes a sync file in, a few segments at a time. Repeats, older files and parts in any order are harmless. */
export async function readSyncFile(
  port: LogPort,
  chunks: Chunks,
  onProgress?: (received: number) => void
): Promise<ImportOutcome> {
  const report = { received: 0, duplicates: 0, waiting: 0, rejected: 0 };
  let note: Note | undefined;
  let gathered: Segment[] = [];
  let taking: Promise<void> = Promise.resolve();
  const take = async (segments: readonly Segment[]): Promise<void> => {
    const taken = await port.ingest(joinSegments(segments));
    if (!taken.ok) throw new PortError(taken.error.reason);
    const { added, members, forked, duplicates, rejected, waiting } = taken.value;
    report.received += added + members + forked;
    report.duplicates += duplicates;
    report.rejected += rejected;
    report.waiting = waiting;
    onProgress?.(report.received);
  };
  /** Waits for what is being taken in, not for these: the next ones are read meanwhile. */
  const takeGathered = async (): Promise<void> => {
    await taking;
    if (gathered.length === 0) return;
    taking = take(gathered);
    gathered = [];
    // Whoever waits for it next is told.
    taking.catch(() => undefined);
  };
  const takeRest = async (): Promise<void> => {
    await takeGathered();
    await taking;
  };
  const sink: ArchiveSink = {
    onNote(bytes) {
      note = decodeNote(bytes);
    },
    async onSegment(segment) {
      gathered.push(segment);
      if (gathered.length === segmentsAtOnce) await takeGathered();
    }
  };
  const fault = await readBundles(port, chunks, sink, takeRest);
  const isTrusted = note && (await isOfKnownDevice(port, note.word));
  return { ...report, fault, maker: (isTrusted && note?.word) || null, part: note?.part ?? null };
}

/**
 * A sync file is one bundle, or several back to back: what leads to newer keys comes first, under keys that not everybody
 * has. The last one is what the file is about.
 */
async function readBundles(
  port: LogPort,
  chunks: Chunks,
  sink: ArchiveSink,
  takeRest: () => Promise<void>
): Promise<ImportFault | null> {
  const source = createByteSource(chunks);
  let fault: ImportFault | null = null;
  try {
    do {
      const { held } = await port.carriers();
      const carriers = held.map(({ carrier }) => carrier);
      // Torn or not, what came is kept; and it may hold the key of the bundle that follows.
      const read = await readBundleFrom(source, carriers, sink).finally(takeRest);
      fault = read.ok ? null : read.error;
      const isPassed = fault?.type === 'not-ours' && (await skipStream(source));
      if (fault && !isPassed) return fault;
    } while (!(await source.isAtEnd()));
    return fault;
  } catch (thrown) {
    if (thrown instanceof PortError) return thrown.fault;
    throw thrown;
  }
}

const isOfKnownDevice = async (port: LogPort, word: SignedStatus): Promise<boolean> => {
  const standing = await judgePeer(port, word, noBinding);
  return standing === 'member' || standing === 'former';
};

interface Note {
  readonly part: number;
  readonly word: SignedStatus;
}

function encodeNote(part: number, word: SignedStatus): Bytes {
  const writer = new BinaryWriter().u8(1).uint(part);
  writeSignedStatus(writer, word);
  return writer.finish();
}

/** undefined for a note of a later version: the file counts without it. */
function decodeNote(bytes: Bytes): Note | undefined {
  const note = decodeWith(bytes, (reader) => {
    if (reader.u8() !== 1) throw new DecodeError('unknown note');
    return { part: reader.uint(0xffff), word: readSignedStatus(reader, maxCarried) };
  });
  return note.ok ? note.value : undefined;
}

/** This device's receipt: its signed status in a frame, for a file or a code. undefined without a carrier key. */
export async function writeReceipt(port: LogPort, deps: FileDeps): Promise<Bytes | undefined> {
  const { held } = await port.carriers();
  const carrier = held[0]?.carrier;
  if (!carrier) return undefined;
  const content = await port.status({ withDigests: true });
  const signed = await signOwnStatus(port, content, noBinding, deps.clock.now());
  return carrier.seal(
    carriedType.message,
    encodeMessage({ kind: 'frontier', signed }),
    deps.random
  );
}

export async function readReceipt(
  port: LogPort,
  frame: Bytes
): Promise<Result<Receipt, ReceiptFault>> {
  const tag = routingTagOf(frame);
  const carrier = (await port.carriers()).held.find((one) => one.carrier.tag === tag);
  if (!carrier) return err({ type: 'not-ours' });
  const opened = await carrier.carrier.open(frame);
  if (!opened.ok) return opened;
  if (opened.value.type !== carriedType.message) return err({ type: 'damaged' });
  const message = decodeMessage(opened.value.content);
  if (!message.ok) return message;
  if (message.value.kind !== 'frontier') return err({ type: 'damaged' });
  const { signed } = message.value;
  const standing = await judgePeer(port, signed, noBinding);
  if (standing === 'former') return err({ type: 'former', signed });
  return standing === 'member' ? ok({ signed, carrier }) : err({ type: 'not-trusted' });
}

export type SyncFileKind =
  | { readonly type: 'sync-file' }
  /** A receipt, or a frame of an invitation: `tag` says whose. */
  | { readonly type: 'frame'; readonly tag: string }
  | { readonly type: 'other' };

/** What a file is, by its first 20 bytes. */
export function kindOfFile(start: Bytes): SyncFileKind {
  const tag = routingTagOf(start);
  if (tag !== undefined) return { type: 'frame', tag };
  return isBundleStart(start) ? { type: 'sync-file' } : { type: 'other' };
}
