/**
 * What a column holds by its cells (DOMAIN G: real forms carry other columns' data under copied headers).
 * Only words that can't be anything else count; numbers alone say nothing about a code.
 */
import { affiliations } from '../../domain/code-lists/affiliation';
import { educations } from '../../domain/code-lists/education';
import { ethnicities } from '../../domain/code-lists/ethnicity';
import { readCategoryTerm, splitCategoryCell } from '../../domain/category-terms';
import type { CodeList } from '../../domain/code-list';
import { readIdNumber } from '../../domain/id-number';
import type { RawCell } from '../files/raw-sheet';
import { readLedgerDate } from './cells/ledger-date';
import { readPhones } from './cells/person-cells';

export interface ContentGuess {
  readonly field: string;
  /** Share of the filled cells that look like it, 0 to 1. */
  readonly share: number;
}

const surnames = new Set(
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅利满'
);

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const inList =
  (list: CodeList) =>
  (cell: RawCell): boolean =>
    hasHan(cell.text) && list.candidatesOf(cell.text).length > 0;

const isPhone = (cell: RawCell): boolean => {
  const digits = cell.text.replace(/\D/g, '').length;
  return digits >= 7 && digits < 15 && readPhones(cell.text).rest.length === 0;
};

const isIdNumber = (cell: RawCell): boolean => {
  const text = cell.text.normalize('NFKC').replace(/[\s'’]/g, '');
  if (!/^\d{14,17}[\dXx]$/.test(text)) return false;
  return readIdNumber(text).ok || text.length >= 17;
};

const isDate = (cell: RawCell): boolean => {
  if (cell.type === 'date') return true;
  if (!/[.\-/年月]|^(19|20)\d{4,6}$/.test(cell.text)) return false;
  const reading = readLedgerDate(cell, 2100);
  return reading.type === 'value' || reading.type === 'doubt';
};

/** Two to four Han characters, the first a surname of the list. */
export const looksLikeName = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$/u.test(text) && surnames.has(text.charAt(0));

const isName = (cell: RawCell): boolean => looksLikeName(cell.text.replace(/\s/g, ''));

const isCategory = (cell: RawCell): boolean =>
  splitCategoryCell(cell.text).some((term) => readCategoryTerm(term).type === 'known');

/** In this order: what comes first wins at equal shares. */
const detectors: readonly (readonly [string, (cell: RawCell) => boolean])[] = [
  ['idNo', isIdNumber],
  ['mobile', isPhone],
  ['sex', (cell) => /^[男女]性?$/.test(cell.text.trim())],
  ['ethnicity', inList(ethnicities)],
  ['education', inList(educations)],
  ['affiliation', inList(affiliations)],
  ['categories', isCategory],
  ['birth', isDate],
  ['name', isName]
];

const enough = 0.6;

export const contentShare = (field: string, cells: readonly RawCell[]): number => {
  const detector = detectors.find(([name]) => name === field);
  return detector && cells.length > 0 ? cells.filter(detector[1]).length / cells.length : 0;
};

/** The best guess for a column, or undefined when nothing fits most of its cells. */
export function guessByContent(cells: readonly RawCell[]): ContentGuess | undefined {
  if (cells.length < 2) return undefined;
  let best: ContentGuess | undefined;
  for (const [field, looksLike] of detectors) {
    const share = cells.filter(looksLike).length / cells.length;
    if (share >= enough && share > (best?.share ?? 0)) best = { field, share };
  }
  return best;
}

/** Fields that content can tell for certain, so that a header that says otherwise is doubtful. */
export const hasDetector = (field: string): boolean => detectors.some(([name]) => name === field);
