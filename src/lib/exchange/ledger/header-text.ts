/**
 * Header words as ledgers write them, made comparable (DOMAIN G): blanks and line breaks out, full width
 * folded, `*` and `(必填)` out, traditional characters of known words to simplified.
 */
/** Pairs of a traditional character and its simplified form, from the words of headers and categories. */
const pairs =
  '別别聯联繫系係系電电話话備备註注類类職职務务稱称單单學学歷历畢毕業业黨党證证號号碼码貫贯現现區区網网樓楼棟栋統统戰战對对專专長长說' +
  '说時时間间國国華华僑侨臺台與与歸归關关機机編编計计濟济會会場场員员產产駐驻絡络動动態态狀状況况訪访實实險险資资齡龄歲岁層层體体獨独';

const traditional: ReadonlyMap<string, string> = new Map(
  (pairs.match(/../g) ?? []).map((pair) => [pair.charAt(0), pair.charAt(1)])
);

const traditionalPattern = new RegExp(`[${[...traditional.keys()].join('')}]`, 'g');

/** Traditional to simplified, for header words and the names of categories only; never for people's names. */
export const toSimplified = (text: string): string =>
  text.replace(traditionalPattern, (character) => traditional.get(character) ?? character);

/** Comparable form that keeps brackets. */
export const headerKey = (text: string): string =>
  toSimplified(text.normalize('NFKC'))
    .replace(/[\s*＊★_]/g, '')
    .replace(/\(?必填\)?/g, '')
    .replace(/[:：。、.]+$/, '')
    .toLowerCase();

/** Comparable form without brackets and what stands in them. */
export const bareHeaderKey = (text: string): string =>
  headerKey(text).replace(/[([{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]/g, '');

/** For people: one line, single blanks. */
export const tidyLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
