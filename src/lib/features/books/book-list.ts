/** The list of a book: what the address filters by, what a cell says, how it sorts, what adds up. Pure. */
import type { AnyField, FieldInput, FormatContext } from '../../domain/field';
import { personFieldsOf } from '../../domain/people-of';
import type { RecordDefinition } from '../../domain/record';
import { fieldText } from '../../domain/record-words';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { booksWords } from '../../text/books';
import { shownFields, type BookItem } from './books';

export interface BookFilter {
  /** `2026`, `2026-11`, or empty for all. */
  readonly period: string;
  readonly person: RecordId | undefined;
  /** Code or worker by field name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Typed text; never in the address. */
  readonly text: string;
}

export interface BookSort {
  readonly column: string;
  readonly ascending: boolean;
}

/** The column that names a row. */
export const titleColumn = 'title';

/** Fields a book is filtered by: closed lists, what is ticked, and who did it. */
export const filterFields = (definition: RecordDefinition): readonly string[] =>
  shownFields(definition).filter((name) => {
    const input = definition.fields[name]?.input;
    return (
      input?.type === 'code' ||
      input?.type === 'codes' ||
      (input?.type === 'flag' && input.isTick === true) ||
      ((input?.type === 'ref' || input?.type === 'refs') && input.kind === 'worker')
    );
  });

export function filterOf(
  definition: RecordDefinition,
  params: URLSearchParams,
  text: string
): BookFilter {
  const person = params.get('person');
  return {
    period: params.get('period') ?? '',
    person: isRecordId(person) ? person : undefined,
    fields: Object.fromEntries(
      filterFields(definition).flatMap((name) => {
        const value = params.get(`f.${name}`);
        return value ? [[name, value]] : [];
      })
    ),
    text: text.trim()
  };
}

export const isFiltered = ({ period, person, fields, text }: BookFilter): boolean =>
  period !== '' || person !== undefined || text !== '' || Object.keys(fields).length > 0;

/** What the filter of a field takes for a value; a tick that nobody made is none. */
export function filterKeys(field: AnyField | undefined, value: unknown): readonly string[] {
  if (field?.input.type === 'flag') return [String(value === true)];
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string');
  return typeof value === 'string' ? [value] : [];
}

/** A cell in words; a closed one says so, people who may not be named are counted behind the others. */
export function cellText(
  definition: RecordDefinition,
  item: BookItem,
  name: string,
  context: FormatContext
): string {
  if (name === titleColumn) return definition.title(item.values);
  if (item.closed.includes(name)) return booksWords.closed;
  const text = fieldText(definition, name, item.values, context);
  const isFirst = personFieldsOf(definition)[0] === name;
  if (!isFirst || item.hiddenPeople === 0) return text;
  return [text, booksWords.hidden(item.hiddenPeople)].filter(Boolean).join('，');
}

export function filterItems(
  definition: RecordDefinition,
  items: readonly BookItem[],
  { period, person, fields, text }: BookFilter,
  context: FormatContext
): readonly BookItem[] {
  const wanted = Object.entries(fields);
  const names = text === '' ? [] : [titleColumn, ...shownFields(definition)];
  return items.filter(
    (item) =>
      (period === '' || (definition.dateOf?.(item.values) ?? '').startsWith(period)) &&
      (person === undefined || item.people.some(({ id }) => id === person)) &&
      wanted.every(([name, value]) =>
        filterKeys(definition.fields[name], item.values[name]).includes(value)
      ) &&
      (text === '' ||
        names.some(
          (name) =>
            !item.closed.includes(name) && cellText(definition, item, name, context).includes(text)
        ))
  );
}

/** Years and months that hold something, newest first. */
export function periodsOf(
  definition: RecordDefinition,
  items: readonly BookItem[]
): readonly string[] {
  const months = new Set<string>();
  for (const { values } of items) {
    const month = (definition.dateOf?.(values) ?? '').slice(0, 7);
    if (month !== '') months.add(month).add(month.slice(0, 4));
  }
  // `2026` comes before `2026-11`, which comes before `2026-10`.
  return [...months].sort((a, b) =>
    a.slice(0, 4) === b.slice(0, 4) && a.length !== b.length ? a.length - b.length : b > a ? 1 : -1
  );
}

const isNumeric = (input: FieldInput | undefined): boolean =>
  input?.type === 'count' || input?.type === 'decimal' || input?.type === 'money';

const isLong = (input: FieldInput | undefined): boolean =>
  input?.type === 'sharedText' ||
  input?.type === 'steps' ||
  (input?.type === 'text' && !!input.multiline);

/** Whether the title of a row already says this field and nothing else. */
function isTitle(definition: RecordDefinition, name: string, items: readonly BookItem[]): boolean {
  const context: FormatContext = { nameOf: () => undefined };
  const item = items.find(({ values }) => values[name] !== undefined);
  if (!item) return false;
  const alone = { [name]: item.values[name] };
  return definition.title(alone) === fieldText(definition, name, alone, context);
}

export interface BookColumn {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly grows: boolean;
  readonly isNumber: boolean;
  /** Shown until the worker chooses otherwise. */
  readonly isUsual: boolean;
}

const widthOf = (input: FieldInput | undefined): number => {
  if (isLong(input)) return 16;
  if (isNumeric(input)) return 6.5;
  if (input?.type === 'date' || input?.type === 'partialDate') return 7.5;
  return input?.type === 'dateTime' ? 10 : 9;
};

export function bookColumns(
  definition: RecordDefinition,
  items: readonly BookItem[]
): readonly BookColumn[] {
  const { fields, label } = definition;
  const names = shownFields(definition).filter((name) => !isTitle(definition, name, items));
  const isUsed = (name: string): boolean =>
    items.some(({ values, closed }) => values[name] !== undefined || closed.includes(name));
  return [
    { id: titleColumn, label, width: 13, grows: true, isNumber: false, isUsual: true },
    ...names.map((name) => {
      const input = fields[name]?.input;
      return {
        id: name,
        label: fields[name]?.label ?? name,
        width: widthOf(input),
        grows: isLong(input),
        isNumber: isNumeric(input),
        isUsual: !isLong(input) && isUsed(name)
      };
    })
  ];
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

export function sortItems(
  definition: RecordDefinition,
  items: readonly BookItem[],
  sort: BookSort | undefined,
  context: FormatContext
): readonly BookItem[] {
  if (!sort) return items;
  const keyed = items.map((item) => ({
    item,
    value: item.values[sort.column],
    text: cellText(definition, item, sort.column, context)
  }));
  const sign = sort.ascending ? 1 : -1;
  return keyed
    .sort((a, b) => {
      // Blank cells stay at the end whichever way.
      if (a.text === '' || b.text === '') return a.text === b.text ? 0 : a.text === '' ? 1 : -1;
      return (
        sign *
        (typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : collator.compare(a.text, b.text))
      );
    })
    .map(({ item }) => item);
}

/** Sums of a kind, in words: `实到 120人`. Every record of the list is in them (I13). */
export function totalsOf(
  definition: RecordDefinition,
  items: readonly BookItem[],
  context: FormatContext
): readonly string[] {
  return (definition.totals ?? []).flatMap((name) => {
    const field = definition.fields[name];
    const numbers = items.flatMap(({ values }) => {
      const value = values[name];
      return typeof value === 'number' ? [value] : [];
    });
    const sum = numbers.reduce((all, each) => all + each, 0);
    return field && sum > 0 ? [`${field.label} ${field.format(sum, context)}`] : [];
  });
}
