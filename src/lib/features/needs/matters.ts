/** Needs and suggestions as one shape for screens: where they stand, what may be done, what waits. Pure. */
import type { RecordItem } from '../../app/types';
import {
  makeMove,
  movesFrom,
  type Ask,
  type MoveAnswer,
  type MovePatch
} from '../../domain/handling/move';
import { definitionOf } from '../../domain/registry';
import type { RuleIssue } from '../../domain/rule-issue';
import { needColumns, needDue, needMoves } from '../../domain/need/flow';
import { suggestionColumns, suggestionMoves } from '../../domain/suggestion/flow';
import { needStatuses } from '../../domain/code-lists/need-status';
import { suggestionStatuses } from '../../domain/code-lists/suggestion-status';
import type { IsoDate } from '../../kernel/dates';
import type { Result } from '../../kernel/result';
import { formatDay } from '../../text/dates';
import { needMoveWords, needWords, suggestionMoveWords } from '../../text/needs';

export type MatterKind = 'need' | 'suggestion';
export type MatterItem = RecordItem<'need'> | RecordItem<'suggestion'>;

export interface MoveChoice {
  readonly id: string;
  readonly label: string;
  readonly noteLabel: string;
  readonly done: string;
  readonly asks: readonly Ask[];
  readonly isNoteRequired: boolean;
  readonly make: (answer: MoveAnswer) => Result<MovePatch, RuleIssue>;
}

export const isMatterKind = (kind: string | null): kind is MatterKind =>
  kind === 'need' || kind === 'suggestion';

/** Handed over and not yet taken by the colleague. */
const awaitsReceipt = (item: MatterItem): boolean =>
  item.kind === 'need' && item.values.status === 'registered' && item.values.handler !== undefined;

/** What usually comes next, where it is not the first of the moves: it stands in sight on the board. */
const usualNext: Readonly<Partial<Record<`${MatterKind}/${string}`, string>>> = {
  'need/answered': 'close',
  'suggestion/assigned': 'reply',
  'suggestion/answered': 'feedback',
  'suggestion/published': 'check'
};

export function movesOf(item: MatterItem): readonly MoveChoice[] {
  const next = usualNext[`${item.kind}/${item.values.status ?? ''}`];
  const moves = possibleMoves(item);
  return [...moves.filter(({ id }) => id === next), ...moves.filter(({ id }) => id !== next)];
}

function possibleMoves(item: MatterItem): readonly MoveChoice[] {
  if (item.kind === 'suggestion') {
    const { values, closed } = item;
    return movesFrom(suggestionMoves, values, closed).map((id) => ({
      ...choiceOf(id, suggestionMoves[id], suggestionMoveWords),
      make: (answer) => makeMove(suggestionMoves, id, values, closed, answer)
    }));
  }
  const { values, closed } = item;
  return movesFrom(needMoves, values, closed).map((id) => ({
    ...choiceOf(id, needMoves[id], needMoveWords),
    ...(id === 'accept' && awaitsReceipt(item)
      ? { label: needWords.receive, done: needWords.received }
      : {}),
    make: (answer) => makeMove(needMoves, id, values, closed, answer)
  }));
}

function choiceOf(
  id: string,
  move: { readonly asks: readonly Ask[]; readonly noteMissing?: string },
  words: typeof needMoveWords
) {
  const { label = id, note = '', done = '' } = words[id] ?? {};
  const isNoteRequired = move.noteMissing !== undefined;
  return { id, label, noteLabel: note, done, asks: move.asks, isNoteRequired };
}

/** The colleague who has been asked and has not taken it yet. */
export const waitingFor = (
  item: MatterItem,
  nameOf: (kind: 'worker', id: NonNullable<MatterItem['values']['handler']>) => string | undefined
): string | undefined => {
  const { handler } = item.values;
  return awaitsReceipt(item) && handler !== undefined ? nameOf('worker', handler) : undefined;
};

export interface BoardColumn {
  readonly id: string;
  readonly title: string;
  readonly items: readonly MatterItem[];
}

/** By state; what has its date first stands first, the others newest first. */
export function boardOf(kind: MatterKind, items: readonly MatterItem[]): readonly BoardColumn[] {
  const columns = kind === 'need' ? needColumns : suggestionColumns;
  const list = kind === 'need' ? needStatuses : suggestionStatuses;
  return columns.map((id) => ({
    id,
    title: list.labelOf(id) ?? id,
    items: items.filter(({ values }) => values.status === id).sort(byDue)
  }));
}

const dueOf = (item: MatterItem): IsoDate | undefined =>
  item.kind === 'need' ? needDue(item.values)?.on : undefined;

function byDue(a: MatterItem, b: MatterItem): number {
  const [first, second] = [dueOf(a), dueOf(b)];
  if (first === second) {
    return (b.values.raisedOn ?? '').localeCompare(a.values.raisedOn ?? '');
  }
  if (first === undefined || second === undefined) return first === undefined ? 1 : -1;
  return first < second ? -1 : 1;
}

/** The date a need waits for, in words. */
export function dueWords(
  item: MatterItem,
  today: IsoDate
): { readonly text: string; readonly isLate: boolean } | undefined {
  const due = item.kind === 'need' ? needDue(item.values) : undefined;
  if (!due) return undefined;
  const isLate = due.on < today;
  const when = formatDay(due.on, today);
  const words =
    due.type === 'promise'
      ? { soon: needWords.promised, late: needWords.promisedLate }
      : { soon: needWords.recheck, late: needWords.recheckLate };
  return { text: isLate ? words.late(when) : words.soon(when), isLate };
}

export const titleOfMatter = (item: MatterItem): string =>
  definitionOf(item.kind).title(item.values);

/** Who raised it, in words; people who may not be named stay unnamed. */
export const whoRaised = ({ people }: MatterItem): string =>
  people.map(({ values }) => values.name ?? '').join('、') || needWords.unnamed;
