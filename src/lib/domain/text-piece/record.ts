/**
 * TextPiece 正文片段: how the long text of a 制度 or 学习资料 travels in the sealed log. A piece is written once and
 * never changed; the pieces of one batch make one Yjs update of the text, or the whole of one 定稿 version. Pieces,
 * because a value of a record is bounded (merge M7) and a law is longer. See storage/texts/SPEC.md.
 */
import { internalField } from '../field-types';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const own = { section: '正文片段', class: 'P' } as const;

/** Longest content of a piece in UTF-16 units; merge refuses values above 16,384 characters. */
export const pieceLength = 12_000;
/** Most pieces of a batch. */
export const maxPieces = 64;

export type PieceForm = 'update' | 'version';

const isForm = (value: unknown): value is PieceForm => value === 'update' || value === 'version';
const isPlace = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxPieces;
const isContent = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= pieceLength;

export const textPieceRecord = defineRecord({
  kind: 'textPiece',
  label: '正文片段',
  version: 1,
  stream: 'records',
  fields: {
    material: internalField<RecordId>({ ...own, label: '资料', check: isRecordId }),
    batch: internalField<RecordId>({ ...own, label: '批次', check: isRecordId }),
    form: internalField<PieceForm>({ ...own, label: '形式', check: isForm }),
    /** From 0. */
    index: internalField<number>({ ...own, label: '序号', check: isPlace }),
    count: internalField<number>({ ...own, label: '片数', check: isPlace }),
    /** Base64url of Yjs bytes, or plain text of a version. */
    content: internalField<string>({ ...own, label: '内容', check: isContent })
  },
  title: () => '正文片段',
  isSetting: true
});

export type TextPieceValues = ValuesOf<typeof textPieceRecord>;
export type TextPieceRow = RowOf<typeof textPieceRecord>;
