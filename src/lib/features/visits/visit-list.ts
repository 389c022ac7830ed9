/** The list of visits: what the address filters by, what a row says. Pure; the order is the query's, newest first. */
import type { VisitItem, Queries } from '../../app/types';
import { visitRecord } from '../../domain/visit/record';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { money } from '../../text/counts';
import { visitWords } from '../../text/visits';

export interface VisitFilter {
  /** `2026-11`; empty means all. */
  readonly month: string;
  readonly cause: string;
  readonly visitor: RecordId | undefined;
  readonly person: RecordId | undefined;
}

const { fields } = visitRecord;
type CodeFieldName = 'method' | 'cause' | 'festival';

export function filterOf(params: URLSearchParams): VisitFilter {
  const idOf = (name: string): RecordId | undefined => {
    const text = params.get(name);
    return isRecordId(text) ? text : undefined;
  };
  return {
    month: params.get('month') ?? '',
    cause: params.get('cause') ?? '',
    visitor: idOf('visitor'),
    person: idOf('person')
  };
}

export const isFiltered = (filter: VisitFilter): boolean =>
  filter.month !== '' ||
  filter.cause !== '' ||
  filter.visitor !== undefined ||
  filter.person !== undefined;

export const filterVisits = (
  visits: readonly VisitItem[],
  { month, cause, visitor, person }: VisitFilter
): readonly VisitItem[] =>
  visits.filter(
    ({ values, people }) =>
      (month === '' || (values.on ?? '').startsWith(month)) &&
      (cause === '' || values.cause === cause) &&
      (visitor === undefined || (values.visitors ?? []).includes(visitor)) &&
      (person === undefined || people.some(({ id }) => id === person))
  );

/** Months that have visits, newest first. */
export const monthsOf = (visits: readonly VisitItem[]): readonly string[] => [
  ...new Set(visits.flatMap(({ values }) => (values.on ?? '').slice(0, 7) || []))
];

const labelOf = (name: CodeFieldName, code: string | undefined): string => {
  const { input } = fields[name];
  return code === undefined || input.type !== 'code' ? '' : (input.list.labelOf(code) ?? code);
};

/** The words of a visit, once for table, cards, export and print. */
export interface VisitLine {
  readonly on: string;
  readonly who: string;
  readonly method: string;
  /** With the festival, if any. */
  readonly cause: string;
  readonly visitors: string;
  readonly money: string;
  readonly gifts: string;
  readonly content: string;
  readonly concerns: string;
  readonly nextOn: string;
}

function whoOf({ values, people, hiddenPeople }: VisitItem, queries: Queries): string {
  const home = values.household && queries.nameOf('household', values.household);
  const parts = [
    people.map((person) => person.values.name ?? '').join('、'),
    // The household's own title holds the room, which is a sensitive address.
    home !== undefined && people.length === 0 ? fields.household.label : '',
    hiddenPeople > 0 ? visitWords.hidden(hiddenPeople) : '',
    values.unnamedHouseholds ? visitWords.unnamedHouseholds(values.unnamedHouseholds) : '',
    values.unnamedPersons ? visitWords.unnamedPersons(values.unnamedPersons) : ''
  ];
  return parts.filter(Boolean).join('，');
}

export function visitLine(visit: VisitItem, queries: Queries): VisitLine {
  const { values } = visit;
  const isContentVisible = visit.closed.length === 0;
  const named = (values.visitors ?? []).flatMap((id) => queries.nameOf('worker', id) ?? []);
  const text = (value: string | undefined): string =>
    isContentVisible ? (value ?? '') : visitWords.noContent;
  return {
    on: values.on ?? '',
    who: whoOf(visit, queries),
    method: labelOf('method', values.method),
    cause: [labelOf('cause', values.cause), labelOf('festival', values.festival)]
      .filter(Boolean)
      .join(' · '),
    visitors: [...named, ...(values.otherVisitors ?? [])].join('、'),
    money: values.giftMoney ? money(values.giftMoney) : '',
    gifts: (values.gifts ?? []).join('、'),
    content: text(values.content),
    concerns: isContentVisible ? (values.concerns ?? '') : '',
    nextOn: values.nextOn ?? ''
  };
}

/** Columns of table, export and print, named by the record's own fields. */
export const lineColumns: readonly { readonly id: keyof VisitLine; readonly label: string }[] = [
  { id: 'on', label: fields.on.label },
  { id: 'who', label: fields.people.label },
  { id: 'method', label: fields.method.label },
  { id: 'cause', label: fields.cause.label },
  { id: 'visitors', label: fields.visitors.label },
  { id: 'money', label: fields.giftMoney.label },
  { id: 'gifts', label: fields.gifts.label },
  { id: 'content', label: fields.content.label },
  { id: 'concerns', label: fields.concerns.label },
  { id: 'nextOn', label: fields.nextOn.label }
];
