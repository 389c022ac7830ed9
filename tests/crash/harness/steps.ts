/**
 * What the runner asks the harness page to do, and the runner's own model of what must be there afterwards. A step
 * is data; page and runner both derive ids and values from its number, so the runner knows every row without
 * asking the page. Nothing here touches a browser.
 */
import type { RecordId } from '../../../src/lib/kernel/ids';
import type { RecordChange } from '../../../src/lib/storage/types';
import { createPersonChange, personIdOf } from '../../factories/records';

/** `n` counts the steps of one book; keys name people by the step that made them. */
export type Step =
  | { readonly type: 'create'; readonly n: number; readonly count: number }
  | { readonly type: 'edit'; readonly n: number; readonly keys: readonly string[] }
  | { readonly type: 'delete' | 'undelete' | 'erase'; readonly n: number; readonly key: string }
  | { readonly type: 'fold'; readonly n: number };

/** A person as the model and the page both tell it: one general and one sensitive field. */
export interface SeenPerson {
  readonly name: string;
  readonly address: string;
  readonly isDeleted: boolean;
}

export type Book = ReadonlyMap<string, SeenPerson>;

export const keysOf = ({ n, count }: { n: number; count: number }): string[] =>
  Array.from({ length: count }, (_, i) => `${n}-${i}`);

const nameAt = (n: number): string => `任谷雨${n}`;
const addressAt = (n: number): string => `和风里${n}号`;

/** The changes of one commit; empty for steps that are no commit. */
export function changesOf(step: Step): RecordChange[] {
  const values = { name: nameAt(step.n), address: addressAt(step.n) };
  switch (step.type) {
    case 'create':
      return keysOf(step).map((key) => createPersonChange(key, values));
    case 'edit':
      return step.keys.map((key) => ({ type: 'set', kind: 'person', id: personIdOf(key), values }));
    case 'delete':
    case 'undelete':
      return [{ type: step.type, kind: 'person', id: personIdOf(step.key) }];
    default:
      return [];
  }
}

/** The book after a step; the old one stays as it is. */
export function applyStep(book: Book, step: Step): Book {
  const next = new Map(book);
  const written = { name: nameAt(step.n), address: addressAt(step.n) };
  if (step.type === 'create') {
    for (const key of keysOf(step)) next.set(key, { ...written, isDeleted: false });
  } else if (step.type === 'edit') {
    for (const key of step.keys) {
      next.set(key, { ...written, isDeleted: next.get(key)?.isDeleted ?? false });
    }
  } else if (step.type === 'erase') {
    next.delete(step.key);
  } else if (step.type !== 'fold') {
    const person = next.get(step.key);
    if (person) next.set(step.key, { ...person, isDeleted: step.type === 'delete' });
  }
  return next;
}

/** One line per person, sorted by id: equal books have equal lines. */
export const linesOf = (people: Iterable<readonly [RecordId, SeenPerson]>): string[] =>
  [...people]
    .map(([id, { name, address, isDeleted }]) => `${id} ${name} ${address} ${isDeleted}`)
    .sort();

export const linesOfBook = (book: Book): string[] =>
  linesOf([...book].map(([key, person]) => [personIdOf(key), person] as const));
