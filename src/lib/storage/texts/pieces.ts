/** Batches of pieces: what is longer than one value of a record travels in several (domain/text-piece). */
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

/** Rows come from peers too: each value is asked before it counts. */
function wholePiece(row: TextPieceRow): WholePiece | undefined {
  const { fields } = textPieceRecord;
  const names = Object.keys(fields) as (keyof typeof fields)[];
  const isWhole = names.every((name) => fields[name].parse(row.values[name]).ok);
  return isWhole && !row.isDeleted ? (row.values as WholePiece) : undefined;
}

/** The batches whose pieces are all here, in order of their first piece. */
export function completeBatches(rows: readonly TextPieceRow[]): readonly Batch[] {
  const open = new Map<string, { first: WholePiece; pieces: Map<number, string> }>();
  for (const row of rows) {
    const piece = wholePiece(row);
    if (piece === undefined || piece.count < 1 || piece.count > maxPieces) continue;
    const key = `${piece.material} ${piece.form} ${piece.batch} ${piece.count}`;
    const batch = open.get(key) ?? { first: piece, pieces: new Map<number, string>() };
    open.set(key, batch);
    if (piece.index < piece.count && !batch.pieces.has(piece.index)) {
      batch.pieces.set(piece.index, piece.content);
    }
  }
  return [...open.values()]
    .filter(({ first, pieces }) => pieces.size === first.count)
    .map(({ first, pieces }) => ({
      material: first.material,
      id: first.batch,
      form: first.form,
      pieces: Array.from({ length: first.count }, (_, index) => pieces.get(index) ?? '')
    }));
}

/** The bytes of a batch of updates; undefined when they are not base64url. */
export const batchBytes = (batch: Batch): Bytes | undefined => fromBase64Url(batch.pieces.join(''));

export const batchText = (batch: Batch): string => batch.pieces.join('');
