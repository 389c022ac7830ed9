/** An opened number as lines with links: people by name alone (B-8), visits by day and names. */
import { resolve } from '$app/paths';
import type { GatedPerson } from '../../app/types';
import type { Opened } from '../../domain/statistics/figure';
import type { CountedVisit } from '../../domain/statistics/visit-figures';
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

export const visitList = (opened: Opened<CountedVisit>): OpenedList =>
  toList(opened, ({ id, values, people, hiddenPeople }) => {
    const names = people.map((person) => person.values.name ?? '').join('、');
    const others = hiddenPeople > 0 ? statisticsWords.hiddenPeople(hiddenPeople) : '';
    const who = [names, others].filter(Boolean).join('，') || statisticsWords.noName;
    return {
      href: `${resolve('/records/visits')}?id=${id}`,
      text: `${formatDate(values.on ?? '')} ${who}`
    };
  });
