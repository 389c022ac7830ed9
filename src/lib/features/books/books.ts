/** The books of the work: every kind with a book, the usual ones first, by the names of the seeds (S3-01…04). */
import type { RecordItem } from '../../app/types';
import type { RecordKind } from '../../domain/field';
import { definitionOf, isRecordKind, recordKinds } from '../../domain/registry';
import type { RecordDefinition } from '../../domain/record';

export type BookKind = Exclude<RecordKind, 'person'>;

/** Any record as a book shows it. */
export type BookItem = Omit<RecordItem, 'values'> & {
  readonly values: Readonly<Record<string, unknown>>;
};

export interface Book {
  readonly kind: BookKind;
  readonly definition: RecordDefinition;
  readonly title: string;
}

const usual: readonly RecordKind[] = ['reception', 'serviceEntry', 'workLog', 'activity', 'visit'];

export function bookOf(kind: string | null): Book | undefined {
  if (kind === null || !isRecordKind(kind) || kind === 'person') return undefined;
  const definition = definitionOf(kind);
  return definition.book === undefined ? undefined : { kind, definition, title: definition.book };
}

export const books: readonly Book[] = [
  ...usual,
  ...recordKinds.filter((kind) => !usual.includes(kind))
].flatMap((kind) => bookOf(kind) ?? []);

export const isUsual = ({ kind }: Book): boolean => usual.includes(kind);

/** Fields a screen may show: no internal structure, no bookkeeping of an import. */
export const shownFields = ({ fields }: RecordDefinition): readonly string[] =>
  Object.keys(fields).filter((name) => {
    const input = fields[name]?.input;
    return input && input.type !== 'internal' && !('kind' in input && input.kind === 'importBatch');
  });
