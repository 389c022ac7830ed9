/** The way of files (transports/SPEC B): what people carry on sticks and in chats, and the join files beside. */
import type { Bytes } from '../../kernel/bytes';
import type { Clock, Random } from '../../kernel/environment';
import type { DeviceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { bundleStartLength, tagOfBundle } from '../../log/bundle';
import { decodeJoinFile, isJoinFile } from '../../log/join/join-file';
import { PortError, type HeldCarrier, type LogPort } from '../../log/protocol/log-port';
import { membersBeyond } from '../../log/protocol/member-closure';
import type { SignedStatus } from '../../log/protocol/status';
import { resolveMembers } from '../../log/members';
import {
  isFormer,
  kindOfFile,
  readReceipt,
  readSyncFile,
  smallestPart,
  writeReceipt,
  writeSyncFiles,
  type ImportFault,
  type Receipt
} from '../../transports/bundle';
import { chunksOf } from '../device/blob-chunks';
import { joinFileOf } from '../members/join-file';
import type { JoinFault, JoinPort, JoinReceipt } from '../members/types';
import { nameOfDevice } from './peers';
import type { ExportFault, FileFault, GivenKind, ImportedFile, SyncFile } from './types';

export interface FileDeps {
  readonly port: LogPort;
  readonly join: JoinPort;
  readonly clock: Clock;
  readonly random: Random;
}

const fileType = 'application/octet-stream';
const startLength = 20;
/** A receipt or a join file is no larger; more is not read. */
const maxSmallFile = 16 * 1024 * 1024;

class Cancelled extends Error {}

/** Day and minute, so that copies of one day stand side by side; the book's name may be told, a person's never. */
function fileNameOf({ clock }: FileDeps, bookName: string, what: string, part?: number): string {
  const at = new Date(clock.now());
  const minute = [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join('');
  const book = (bookName || '同心簿').replace(/[\\/:*?"<>|.\s]+/g, '_');
  const number = part === undefined ? '' : `_${part}`;
  return `${book}_${what}_${clock.today()}_${minute}${number}.txb`;
}

export interface ExportOptions {
  readonly bookName: string;
  /** Its newest word, when the file is for one device. */
  readonly word: SignedStatus | null;
  readonly maxBytes: number | undefined;
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export async function exportFiles(
  deps: FileDeps,
  { bookName, word, maxBytes, onProgress, signal }: ExportOptions
): Promise<Result<readonly SyncFile[], ExportFault>> {
  try {
    const receipt = word && (await receiptOf(deps.port, word));
    const limit = maxBytes === undefined ? Number.MAX_SAFE_INTEGER : maxBytes;
    const options = { receipt, maxBytes: Math.max(limit, smallestPart) };
    const parts = await writeSyncFiles(deps.port, deps, options);
    if (!parts) return err({ type: 'no-key' });
    const blobs: Blob[] = [];
    let written = 0;
    for await (const { chunks } of parts) {
      const pieces: Bytes[] = [];
      for await (const chunk of chunks) {
        if (signal.aborted) throw new Cancelled();
        pieces.push(chunk);
        onProgress((written += chunk.length));
      }
      blobs.push(new Blob(pieces, { type: fileType }));
    }
    const isOne = blobs.length === 1;
    return ok(
      blobs.map((bytes, index) => ({
        fileName: fileNameOf(deps, bookName, '同步', isOne ? undefined : index + 1),
        bytes
      }))
    );
  } catch (thrown) {
    if (thrown instanceof Cancelled) return err({ type: 'cancelled' });
    if (thrown instanceof PortError) return err(thrown.fault);
    throw thrown;
  }
}

/** Whatever way the word came: the carrier its writer seals under is that of the member entries it says it has. */
async function receiptOf(port: LogPort, signed: SignedStatus): Promise<Receipt | null> {
  const { held, current } = await port.carriers();
  const { memberHeads } = signed.status.frontier;
  const beyond = new Set(membersBeyond(port.spaceId, port.memberEntries(), memberHeads));
  const known = port.memberEntries().filter((entry) => !beyond.has(entry));
  const keyId = resolveMembers(port.spaceId, known).currentEpoch('carrier')?.keyId;
  const carrier: HeldCarrier | null | undefined =
    held.find((one) => one.keyId === keyId) ?? current;
  return carrier ? { signed, carrier } : null;
}

/** An answer for whoever was admitted and has not been heard of: it goes along, because nobody can say that it arrived. */
export async function answerFiles({ join, clock }: FileDeps): Promise<readonly SyncFile[]> {
  const frames = (await join.outgoing()).map(({ frame }) => frame);
  return frames.length > 0 ? [joinFileOf('加入答复', clock.today(), frames)] : [];
}

export async function receiptFile(
  deps: FileDeps,
  bookName: string
): Promise<Result<SyncFile, ExportFault>> {
  try {
    const frame = await writeReceipt(deps.port, deps);
    if (!frame) return err({ type: 'no-key' });
    const bytes = new Blob([frame], { type: fileType });
    return ok({ fileName: fileNameOf(deps, bookName, '同步回执'), bytes });
  } catch (thrown) {
    if (thrown instanceof PortError) return err(thrown.fault);
    throw thrown;
  }
}

export interface TakenFile {
  readonly file: ImportedFile;
  /** What a device has said of itself in it, proved. */
  readonly words: readonly SignedStatus[];
}

export interface Taking {
  /** New entries so far, and bytes read. */
  readonly onProgress: (received: number, bytes: number) => void;
  readonly signal: AbortSignal;
}

export async function importFile(deps: FileDeps, file: File, taking: Taking): Promise<TakenFile> {
  const fileName = file.name;
  const kind = await kindOfGiven(file);
  if (kind === 'sync') return importSyncFile(deps.port, file, taking);
  const isSmall = file.size <= maxSmallFile;
  if (isSmall && kind === 'join') return importJoinFile(deps, fileName, await wholeOf(file));
  if (isSmall && kind === 'receipt') return importReceipt(deps, fileName, await wholeOf(file));
  return { file: { fileName, type: 'other' }, words: [] };
}

export async function kindOfGiven(file: Blob): Promise<GivenKind> {
  const start = new Uint8Array(await file.slice(0, startLength).arrayBuffer());
  if (isJoinFile(start)) return 'join';
  const { type } = kindOfFile(start);
  if (type === 'sync-file') return 'sync';
  return type === 'frame' ? 'receipt' : 'other';
}

/** An answer opens the book that a sync file beside it is of: only then there is somewhere to take that in. */
export async function joinFilesFirst(files: readonly File[]): Promise<readonly File[]> {
  const kinds = await Promise.all(files.map(kindOfGiven));
  const isJoin = (_: File, at: number): boolean => kinds[at] === 'join';
  return [...files.filter(isJoin), ...files.filter((file, at) => !isJoin(file, at))];
}

/** A join file that is none of the open book's, given to the requests of the vault's other books. */
export async function offerJoinFile(
  file: File,
  receive: JoinPort['receive']
): Promise<ImportedFile> {
  const received = await receive(await wholeOf(file));
  const result = received.ok ? ok(received.value.receipt) : received;
  return { fileName: file.name, type: 'join', result };
}

const wholeOf = async (file: Blob): Promise<Bytes> => new Uint8Array(await file.arrayBuffer());

/** The routing tag that a sync file begins with, hex; undefined for other files. */
export async function bundleTagOf(file: Blob): Promise<string | undefined> {
  const start = new Uint8Array(await file.slice(0, bundleStartLength).arrayBuffer());
  return tagOfBundle(start);
}

export interface TakenSyncFile extends TakenFile {
  readonly file: Extract<ImportedFile, { type: 'sync' }>;
}

export async function importSyncFile(
  port: LogPort,
  file: File,
  { onProgress, signal }: Taking
): Promise<TakenSyncFile> {
  const read = { received: 0, bytes: 0 };
  const told = (): void => onProgress(read.received, read.bytes);
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(file)) {
      // Who stops it has a file that ends here.
      if (signal.aborted) return;
      read.bytes += chunk.length;
      told();
      yield chunk;
    }
  };
  const outcome = await readSyncFile(port, chunks(), (count) => {
    read.received = count;
    told();
  });
  const { received, duplicates, waiting, rejected, maker } = outcome;
  const isStopped = signal.aborted && outcome.fault !== null;
  const fault = isStopped ? ({ type: 'cancelled' } as const) : toOwnFault(port, outcome.fault);
  const status = maker?.status;
  const isOwn = status?.deviceId === port.self().deviceId;
  const from = status && nameOfDevice(port.members(), status);
  const isOfFormer = status !== undefined && !isPresent(port, status.deviceId);
  const item = { fileName: file.name, type: 'sync' as const, from, fault };
  return {
    file: { ...item, received, duplicates, waiting, rejected, ...(isOfFormer && { isOfFormer }) },
    words: maker && !isOwn ? [maker] : []
  };
}

const isPresent = (port: LogPort, deviceId: DeviceId): boolean =>
  port.members().activeDevices.some(({ registration }) => registration.deviceId === deviceId);

/** What can't be opened because this device was removed; its removal may have come in the same file. */
function toOwnFault(port: LogPort, fault: ImportFault | null): FileFault | undefined {
  if (fault?.type === 'not-ours' && isFormer(port)) return { type: 'removed-here' };
  return fault ?? undefined;
}

async function importReceipt(
  { port }: FileDeps,
  fileName: string,
  frame: Bytes
): Promise<TakenFile> {
  const type = 'receipt';
  try {
    const receipt = await readReceipt(port, frame);
    if (!receipt.ok) return { file: { fileName, type, result: receipt }, words: [] };
    const { signed } = receipt.value;
    const { deviceId } = signed.status;
    const from = nameOfDevice(port.members(), signed.status) ?? '';
    return { file: { fileName, type, result: ok({ deviceId, from }) }, words: [signed] };
  } catch (thrown) {
    if (!(thrown instanceof PortError)) throw thrown;
    return { file: { fileName, type, result: err(thrown.fault) }, words: [] };
  }
}

async function importJoinFile(
  { join }: FileDeps,
  fileName: string,
  bytes: Bytes
): Promise<TakenFile> {
  return { file: { fileName, type: 'join', result: await receiveFrames(join, bytes) }, words: [] };
}

const news: readonly JoinReceipt['type'][] = ['known', 'answer', 'code', 'request', 'admitted'];

async function receiveFrames(
  join: JoinPort,
  bytes: Bytes
): Promise<Result<JoinReceipt, JoinFault>> {
  const frames = decodeJoinFile(bytes);
  if (!frames.ok) return err({ type: 'damaged' });
  let best: JoinReceipt | undefined;
  let fault: JoinFault = { type: 'not-for-us' };
  for (const frame of frames.value) {
    const received = await join.receive(frame);
    if (!received.ok) fault = received.error;
    else if (!best || news.indexOf(received.value.receipt.type) > news.indexOf(best.type)) {
      best = received.value.receipt;
    }
  }
  return best ? ok(best) : err(fault);
}
