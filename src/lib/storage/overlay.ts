/**
 * The overlay: what changed since the last fold, as numbered chunks of states and rows, at most about 64 kB each.
 * A chunk is written once, with its commit, and never changed: its number is its age, and the heads row says
 * how many there must be, so none can be put back or left out unnoticed.
 */
import type { RecordKind } from '../domain/field';
import { BinaryReader, BinaryWriter } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import { scopes } from '../kernel/scope';
import type { AtRest, Place } from './at-rest';
import { unfolded } from './kind-rows';
import { encodePack, packTarget, stateSize, type RecordState } from './state-pack';
import { putRow, type StoreWrite } from './store';
import { decodeViewPage, encodeRows, placedAt, type PlacedRow } from './view-page';

export interface ChangedRecord {
  readonly state: RecordState;
  readonly placed: PlacedRow;
}

/** A record on its way into a write. */
export interface WrittenRecord extends ChangedRecord {
  /** Its state until now: digests go from the one to the other. */
  readonly before: RecordState | undefined;
}

export interface SealedOverlay {
  readonly writes: readonly StoreWrite[];
  /** Chunk that holds each record. */
  readonly chunkById: ReadonlyMap<RecordId, number>;
  readonly end: number;
}

export interface OverlayChunk {
  readonly pack: Bytes;
  readonly rows: readonly PlacedRow[];
}

export const overlayPlace = (chunk: number): Place => ({
  table: 'overlay',
  key: [chunk],
  scopes,
  generation: chunk
});

export async function sealOverlay(
  atRest: AtRest,
  start: number,
  records: readonly ChangedRecord[],
  pace: () => Promise<void>
): Promise<SealedOverlay> {
  const chunkById = new Map<RecordId, number>();
  const chunks = splitBySize(records, packTarget);
  const sealing: Promise<StoreWrite>[] = [];
  // Pauses in between, as the browser may seal within the task that asks for it; where it does not, nobody waits for it.
  for (const [i, chunk] of chunks.entries()) {
    for (const { state } of chunk) chunkById.set(state.id, start + i);
    sealing.push(sealChunk(atRest, start + i, chunk));
    await pace();
  }
  return { writes: await Promise.all(sealing), chunkById, end: start + chunks.length };
}

async function sealChunk(
  atRest: AtRest,
  number: number,
  records: readonly ChangedRecord[]
): Promise<StoreWrite> {
  const place = overlayPlace(number);
  return putRow('overlay', place.key, await atRest.seal(place, encodeChunk(records)));
}

/** Cuts records into lists whose states stay within `target` bytes; a bigger record stands alone. */
export function splitBySize<T extends { readonly state: RecordState }>(
  records: readonly T[],
  target: number
): T[][] {
  const lists: T[][] = [];
  let size = target;
  for (const record of records) {
    const added = stateSize(record.state);
    const last = lists[lists.length - 1];
    if (last && size + added <= target) {
      last.push(record);
      size += added;
    } else {
      lists.push([record]);
      size = added;
    }
  }
  return lists;
}

function encodeChunk(records: readonly ChangedRecord[]): Bytes {
  const writer = new BinaryWriter().bytes(encodePack(records.map(({ state }) => state)));
  const kinds = [...new Set(records.map(({ placed }) => placed.row.kind))];
  writer.list(kinds, (inner, kind) => {
    const ofKind = records.filter(({ placed }) => placed.row.kind === kind);
    inner.text(kind).bytes(encodeRows(ofKind.map(({ placed }) => placed)));
  });
  return writer.finish();
}

/** Throws DecodeError on bytes that are no chunk. */
export function decodeChunk(bytes: Bytes): OverlayChunk {
  const reader = new BinaryReader(bytes);
  const pack = readPack(reader, bytes.length);
  const rows = reader.list(bytes.length, (inner) => {
    const kind = inner.text(100) as RecordKind;
    const page = decodeViewPage(kind, inner.bytes(bytes.length), () => unfolded);
    return page.rows.map((_, i) => placedAt(page, i));
  });
  reader.end();
  return { pack, rows: rows.flat() };
}

/** The states of a chunk, without parsing its rows. */
export const packOfChunk = (bytes: Bytes): Bytes => readPack(new BinaryReader(bytes), bytes.length);

/** Where it lies: it is looked into and not kept. */
const readPack = (reader: BinaryReader, most: number): Bytes =>
  reader.view(reader.uint(most)) as Bytes;
