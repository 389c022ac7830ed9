/** A book as a table that leaves the house: every column that says something, every person it names (B-10). */
import type { TableDocument } from '../../app/documents/types';
import type { FormatContext } from '../../domain/field';
import type { RecordDefinition } from '../../domain/record';
import { booksWords } from '../../text/books';
import { cellText, totalsOf } from './book-list';
import { shownFields, type Book, type BookItem } from './books';

const kindOf = (definition: RecordDefinition, name: string): 'text' | 'number' | 'money' => {
  const type = definition.fields[name]?.input.type;
  return type === 'money' ? 'money' : type === 'count' || type === 'decimal' ? 'number' : 'text';
};

/** Spreadsheets count in yuan and in whole units. */
function cellOf(
  definition: RecordDefinition,
  item: BookItem,
  name: string,
  context: FormatContext
): string | number | null {
  const input = definition.fields[name]?.input;
  const value = item.values[name];
  if (typeof value === 'number' && input?.type === 'money') return value / 100;
  if (typeof value === 'number' && input?.type === 'count') return value;
  if (typeof value === 'number' && input?.type === 'decimal') return value / 10 ** input.decimals;
  return cellText(definition, item, name, context);
}

export function bookTable(
  { definition, title }: Book,
  items: readonly BookItem[],
  context: FormatContext
): TableDocument {
  const names = shownFields(definition).filter((name) =>
    items.some((item) => cellText(definition, item, name, context) !== '')
  );
  const totals = totalsOf(definition, items, context);
  return {
    title,
    columns: [
      { label: booksWords.rowNumber, kind: 'number', width: 6 },
      ...names.map((name) => ({
        label: definition.fields[name]?.label ?? name,
        kind: kindOf(definition, name)
      }))
    ],
    rows: items.map((item, index) => [
      index + 1,
      ...names.map((name) => cellOf(definition, item, name, context))
    ]),
    personIds: [...new Set(items.flatMap(({ people }) => people.map(({ id }) => id)))],
    notes: totals.length > 0 ? [`${booksWords.totals}：${totals.join('，')}`] : []
  };
}
