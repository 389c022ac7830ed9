/** A figure of a report as the list it opens (I13): records by their own titles, through the gate. */
import { resolve } from '$app/paths';
import type { Queries } from '../../../app/types';
import type { CompiledFigure, Entry } from '../../../domain/report/compile';
import { formatNumber, money } from '../../../text/counts';
import { statisticsWords } from '../../../text/statistics';
import type { OpenedList } from '../entries';

function hrefOf({ kind, id }: Entry): string {
  if (kind === 'person') return `${resolve('/people')}?id=${id}`;
  if (kind === 'visit') return `${resolve('/records/visits')}?id=${id}`;
  return `${resolve('/records/book')}?kind=${kind}&id=${id}`;
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
