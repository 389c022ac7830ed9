/**
 * A pasted list of names against the register (issue 4 "Fast and at scale"): one line or cell a person, with whatever
 * stands beside the name to tell people apart. Who is meant is only taken where nobody else could be. Pure.
 */
import type { RecordId } from '../kernel/ids';
import type { GatedPerson } from './consent/gate';
import { isNameLike, parseNameCell } from './name';
import { parsePhoneCell } from './phone';

export interface ListedName {
  /** As pasted, shortened for the screen. */
  readonly written: string;
  readonly name: string;
  readonly numbers: readonly string[];
  /** Other words of the line: a building, a note. */
  readonly beside: string;
}

export type NameMatch =
  | { readonly type: 'one'; readonly listed: ListedName; readonly person: RecordId }
  | { readonly type: 'several'; readonly listed: ListedName; readonly people: readonly RecordId[] }
  | { readonly type: 'none'; readonly listed: ListedName };

const heading = /^(姓名|名单|序号|成员|参加人员|签到表?|走访对象|慰问对象)[:：]?$/;
const longest = 60;

/** A line that begins with a number or tab is a row of a table; names on one line stand apart by the usual signs. */
export function readNameList(text: string): readonly ListedName[] {
  const listed: ListedName[] = [];
  for (const line of text.normalize('NFC').split(/\r?\n/)) {
    const cells = line.split(/\t+/).map((cell) => cell.trim());
    const isTable = cells.filter(Boolean).length > 1;
    for (const part of isTable
      ? [cells]
      : line.split(/[、，,;；|]+/).map((each) => [each.trim()])) {
      const found = readPart(part);
      if (found) listed.push(found);
    }
  }
  return listed;
}

function readPart(cells: readonly string[]): ListedName | undefined {
  const words = cells.flatMap((cell) => cell.replace(/^[（(]?\d{1,3}[)）.、．]\s*/, '') || []);
  const written = words.join(' ').trim();
  if (written === '' || words.some((word) => heading.test(word))) return undefined;
  const at = words.findIndex((word) => nameIn(word) !== undefined);
  const name = at < 0 ? undefined : nameIn(words[at] ?? '');
  if (name === undefined) {
    return /\p{Script=Han}/u.test(written)
      ? { written: written.slice(0, longest), name: '', numbers: [], beside: '' }
      : undefined;
  }
  const others = [
    (words[at] ?? '').replace(name, ''),
    ...words.filter((_word, index) => index !== at)
  ];
  const beside = others.join(' ').trim();
  const numbers = parsePhoneCell(beside).phones.map(({ number }) => number);
  return { written: written.slice(0, longest), name, numbers, beside };
}

/** The name at the head of a word: 张三 15400000001 and 张三（3号楼） are 张三. */
function nameIn(word: string): string | undefined {
  const [whole] = parseNameCell(word.replace(/[\d+-]{6,}.*$/, '').trim()).people;
  if (whole && isNameLike(whole.name)) return heading.test(whole.name) ? undefined : whole.name;
  const head = /^[\p{Script=Han}·]{2,}(?=[\s\d（(])/u.exec(word)?.[0];
  return head !== undefined && isNameLike(head) && !heading.test(head) ? head : undefined;
}

/** @param placeName name of a place that may be shown. */
export function matchNames(
  names: readonly ListedName[],
  people: readonly GatedPerson[],
  placeName: (id: RecordId) => string | undefined
): readonly NameMatch[] {
  const byName = new Map<string, GatedPerson[]>();
  for (const person of people) {
    const { name = '' } = person.values;
    const same = byName.get(name);
    if (same) same.push(person);
    else byName.set(name, [person]);
  }
  return names.map((listed): NameMatch => {
    const same = listed.name === '' ? [] : (byName.get(listed.name) ?? []);
    const told = same.filter((person) => agrees(person, listed, placeName));
    const [only] = told.length === 1 ? told : same;
    if (!only) return { type: 'none', listed };
    if (told.length === 1 || (same.length === 1 && !contradicts(only, listed))) {
      return { type: 'one', listed, person: only.id };
    }
    return { type: 'several', listed, people: same.map(({ id }) => id) };
  });
}

const numbersOf = ({ values }: GatedPerson): readonly string[] =>
  [...(values.mobile ?? []), ...(values.phone ?? [])].map(({ number }) => number);

function agrees(
  person: GatedPerson,
  { numbers, beside }: ListedName,
  placeName: (id: RecordId) => string | undefined
): boolean {
  if (numbersOf(person).some((number) => numbers.includes(number))) return true;
  const place = person.values.building && placeName(person.values.building);
  return place !== undefined && place !== '' && beside.includes(place);
}

/** Both sides have a number and none is the same: somebody else of that name, or a new number. */
const contradicts = (person: GatedPerson, { numbers }: ListedName): boolean =>
  numbers.length > 0 && numbersOf(person).length > 0;
