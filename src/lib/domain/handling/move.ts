/**
 * Moves of a matter that is seen to (DOMAIN F): which step may follow from where it stands, what the step asks for, and
 * what it writes. Pure: the day, the colleague and the words come in. Needs and suggestions have a table of moves each.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { err, ok, type Result } from '../../kernel/result';
import { ruleError, type RuleIssue } from '../rule-issue';
import { stepMaxLength, type Step } from '../step';

export type Ask = 'note' | 'worker' | 'satisfaction' | 'adopted';

export interface MoveAnswer {
  readonly today: IsoDate;
  /** The colleague at the screen, where the book knows one. */
  readonly me: RecordId | undefined;
  readonly note: string;
  readonly worker?: { readonly id: RecordId; readonly name: string } | undefined;
  readonly satisfaction?: string;
  readonly adopted?: boolean;
}

export type MovePatch = Readonly<Record<string, Json>>;

/** What a move reads of the record; closed fields are simply absent. */
interface Matter {
  readonly status?: string | undefined;
  readonly handler?: RecordId | undefined;
  readonly steps?: readonly Step[] | undefined;
}

interface Move<Values extends Matter> {
  /** Statuses from which it may be made. */
  readonly from: readonly string[];
  readonly asks: readonly Ask[];
  /** What the note must say; without it the note may stay empty. */
  readonly noteMissing?: string;
  /** Fields that the consent gate must have open. */
  readonly writes: readonly string[];
  /** The dated step it leaves, when the course of the matter may be written. */
  readonly step?: (answer: MoveAnswer) => string;
  readonly patch: (values: Values, answer: MoveAnswer) => MovePatch;
}

export type Moves<Id extends string, Values extends Matter> = Readonly<Record<Id, Move<Values>>>;

/** Moves that may be made now, in the order of the table. */
export function movesFrom<Id extends string, Values extends Matter>(
  moves: Moves<Id, Values>,
  values: Values,
  closed: readonly string[]
): readonly Id[] {
  return (Object.keys(moves) as Id[]).filter(
    (id) =>
      moves[id].from.includes(values.status ?? '') &&
      moves[id].writes.every((name) => !closed.includes(name))
  );
}

/** What the move writes; refused in words when an answer is missing. Without leave to write the course no step stays. */
export function makeMove<Id extends string, Values extends Matter>(
  moves: Moves<Id, Values>,
  id: Id,
  values: Values,
  closed: readonly string[],
  answer: MoveAnswer
): Result<MovePatch, RuleIssue> {
  const move = moves[id];
  if (!movesFrom(moves, values, closed).includes(id)) {
    return err(ruleError('status', '这件事已经到了别的步骤，请看最新的状态'));
  }
  const note = answer.note.trim();
  if (move.noteMissing !== undefined && note === '') {
    return err(ruleError('note', move.noteMissing));
  }
  if (move.asks.includes('worker') && !answer.worker) {
    return err(ruleError('worker', '请选择交给哪位同事'));
  }
  const asked = { ...answer, note };
  const patch = move.patch(values, asked);
  const text = move.step?.(asked) ?? '';
  if (text === '' || closed.includes('steps')) return ok(patch);
  const before = (patch['steps'] as readonly Json[] | undefined) ?? values.steps ?? [];
  return ok({ ...patch, steps: [...before, stepOf(text, answer)] as readonly Json[] as Json });
}

/** Longer words are cut: the whole text stands in its own field. */
export const cutToStep = (text: string): string => {
  const letters = Array.from(text);
  return letters.length <= stepMaxLength
    ? text
    : `${letters.slice(0, stepMaxLength - 1).join('')}…`;
};

const stepOf = (text: string, { today, me }: MoveAnswer): Json => ({
  on: today,
  text: cutToStep(text),
  ...(me === undefined ? {} : { by: me })
});

/** `交给李四办理：先去看看`; nothing behind it when nothing was noted. */
export const told = (what: string, note: string): string =>
  note === '' ? what : `${what}：${note}`;
