/**
 * A made-up value for every field of a kind, drawn from the metadata alone: what contract tests over all kinds fill
 * records with. Texts carry their kind and field, so that a leak says where it comes from.
 */
import type { AnyField, RecordKind } from '../../src/lib/domain/field';
import { definitionOf } from '../../src/lib/domain/registry';
import type { IsoDate } from '../../src/lib/kernel/dates';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { Json } from '../../src/lib/kernel/json';

export interface MadeUpContext {
  readonly today: IsoDate;
  /** The people a record names; others are referred to by `idOf`. */
  readonly people: readonly RecordId[];
  readonly idOf: (kind: RecordKind) => RecordId;
}

/** Values that the rules of a kind ask for instead of the first that comes. */
const wanted: Partial<Record<RecordKind, (context: MadeUpContext) => Record<string, Json>>> = {
  person: () => ({ birth: '1968-05', statusOn: null, idType: null, idNo: null }),
  consent: () => ({ channel: 'paper', lifts: null, withdrawnOn: null, guardianName: null }),
  attendance: () => ({ count: null }),
  visit: () => ({ festival: null, nextOn: null }),
  report: () => ({ period: '2026-Q3', figures: [{ id: 'activities', n: 3 }] }),
  visitTask: () => ({ occasion: 'quarter@2026-3' }),
  relation: ({ people: [first, second] }) => ({ first: first ?? null, second: second ?? null })
};

export const madeUpText = (kind: RecordKind, name: string): string => `${kind} ${name} 的内容`;

function valueOf(kind: RecordKind, name: string, field: AnyField, context: MadeUpContext): Json {
  const { input } = field;
  switch (input.type) {
    case 'text':
    case 'sharedText':
      return madeUpText(kind, name).slice(0, input.maxLength);
    case 'code':
      return input.list.items[0]?.code ?? null;
    case 'codes':
      return input.list.items.slice(0, 2).map(({ code }) => code);
    case 'tags':
      return [madeUpText(kind, name).slice(0, input.maxLength)];
    case 'categories':
      return [{ scheme: 'U12', code: '10' }];
    case 'partialDate':
      return context.today.slice(0, 7);
    case 'date':
      return context.today;
    case 'dateTime':
      return Date.parse(`${context.today}T01:00:00Z`);
    case 'phones':
      return [{ number: '15400000001' }];
    case 'idNumber':
      return '990101196805120017';
    case 'ref':
      return input.kind === 'person' ? (context.people[0] ?? null) : context.idOf(input.kind);
    case 'refs':
      return input.kind === 'person' ? context.people : [context.idOf(input.kind)];
    case 'flag':
      return true;
    case 'count':
      return 3;
    case 'decimal':
      return 85;
    case 'steps':
      return [{ on: context.today, text: madeUpText(kind, name) }];
    case 'money':
      return 120_050;
    case 'internal':
      return null;
  }
}

/** What a form could send for a new record: internal and empty values are left out. */
export function madeUpValues(
  kind: RecordKind,
  context: MadeUpContext
): Readonly<Record<string, Json>> {
  const { fields } = definitionOf(kind);
  const all = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, valueOf(kind, name, field, context)])
  );
  return Object.fromEntries(
    Object.entries({ ...all, ...wanted[kind]?.(context) }).filter(([, value]) => value !== null)
  );
}
