/** Batches of pieces: what is longer than one value of a record travels in several (domain/text-piece). */
import { compareIds } from '../../log/ids';
import { fromBase64Url, toBase64Url, type Bytes } from '../../kernel/bytes';
import type { RecordId } from '../../kernel/ids';
import {
  maxPieces,
  pieceLength,
  textPieceRecord,
  type PieceForm,
  type TextPieceRow,
  type TextPieceValues
} from '../../domain/text-piece/record';
import type { RecordChange } from '../types';

/** Line breaks and quotes take two characters where a value is measured. */
const plainLength = pieceLength / 2;

/** Base64url in pieces; a multiple of four characters each, so that each stands for whole bytes. */
export function splitBytes(bytes: Uint8Array): readonly string[] {
  const text = toBase64Url(bytes);
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    pieces.push(text.slice(at, at + pieceLength));
  return pieces;
}

/** Plain text in pieces; no surrogate pair is parted. An empty text is one empty piece. */
export function splitText(text: string): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  do {
    let end = Math.min(text.length, at + plainLength);
    if (/[\ud800-\udbff]/.test(text.charAt(end - 1)) && end < text.length) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  } while (at < text.length);
  return pieces;
}

export interface Batch {
  readonly material: RecordId;
  readonly id: RecordId;
  readonly form: PieceForm;
  readonly pieces: readonly string[];
}

/** A batch as the log has it. */
export interface SealedBatch extends Batch {
  /** Slot of its writer. */
  readonly author: string;
  /** Stamp of its first piece. */
  readonly at: number;
}

/** One record a piece, to be committed together. */
export const batchToChanges = (batch: Batch, newId: () => RecordId): readonly RecordChange[] =>
  batch.pieces.map((content, index) => ({
    type: 'create',
    kind: 'textPiece',
    id: newId(),
    values: {
      material: batch.material,
      batch: batch.id,
      form: batch.form,
      index,
      count: batch.pieces.length,
      content
    }
  }));

type WholePiece = Required<TextPieceValues>;

/** Rows come from peers too: each value is asked before it counts, and a piece that anybody changed counts no more. */
function wholePiece(row: TextPieceRow): WholePiece | undefined {
  const { fields } = textPieceRecord;
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const isWhole = names.every((name) => fields[name].parse(row.values[name]).ok);
  const isAsWritten = row.createdAt === row.updatedAt && row.conflicts.length === 0;
  return isWhole && isAsWritten && !row.isDeleted ? (row.values as WholePiece) : undefined;
}

interface OpenBatch {
  readonly first: WholePiece;
  readonly author: string;
  at: number;
  readonly pieces: Map<number, { readonly id: RecordId; readonly content: string }>;
}

/**
 * The batches whose pieces are all here, in an order that depends on the set of rows alone (I1). Pieces of one batch have
 * one writer: nobody completes or alters another's. Of two for one place the lower id counts.
 */
export function completeBatches(rows: readonly TextPieceRow[]): readonly SealedBatch[] {
  const open = new Map<string, OpenBatch>();
  for (const row of rows) {
    const piece = wholePiece(row);
    if (piece === undefined || piece.count < 1 || piece.count > maxPieces) continue;
    const { updatedBy: author, createdAt } = row;
    const key = keyOf({ ...piece, id: piece.batch, author, length: piece.count });
    const batch: OpenBatch = open.get(key) ?? {
      first: piece,
      author,
      at: createdAt,
      pieces: new Map()
    };
    open.set(key, batch);
    batch.at = Math.min(batch.at, createdAt);
    const held = batch.pieces.get(piece.index);
    if (piece.index < piece.count && !(held && held.id <= row.id)) {
      batch.pieces.set(piece.index, { id: row.id, content: piece.content });
    }
  }
  return [...open.values()]
    .filter(({ first, pieces }) => pieces.size === first.count)
    .map(({ first, author, at, pieces }) => ({
      material: first.material,
      id: first.batch,
      form: first.form,
      author,
      at,
      pieces: Array.from({ length: first.count }, (_, index) => pieces.get(index)?.content ?? '')
    }))
    .sort(compareBatches);
}

/** Of a text the order in which its batches count where two contradict each other. */
export const compareBatches = (a: SealedBatch, b: SealedBatch): number =>
  a.at - b.at || compareIds(batchKey(a), batchKey(b));

/** Names a batch among all. */
export const batchKey = (batch: SealedBatch): string =>
  keyOf({ ...batch, length: batch.pieces.length });

const keyOf = (of: Pick<SealedBatch, 'material' | 'form' | 'id' | 'author'> & { length: number }) =>
  `${of.material} ${of.form} ${of.id} ${of.author} ${of.length}`;

/** The bytes of a batch of updates; undefined when they are not base64url. */
export const batchBytes = (batch: Batch): Bytes | undefined => fromBase64Url(batch.pieces.join(''));

export const batchText = (batch: Batch): string => batch.pieces.join('');
