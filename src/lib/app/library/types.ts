/** What screens may ask of the library 资料: long texts of 制度 and 学习资料. */
import type { Result } from '../../kernel/result';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { Watchable } from '../../kernel/watchable';
import type { CommitFailure } from '../../storage/types';
import type { TextFile, TextFileProblem } from '../../exchange/texts/read-text-file';
import type { EditRefusal, OpenText } from '../../storage/texts/types';
import type { SaveError } from '../types';

export type {
  EditRefusal,
  OpenText,
  TextCursor,
  TextEdit,
  TextState
} from '../../storage/texts/types';

export type { TextFile, TextFileProblem };

export type MaterialKind = 'regulation' | 'studyMaterial';

export type LibraryError = SaveError | EditRefusal;

export interface Library {
  open(kind: MaterialKind, material: RecordId): Promise<OpenText>;
  /** Texts as the log has them, by material; told anew when one grows. */
  readonly texts: Watchable<(material: RecordId) => string>;
  /** A new material with its first text, e.g. an imported file or an outline. */
  create(
    kind: MaterialKind,
    values: Readonly<Record<string, Json>>,
    text: string
  ): Promise<Result<{ readonly id: RecordId }, LibraryError>>;
  /** Words of a .txt or .docx file; nothing is kept yet. */
  readFile(file: File): Promise<Result<TextFile, TextFileProblem>>;
  /** Keeps a text whole under a name and a date; the open text is flushed before by its screen. */
  finalise(
    material: RecordId,
    values: Readonly<Record<string, Json>>
  ): Promise<Result<{ readonly id: RecordId }, SaveError>>;
  /** The whole text of a version; undefined while parts of it have not arrived. */
  versionText(version: RecordId): string | undefined;
  /** Moves a material to 回收站 and drops its working copy; the log keeps the text. */
  remove(kind: MaterialKind, material: RecordId): Promise<Result<void, CommitFailure>>;
}
