/** Words of code lists that have to be asked: one question for all cells that hold the word (issue 2 "ask once"). */
import type { Json } from '../../kernel/json';
import type { AskedTerm } from './cells/reading';
import type { LedgerDecisions, TermQuestion } from './types';

export interface TermList {
  readonly questions: readonly TermQuestion[];
  /** The answer, or undefined while nobody answered; every call counts the cell. */
  ask(field: string, term: AskedTerm): Json | undefined;
}

const keyOf = (field: string, term: string): string => JSON.stringify([field, term]);

export function createTerms(decided: LedgerDecisions['terms']): TermList {
  const answers = new Map(
    (decided ?? []).map(({ field, term, value }) => [keyOf(field, term), value])
  );
  const questions = new Map<string, TermQuestion>();
  return {
    get questions() {
      return [...questions.values()];
    },
    ask(field, asked) {
      const key = keyOf(field, asked.term);
      const count = (questions.get(key)?.count ?? 0) + 1;
      questions.set(key, { field, ...asked, count });
      return answers.get(key);
    }
  };
}
