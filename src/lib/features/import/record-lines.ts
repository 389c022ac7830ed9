/** Entries of a book's table in words, drawn from the field metadata, and what they come to. Pure. */
import type {
  NameAnswer,
  NameQuestion,
  RecordLine,
  RecordsCheck,
  RollAnswer,
  RollQuestion
} from '../../app/ledger/types';
import type { AnyField } from '../../domain/field';
import { importedKinds, type ImportedKind } from '../../domain/import-books';
import { definitionOf } from '../../domain/registry';
import { importWords } from '../../text/import';

/** Only what is counted; words that were said stay out of a list. */
const shown = new Set(['date', 'dateTime', 'code', 'money', 'count', 'tags', 'partialDate']);

const wordsOf = (field: AnyField, value: unknown): string =>
  field.format(value as never, { nameOf: () => undefined });

export function entryLine({ kind, about, values, needs }: RecordLine): string {
  const told = Object.entries(definitionOf(kind).fields).flatMap(([name, field]) => {
    const value = values[name];
    if (value === undefined || value === null || !shown.has(field.input.type)) return [];
    const text = wordsOf(field, value);
    const isPlain = field.input.type === 'date' || field.input.type === 'code';
    return text === '' ? [] : [isPlain ? text : `${field.label} ${text}`];
  });
  return [about, ...told, needs > 0 ? `${definitionOf('need').label} ${needs} 件` : '']
    .filter(Boolean)
    .join('，');
}

/** Of what would be written. */
export function totalsOf(lines: readonly RecordLine[]): {
  readonly entries: number;
  readonly needs: number;
  readonly money: number;
} {
  const fresh = lines.filter(({ state }) => state === 'new');
  const sum = (of: (line: RecordLine) => number): number =>
    fresh.reduce((total, line) => total + of(line), 0);
  const moneyOf = ({ kind, values }: RecordLine): number =>
    Object.entries(definitionOf(kind).fields).reduce((total, [name, { input }]) => {
      const value = values[name];
      return total + (input.type === 'money' && typeof value === 'number' ? value : 0);
    }, 0);
  return { entries: fresh.length, needs: sum(({ needs }) => needs), money: sum(moneyOf) };
}

export const firstAnswer = ({ matched }: NameQuestion): NameAnswer => matched ?? 'count';

/** The activity a column of a sign-in matrix is, unless somebody said otherwise. */
export const firstActivity = ({ matched }: RollQuestion): RollAnswer => matched ?? 'none';

/** How often somebody would stand on a roll: names that only count are on none, and nobody is on one twice. */
export function attendanceOf(
  { rolls, named, names }: RecordsCheck,
  activities: ReadonlyMap<string, RollAnswer>,
  answers: ReadonlyMap<string, NameAnswer>
): number {
  const people = new Map<string, string>();
  for (const each of names) {
    const is = answers.get(each.key) ?? firstAnswer(each);
    if (is !== 'count') people.set(each.key, is === 'new' ? each.key : is);
  }
  const ofRolls = rolls.flatMap((roll) => {
    const activity = activities.get(roll.key) ?? firstActivity(roll);
    return activity === 'none' ? [] : roll.names.map((name) => ({ activity, name }));
  });
  const pairs = [...named, ...ofRolls].flatMap(({ activity, name }) => {
    const person = people.get(name);
    return person === undefined ? [] : [`${activity} ${person}`];
  });
  return new Set(pairs).size;
}

/** 走访 10 条、诉求 6 条. */
export const entriesText = (entries: Readonly<Partial<Record<ImportedKind, number>>>): string =>
  importedKinds
    .flatMap((kind) => {
      const count = entries[kind] ?? 0;
      return count > 0 ? [importWords.entriesOf(definitionOf(kind).label, count)] : [];
    })
    .join('、');
