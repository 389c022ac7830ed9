/**
 * Names as ledgers write them (DOMAIN H1-6): wide blanks inside, variants of the middle dot, a remark in
 * brackets, several people in one cell. Han variants and rare characters are never "corrected".
 */
import { textLength } from './field-parsers';

export const maxNameLength = 40;

const isHan = /\p{Script=Han}/u;

/** One name in its stored form: no blanks between Han characters, one blank between Latin words, · as dot. */
export function normaliseName(text: string): string {
  const spaced = text
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim();
  const dotted = isHan.test(spaced)
    ? spaced.replace(/\s*[•‧∙⋅・･˙●．.·]\s*/g, '·').replace(/^·+|·+$/g, '')
    : spaced.replace(/\s*[•‧∙⋅・･˙●]\s*/g, '·');
  const half = dotted.replace(/[\uff21-\uff3a\uff41-\uff5a]/g, (wide) => wide.normalize('NFKC'));
  return half.replace(/(?<=\p{Script=Han}|·) (?=\p{Script=Han}|·)/gu, '');
}

export interface NamedPerson {
  readonly name: string;
  /** From a remark such as (女): GB/T 2261.1 code. */
  readonly sex?: '1' | '2';
  /** What else stood in brackets; to be shown, never dropped (I12). */
  readonly remark?: string;
}

export interface NameCell {
  readonly people: readonly NamedPerson[];
  /** Why a person should look at it; undefined when it is one plain name. */
  readonly doubt?: 'several' | 'counted' | 'remark' | 'strange';
}

const countedPattern = /等\s*\d*\s*(?:人|户|名)|全体|共\s*\d+/;
const bracketPattern = /[(\uff08]([^()\uff08\uff09]*)[)\uff09]/g;

function readPiece(piece: string): NamedPerson | undefined {
  const remarks: string[] = [];
  let sex: '1' | '2' | undefined;
  const bare = piece.replace(bracketPattern, (_whole, inner: string) => {
    const text = inner.trim();
    if (/^男性?$/.test(text)) sex = '1';
    else if (/^女性?$/.test(text)) sex = '2';
    else if (text !== '') remarks.push(text);
    return '';
  });
  const name = normaliseName(bare);
  if (name === '') return undefined;
  return {
    name,
    ...(sex ? { sex } : {}),
    ...(remarks.length > 0 ? { remark: remarks.join(';') } : {})
  };
}

/** Whether a normalised text can be a person's name: letters, dots, blanks and hyphens only. */
export const isNameLike = (name: string): boolean =>
  /^[\p{L}\p{M}·' -]+$/u.test(name) && textLength(name) >= 2 && textLength(name) <= maxNameLength;

/** Reads a name cell; several people at / 、 , ; or line breaks. A dot or blank never separates. */
export function parseNameCell(text: string): NameCell {
  const people = text
    .split(/[/、,\uff0c;\uff1b\n\r|+]+/)
    .flatMap((piece) => readPiece(piece) ?? []);
  if (countedPattern.test(text)) return { people, doubt: 'counted' };
  if (people.length > 1) return { people, doubt: 'several' };
  if (people.some((person) => !isNameLike(person.name))) return { people, doubt: 'strange' };
  if (people.some((person) => person.remark !== undefined)) return { people, doubt: 'remark' };
  return { people };
}

/** Print custom of 政协 and 党代会 lists: a wide blank in a name of two characters (DOMAIN J "Name order"). */
export function spacedName(name: string): string {
  const characters = [...name];
  return characters.length === 2 && isHan.test(name) ? characters.join('\u3000') : name;
}
