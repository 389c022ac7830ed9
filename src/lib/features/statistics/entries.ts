/** An opened number as lines with links: people by name alone (B-8), visits and records by day, what it was, and names. */
import { resolve } from '$app/paths';
import type { GatedPerson } from '../../app/types';
import type { Opened } from '../../domain/statistics/figure';
import type { CountedVisit } from '../../domain/statistics/visit-figures';
import type { WorkItem } from '../../domain/statistics/work-figures';
import { formatDate } from '../../text/dates';
import { statisticsWords } from '../../text/statistics';
import type { EntryLine } from '../../ui/data/entry-line';
import { cellText } from './paper';

export interface OpenedList {
  readonly label: string;
  /** The number with its unit. */
  readonly value: string;
  readonly lines: readonly EntryLine[];
}

function toList<T extends { readonly id: string }>(
  opened: Opened<T>,
  lineOf: (item: T) => Pick<EntryLine, 'href' | 'text'>
): OpenedList {
  const { measure, entries, value, label } = opened;
  const unit = measure.kind === 'money' ? '' : ` ${measure.unit}`;
  const isPlain = entries.every(({ amount }) => amount === 1);
  return {
    label,
    value: `${cellText(measure, value)}${measure.unit === label ? '' : unit}`,
    lines: entries.map(({ item, amount }) => ({
      id: item.id,
      ...lineOf(item),
      amount: isPlain ? '' : `${cellText(measure, amount)}${unit}`
    }))
  };
}

export const peopleList = (opened: Opened<GatedPerson>): OpenedList =>
  toList(opened, (person) => ({
    href: `${resolve('/people')}?id=${person.id}`,
    text: person.values.name ?? statisticsWords.noName
  }));

interface Named {
  readonly people: readonly Pick<GatedPerson, 'values'>[];
  readonly hiddenPeople: number;
}

const whoOf = ({ people, hiddenPeople }: Named): string =>
  [
    people.map((person) => person.values.name ?? '').join('、'),
    hiddenPeople > 0 ? statisticsWords.hiddenPeople(hiddenPeople) : ''
  ]
    .filter(Boolean)
    .join('，');

export const visitList = (opened: Opened<CountedVisit>): OpenedList =>
  toList(opened, (visit) => ({
    href: `${resolve('/records/visits')}?id=${visit.id}`,
    text: `${formatDate(visit.values.on ?? '')} ${whoOf(visit) || statisticsWords.noName}`
  }));

function workHref({ opens: { kind, id } }: WorkItem): string {
  const isText = kind === 'studyMaterial' || kind === 'regulation';
  return `${isText ? resolve('/library/text') : resolve('/records/book')}?kind=${kind}&id=${id}`;
}

export const workList = (opened: Opened<WorkItem>): OpenedList =>
  toList(opened, (item) => ({
    href: workHref(item),
    text:
      [item.on && formatDate(item.on), item.title, whoOf(item)].filter(Boolean).join(' ') ||
      statisticsWords.noName
  }));
