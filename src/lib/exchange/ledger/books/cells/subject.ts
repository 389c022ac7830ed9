/**
 * Whom a visit was for (DOMAIN H2-3): names, 张三等12户, 王五(已故)家属, 全体台属(14人). A group is counted and never made
 * a person; somebody dead or only spoken of is never the one who was visited.
 */
import { isNameLike, parseNameCell } from '../../../../domain/name';
import { looksLikeName } from '../../content';
import { isBlankMark, isUnknownWord } from '../../cells/reading';
import { chineseNumber } from './amount';

export interface SubjectReading {
  readonly names: readonly string[];
  readonly households?: number;
  readonly persons?: number;
  /** What was understood by a rule worth telling. */
  readonly note?: string;
  /** Why nobody is named or counted; such a row waits for a person. */
  readonly problem?: string;
}

const numeral = '(\\d{1,5}|[一二两三四五六七八九十百]+)';
const householdsIn = new RegExp(`${numeral}\\s*(?:余|多)?\\s*(?:户|家)`);
const personsIn = new RegExp(`${numeral}\\s*(?:余|多)?\\s*(?:人|名|位)`);
const grouped = /等|全体|所有|部分|各|共\s*\d/;
const family = /家属|遗属|家人|爱人|妻子|丈夫|配偶|之[子女妻]|的?(?:儿子|女儿|母亲|父亲)/;
const couple = /(?:老?两口子?|夫妻俩?|夫妇俩?|伉俪|一家)$/;
const dead = /已故|去世|病故|过世/;

const numberIn = (pattern: RegExp, text: string): number | undefined => {
  const digits = pattern.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return /^\d+$/.test(digits) ? Number(digits) : chineseNumber(digits);
};

export function readSubject(written: string): SubjectReading {
  const text = written.normalize('NFKC').trim();
  if (text === '' || isBlankMark(text)) return { names: [], problem: '没有写走访对象' };
  if (isUnknownWord(text)) return { names: [], problem: `写的是“${text}”` };
  const counted = readCounted(text);
  if (counted) return counted;
  const names: string[] = [];
  const notes: string[] = [];
  const strange: string[] = [];
  let families = 0;
  for (const piece of text.split(/[/、,;\n+]+/).flatMap((part) => oneByOne(part.trim(), notes))) {
    if (family.test(piece) || dead.test(piece)) {
      families++;
      notes.push(`“${piece}”按 1 户家属登记，没有记到本人名下`);
      continue;
    }
    if (couple.test(piece)) notes.push(`“${piece}”只登记写出的人`);
    const [person] = parseNameCell(piece.replace(/等$/, '').replace(couple, '')).people;
    if (person && isNameLike(person.name)) {
      names.push(person.name);
      if (person.remark) notes.push(`姓名后写着“${person.remark}”，已从姓名中去掉`);
      if (/等$/.test(piece)) notes.push('“等”后面没有写数，只登记写出的人');
    } else strange.push(piece);
  }
  if (strange.length > 0) notes.push(`“${strange.join('、')}”不像姓名，没有登记`);
  const isNobody = names.length === 0 && families === 0;
  return {
    names,
    ...(families > 0 ? { households: families } : {}),
    ...(notes.length > 0 ? { note: notes.join('；') } : {}),
    ...(isNobody ? { problem: `“${text.slice(0, 40)}”不像姓名，也没有写户数、人数` } : {})
  };
}

/** `王芳芳 李明明` are two, `欧阳 小红`, `王 芳` and `买买提 艾力` are one: each part has to look like a whole name. */
function oneByOne(part: string, notes: string[]): readonly string[] {
  const tokens = part.split(/\s+/).filter(Boolean);
  if (tokens.length < 2 || !tokens.every(looksLikeName)) return part === '' ? [] : [part];
  notes.push(`“${part}”中间有空格，按 ${tokens.length} 个人理解`);
  return tokens;
}

/** A number of households or persons says that it is a group: the names before it stand for the group. */
function readCounted(text: string): SubjectReading | undefined {
  const households = numberIn(householdsIn, text);
  const persons = numberIn(personsIn, text);
  if (households === undefined && persons === undefined) {
    return /全体|所有|部分/.test(text)
      ? { names: [], problem: `写的是“${text.slice(0, 40)}”，没有写多少户或多少人` }
      : undefined;
  }
  const isGroup = grouped.test(text) || text.search(/\d|[一二两三四五六七八九十百]/) >= 0;
  if (!isGroup) return undefined;
  const count = [
    households === undefined ? '' : `${households} 户`,
    persons === undefined ? '' : `${persons} 人`
  ].filter(Boolean);
  const about = /余|多/.test(text) ? '，原文不是整数' : '';
  return {
    names: [],
    ...(households === undefined ? {} : { households }),
    ...(persons === undefined ? {} : { persons }),
    note: `写的是一批，登记为未具名 ${count.join('、')}${about}`
  };
}
