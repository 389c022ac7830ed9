/** Seeded steps for a book: mostly small edits, now and then an import, a deletion, a fold, an erasure. */
import { createSeededRandom, type SeededRandom } from '../../../src/lib/app/demo/seeded-random';
import type { Book, Step } from '../harness/steps';

export type StepType = Step['type'];

const weights = [
  ['edit', 10],
  ['create', 4],
  ['delete', 2],
  ['undelete', 1],
  ['fold', 2],
  ['import', 1],
  ['erase', 1]
] as const;

const importRows = 800;
/** Beyond this size imports become edits, so that a run's length stays the same from start to end. */
const largeBook = 1_600;

/** Only living people are edited: an edit after a deletion brings a person back, contested (merge M5). */
export function makeStep(
  random: SeededRandom,
  book: Book,
  n: number,
  wanted?: StepType | 'import'
): Step {
  const living = [...book].flatMap(([key, person]) => (person.isDeleted ? [] : [key]));
  const deleted = [...book].flatMap(([key, person]) => (person.isDeleted ? [key] : []));
  const type = wanted ?? random.weighted(weights);
  if (living.length === 0) return { type: 'create', n, count: random.between(1, 40) };
  switch (type) {
    case 'import':
      return book.size < largeBook
        ? { type: 'create', n, count: importRows }
        : { type: 'edit', n, keys: random.sample(living, 200) };
    case 'create':
      return { type, n, count: 1 };
    case 'edit':
      return {
        type,
        n,
        keys: random.sample(living, random.chance(0.3) ? random.between(2, 60) : 1)
      };
    case 'fold':
      return { type, n };
    case 'undelete':
      return deleted.length > 0
        ? { type, n, key: random.pick(deleted) }
        : { type: 'edit', n, keys: [random.pick(living)] };
    default:
      return { type, n, key: random.pick(living) };
  }
}

export { createSeededRandom, type SeededRandom };
