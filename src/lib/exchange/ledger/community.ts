/** Which community a sheet is about, and which category its title names (issue 2, DOMAIN G "the sheet/title name itself"). */
import { categoryLabel, type PersonCategory } from '../../domain/categories';
import { readCategoryTerm } from '../../domain/category-terms';
import { toSimplified } from './header-text';
import type { CategoryGuess, CommunityGuess } from './types';

const communityWord = /(社区居委会|社区|居委会|村委会|村)/;
/** The last word that ends what stands before the name of a community: 街道, 镇, 区 (but not 小区) … */
const prefixPattern = /^.*(?:街道办事处|街道|镇|乡|(?<![社小])区|[省市县])/;
const leadingNoise = /^(附件\d*|关于|\d+年?度?|年度?|本|各|全|[-_.])+/;

export function communityIn(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[×*_]+/g, ' ');
  for (const piece of plain.split(/[\s()（）《》〈〉【】\-—,，、:：]+/)) {
    const match = communityWord.exec(piece);
    if (!match) continue;
    const name = piece.slice(0, match.index).replace(prefixPattern, '').replace(leadingNoise, '');
    if (name === '' || name.length > 12) continue;
    return name + match[0].replace('社区居委会', '社区');
  }
  return undefined;
}

/** Title first, then sheet, then file: the nearer to the rows, the surer. */
export function guessCommunity(
  title: string,
  sheetName: string,
  fileName: string
): CommunityGuess | undefined {
  const sources = [
    ['title', title],
    ['sheet', sheetName],
    ['file', fileName.replace(/\.[^.]*$/, '')]
  ] as const;
  for (const [from, text] of sources) {
    const name = communityIn(text);
    if (name) return { name, from };
  }
  return undefined;
}

const paperWords =
  /(基本情况|花名册|名册|名单|台账|登记|统计|情况|信息|一览|汇总|明细)?(表|册|单|账)?(20\d{2}年?度?)?$/;
const groupWords = /(人员|成员|人士|对象)$/;

/** The one category that a name or title is made of, e.g. a sheet called 党外知识分子. */
export function categoryIn(text: string, from: CategoryGuess['from']): CategoryGuess | undefined {
  const plain = toSimplified(text.normalize('NFKC'))
    .replace(/[([（【][^)\]）】]*[)\]）】]/g, '')
    .replace(/\s+/g, '');
  const community = communityIn(plain);
  const whole = community ? plain.slice(plain.indexOf(community) + community.length) : plain;
  const bare = whole.replace(/^(20\d{2}年?度?|\d+)+/, '');
  const short = bare.replace(paperWords, '');
  for (const candidate of [bare, short, short.replace(groupWords, '')]) {
    const reading = candidate === '' ? undefined : readCategoryTerm(candidate);
    const [only] = reading?.type === 'known' ? reading.categories : [];
    if (!only || categoryLabel(only) === '其他') continue;
    const { scheme, code } = only;
    return { term: candidate, categories: [{ scheme, code }] satisfies PersonCategory[], from };
  }
  return undefined;
}
