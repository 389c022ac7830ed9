/**
 * Search of people while typing (UX rule 3, budget 16 ms at 20,000): Han, pinyin in full, initials or mixed
 * (`zhangsf`), phone tails, building, room (of the household or the detailed address). Works on gated people only: what
 * may not be seen is not found.
 */
import type { RecordId } from '../kernel/ids';
import type { GatedPerson } from './consent/gate';
import { readingsOfKey } from './pinyin';

export interface SearchKeys {
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

/** One text of all people, each with lines of their own: the engine looks through it faster than any loop does. */
interface Column {
  readonly text: string;
  /** Where each person's lines begin, and where the last one's end. */
  readonly starts: Uint32Array;
}

/** Each text ends in a line break, which no term holds. */
function createColumn(texts: readonly string[]): Column {
  const starts = new Uint32Array(texts.length + 1);
  let at = 0;
  for (const [i, text] of texts.entries()) {
    at += text.length;
    starts[i + 1] = at;
  }
  return { text: texts.join(''), starts };
}

/** Visits everyone in whose lines the part stands, once each, in order. */
function eachWith({ text, starts }: Column, part: string, visit: (index: number) => void): void {
  let index = 0;
  for (let at = text.indexOf(part); at >= 0;) {
    while ((starts[index + 1] ?? Infinity) <= at) index += 1;
    visit(index);
    at = text.indexOf(part, starts[index + 1]);
  }
}

/** Places of the hits in the list that was given, the best first, equals in its order; `limit`: most of them. */
export type PeopleSearch = (query: string, limit?: number) => readonly number[];

/** Every blank-parted term must hit; an empty query gives none. */
export function createPeopleSearch(keys: readonly SearchKeys[]): PeopleSearch {
  const texts = createColumn(keys.map(({ text }) => `${text}\n`));
  const digits = createColumn(keys.map((one) => one.digits));
  const initials = createColumn(keys.map(({ readings }) => `${initialsOf(readings)}\n`));

  function scoresOf(term: Term): Uint8Array {
    const scores = new Uint8Array(keys.length);
    eachWith(texts, term.text, (index) => {
      const name = keys[index]?.name ?? '';
      scores[index] = name === term.text ? 4 : name.startsWith(term.text) ? 3 : 2;
    });
    const add = (index: number, score: Score): void => {
      if (scores[index] === 0) scores[index] = score;
    };
    const [first] = term.letters;
    if (first !== undefined) {
      eachWith(initials, first, (index) => {
        if (scores[index] === 0)
          add(index, scoreReadings(keys[index]?.readings ?? [], term.letters));
      });
    } else if (term.digits.length >= 2) {
      eachWith(digits, term.tail, (index) => add(index, 3));
      if (term.digits.length >= 3) eachWith(digits, term.digits, (index) => add(index, 1));
    }
    return scores;
  }

  return (query, limit = Infinity) => {
    const terms = fold(query).split(/\s+/).filter(Boolean).map(readTerm);
    const [first, ...others] = terms;
    if (!first) return [];
    const sums = Uint16Array.from(scoresOf(first));
    for (const term of others) {
      scoresOf(term).forEach((score, index) => {
        const sum = sums[index] ?? 0;
        sums[index] = score === 0 || sum === 0 ? 0 : sum + score;
      });
    }
    const joined = joinedTerm(terms);
    if (joined) scoresOf(joined).forEach((score, index) => (sums[index] ||= score));
    const buckets: number[][] = [];
    for (let index = 0; index < sums.length; index += 1) {
      const sum = sums[index];
      if (sum) (buckets[sum] ??= []).push(index);
    }
    return buckets.reverse().flat().slice(0, limit);
  };
}

const initialsOf = (readings: SearchKeys['readings']): string =>
  readings.map((syllables) => syllables.map(([letter]) => letter).join('')).join('');

/** `zeng xiao hong` and `曾 小红` typed with blanks mean one name too. */
function joinedTerm(terms: readonly Term[]): Term | undefined {
  if (terms.length < 2) return undefined;
  return readTerm(terms.map((term) => term.text).join(''));
}
