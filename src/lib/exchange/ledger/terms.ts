/**
 * Words of code lists that have to be asked: one question for all cells that hold the word (issue 2 "ask once"), and
 * no question again for a word that an earlier import was told about, whatever ledger it stood in.
 */
import { equalJson, type Json } from '../../kernel/json';
import type { AskedTerm } from './cells/reading';
import type { LedgerDecisions, RememberedMapping, TermQuestion } from './types';

export interface TermList {
  readonly questions: readonly TermQuestion[];
  /** The answer, or undefined while nobody answered; every call counts the cell. */
  ask(field: string, term: AskedTerm): TermAnswer | undefined;
}

interface TermAnswer {
  readonly value: Json;
  /** Given for an earlier import, not for this one. */
  readonly isRemembered: boolean;
}

const keyOf = (field: string, term: string): string => JSON.stringify([field, term]);

/** By word; the newest mapping that knows it wins. A word that was last left empty is asked again. */
export function rememberedAnswers(
  mappings: readonly RememberedMapping[]
): ReadonlyMap<string, Json> {
  const answers = new Map<string, Json>();
  for (const { terms } of mappings) {
    for (const { field, term, value } of terms) {
      const key = keyOf(field, term);
      if (!answers.has(key)) answers.set(key, value);
    }
  }
  return answers;
}

export const isRemembered = (
  answers: ReadonlyMap<string, Json>,
  field: string,
  term: string
): boolean => (answers.get(keyOf(field, term)) ?? null) !== null;

/** What a person decides now wins over what was remembered. */
export function createTerms(
  decided: LedgerDecisions['terms'],
  remembered: ReadonlyMap<string, Json> = new Map()
): TermList {
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
      const before = remembered.get(key) ?? null;
      // An answer that the list of today no longer offers is none.
      const isOffered =
        before !== null && asked.choices.some(({ value }) => equalJson(value, before));
      questions.set(key, { field, ...asked, count, ...(isOffered ? { remembered: before } : {}) });
      const now = answers.get(key);
      if (now !== undefined) return { value: now, isRemembered: false };
      return isOffered ? { value: before, isRemembered: true } : undefined;
    }
  };
}
