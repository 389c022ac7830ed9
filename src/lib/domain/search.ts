/**
 * Search of people while typing (UX rule 3, budget 16 ms at 20,000): Han, pinyin in full, initials or mixed
 * (`zhangsf`), phone tails, building, room. Works on gated people only: what may not be seen is not found.
 */
import type { RecordId } from '../kernel/ids';
import type { GatedPerson } from './consent/gate';
import { readingsOfKey } from './pinyin';

export interface SearchKeys {
  readonly id: RecordId;
  /** Lower-case text of name, salutation, building and room, parted by line breaks. */
  readonly text: string;
  /** Digits of the visible phones, each ending in a line break so that a tail can be told. */
  readonly digits: string;
  readonly readings: readonly (readonly string[])[];
  readonly name: string;
}

export interface SearchContext {
  /** Name of the building; undefined when it is gone. */
  readonly buildingName: (id: RecordId) => string | undefined;
  /** Room of the person's household, when it may be shown; else the room is read from the person's address. */
  readonly roomOf?: (personId: RecordId) => string | undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The last number of a detailed address, with the numbers that hang on it: 502 of `和平路8号3幢502室`, 3-2-502. */
function roomOfAddress(address: string): string | undefined {
  return /(\d+(?:[-－—]\d+)*[a-z]?)\s*(?:室|号房|房)?\s*$/i.exec(fold(address))?.[1];
}

export function createSearchKeys(person: GatedPerson, context: SearchContext): SearchKeys {
  const {
    name = '',
    salutation = '',
    pinyinKey,
    mobile = [],
    phone = [],
    building,
    address = ''
  } = person.values;
  const place = building === undefined ? '' : (context.buildingName(building) ?? '');
  const room = context.roomOf?.(person.id) ?? roomOfAddress(address) ?? '';
  const numbers = [...mobile, ...phone].map(({ number }) => number.replace(/\D/g, ''));
  return {
    id: person.id,
    name: fold(name),
    text: [name, salutation, place, room].filter(Boolean).map(fold).join('\n'),
    digits: numbers.map((digits) => `${digits}\n`).join(''),
    readings: pinyinKey === undefined ? [] : readingsOfKey(pinyinKey)
  };
}

/** Whether the letters from `at` on spell syllables from `index` on, each by any of its beginnings. */
function spells(syllables: readonly string[], index: number, letters: string, at: number): boolean {
  if (at === letters.length) return true;
  const syllable = syllables[index];
  if (syllable === undefined) return false;
  let length = 0;
  while (length < syllable.length && syllable[length] === letters[at + length]) {
    length += 1;
    if (at + length === letters.length) return true;
  }
  for (; length > 0; length -= 1) {
    if (spells(syllables, index + 1, letters, at + length)) return true;
  }
  return false;
}

/** 0 = no hit; more is better. */
type Score = 0 | 1 | 2 | 3 | 4;

function scoreReadings(readings: SearchKeys['readings'], letters: string): Score {
  let best: Score = 0;
  for (const syllables of readings) {
    if (spells(syllables, 0, letters, 0)) return 3;
    for (let start = 1; start < syllables.length && best === 0; start += 1) {
      if (syllables[start]?.[0] === letters[0] && spells(syllables, start, letters, 0)) best = 1;
    }
  }
  return best;
}

interface Term {
  readonly text: string;
  /** Lower-case letters with ü as v, or empty when the term is no pinyin. */
  readonly letters: string;
  readonly digits: string;
  /** The digits as the end of a number. */
  readonly tail: string;
}

function scoreTerm(keys: SearchKeys, term: Term): Score {
  if (keys.name === term.text) return 4;
  if (keys.name.startsWith(term.text)) return 3;
  if (keys.text.includes(term.text)) return 2;
  if (term.letters !== '') return scoreReadings(keys.readings, term.letters);
  if (term.digits.length < 2) return 0;
  if (keys.digits.includes(term.tail)) return 3;
  return term.digits.length >= 3 && keys.digits.includes(term.digits) ? 1 : 0;
}

function readTerm(text: string): Term {
  const letters = text.replace(/ü|u:/g, 'v').replace(/'/g, '');
  const digits = /^[\d-]+$/.test(text) ? text.replace(/-/g, '') : '';
  return {
    text,
    letters: /^[a-z]+$/.test(letters) ? letters : '',
    digits,
    tail: `${digits}\n`
  };
}

function scorePerson(keys: SearchKeys, terms: readonly Term[]): number {
  let sum = 0;
  for (const term of terms) {
    const score = scoreTerm(keys, term);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

/**
 * Every blank-parted term must hit. Ids with the best hits first, equals in the order of `keys`;
 * an empty query gives none.
 * @param limit most hits returned.
 */
export function searchPeople(
  keys: readonly SearchKeys[],
  query: string,
  limit = Infinity
): readonly RecordId[] {
  const terms = fold(query).split(/\s+/).filter(Boolean).map(readTerm);
  if (terms.length === 0) return [];
  const joined = joinedTerm(terms);
  const buckets = new Map<number, RecordId[]>();
  for (const person of keys) {
    const score = scorePerson(person, terms) || (joined ? scorePerson(person, [joined]) : 0);
    if (score === 0) continue;
    const bucket = buckets.get(score);
    if (bucket) bucket.push(person.id);
    else buckets.set(score, [person.id]);
  }
  const ranked = [...buckets.keys()].sort((a, b) => b - a);
  return ranked.flatMap((score) => buckets.get(score) ?? []).slice(0, limit);
}

/** `zeng xiao hong` and `曾 小红` typed with blanks mean one name too. */
function joinedTerm(terms: readonly Term[]): Term | undefined {
  if (terms.length < 2) return undefined;
  return readTerm(terms.map((term) => term.text).join(''));
}
