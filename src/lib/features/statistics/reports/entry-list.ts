/** A figure of a report as the list it opens (I13): records by their own titles, through the gate. */
import { resolve } from '$app/paths';
import type { Queries } from '../../../app/types';
import type { CompiledFigure, CompiledGroup, Entry } from '../../../domain/report/compile';
import type { Period } from '../../../domain/statistics/period';
import { formatNumber, money } from '../../../text/counts';
import { statisticsWords } from '../../../text/statistics';
import type { OpenedList } from '../entries';

function hrefOf({ kind, id }: Entry): string {
  if (kind === 'person') return `${resolve('/people')}?id=${id}`;
  if (kind === 'visit') return `${resolve('/records/visits')}?id=${id}`;
  return `${resolve('/records/book')}?kind=${kind}&id=${id}`;
}

/** Activities held in the period that are not ticked as 统战, and the book in which they can be. */
export function untickedOf(
  groups: readonly CompiledGroup[],
  { key }: Period
): { readonly count: number; readonly href: string } {
  const value = (id: string): number =>
    groups.flatMap(({ figures }) => figures).find(({ kind }) => kind.id === id)?.value ?? 0;
  // A book is narrowed by month or year: of a quarter, its year.
  const span = /^\d{4}-\d\d$/.test(key) ? key : key.slice(0, 4);
  return {
    count: value('activities') - value('activities.unitedFront'),
    href: `${resolve('/records/book')}?kind=activity&f.isUnitedFront=false&period=${span}`
  };
}

export function entryList(
  { kind, entries, value }: CompiledFigure,
  nameOf: Queries['nameOf']
): OpenedList {
  const text = (amount: number): string =>
    kind.kind === 'money' ? money(amount) : `${formatNumber(amount)} ${kind.unit}`;
  const isPlain = entries.every(({ amount }) => amount === 1);
  return {
    label: kind.label,
    value: text(value),
    lines: entries.map((entry) => ({
      id: entry.id,
      href: hrefOf(entry),
      text: nameOf(entry.kind, entry.id) ?? statisticsWords.noName,
      amount: isPlain ? '' : text(entry.amount)
    }))
  };
}
