/**
 * Who came and how many (H3-1): 张三、李四,王五;赵六等35人(应到38人,实到35人), 38/35, 应到38人 实到35人. Names are only what reads
 * like a name; numbers are only what is written.
 */
import { isNameLike, parseNameCell } from '../../../../domain/name';
import { isBlankMark } from '../../cells/reading';
import { looksLikeName } from '../../content';

export interface TurnoutReading {
  readonly names: readonly string[];
  readonly expected?: number;
  readonly actual?: number;
  /** 等35人, 共35人: all who are meant. */
  readonly total?: number;
  /** Pieces that are no names: 各支部书记. */
  readonly others: readonly string[];
  /** What was understood by a rule worth telling. */
  readonly notes: readonly string[];
}

const people = '(?:余|多)?\\s*(?:人次|人|名|位)?';
const expectedIn = new RegExp(`应[到参](?:会)?(?:人数)?\\s*[::]?\\s*(\\d{1,5})\\s*${people}`);
const actualIn = new RegExp(`实[到参](?:会)?(?:人数)?\\s*[::]?\\s*(\\d{1,5})\\s*${people}`);
const totalIn = /(?:等|共计?|合计|总计)\s*(\d{1,5})\s*(余|多)?\s*(?:人次|人|名|位)/;
const alone = /^(?:约\s*)?(\d{1,5})\s*(余|多)?\s*(?:人次|人|名|位)?$/;
const pairOnly = /^(\d{1,5})\s*人?\s*\/\s*(\d{1,5})\s*人?$/;
/** (应到38人,实到35人): the bracket counts and names nobody. */
const countBracket = /\([^()]*\d[^()]*\)/g;

const numberIn = (pattern: RegExp, text: string): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

export function readTurnout(written: string): TurnoutReading {
  const text = written.normalize('NFKC').trim();
  if (text === '' || isBlankMark(text)) return { names: [], others: [], notes: [] };
  const [, first, second] = pairOnly.exec(text) ?? [];
  if (first !== undefined && second !== undefined) {
    return { names: [], others: [], notes: [], expected: Number(first), actual: Number(second) };
  }
  const expected = numberIn(expectedIn, text);
  const actual = numberIn(actualIn, text);
  const total = numberIn(totalIn, text) ?? numberIn(alone, text);
  return {
    ...readNames(text),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(total === undefined ? {} : { total })
  };
}

function readNames(text: string): Pick<TurnoutReading, 'names' | 'others' | 'notes'> {
  const bare = text
    .replace(countBracket, '')
    .replace(new RegExp(totalIn, 'g'), '、')
    .replace(new RegExp(expectedIn, 'g'), '、')
    .replace(new RegExp(actualIn, 'g'), '、');
  const names = new Set<string>();
  const others: string[] = [];
  const notes: string[] = [];
  for (const piece of bare.split(/[/、,;\n。]+/).flatMap((part) => oneByOne(part.trim()))) {
    const [person] = parseNameCell(piece.replace(/等$/, '')).people;
    const isName = person && isNameLike(person.name) && isWhole(person.name);
    if (!isName) {
      if (!alone.test(piece)) others.push(piece);
      continue;
    }
    if (names.has(person.name)) notes.push(`“${person.name}”写了两次，只记一次`);
    if (person.remark) notes.push(`姓名后写着“${person.remark}”，已从姓名中去掉`);
    names.add(person.name);
  }
  return { names: [...names], others, notes };
}

/** Words of groups and offices: whoever they are, nobody is named. */
const nobody =
  /代表|书记|主任|委员|干部|党员|群众|居民|人员|负责人|志愿者|家属|学生|社区|单位|全体|部分|各/;

/** A name is asked about before it means anybody, so a rare surname is one too. */
const isWhole = (name: string): boolean =>
  name.includes('·') || (/^\p{Script=Han}{2,4}$/u.test(name) && !nobody.test(name));

/** `王芳芳 李明明` are two, `王 芳` and `欧阳 小红` are one. */
function oneByOne(part: string): readonly string[] {
  const tokens = part.split(/\s+/).filter(Boolean);
  const areNames = (isName: (token: string) => boolean): boolean =>
    tokens.length > 1 && tokens.every(isName);
  if (areNames(looksLikeName) || areNames((token) => token.length === 3 && isWhole(token))) {
    return tokens;
  }
  return part === '' ? [] : [part];
}
