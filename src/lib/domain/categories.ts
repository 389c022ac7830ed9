/**
 * 统战类别 (DOMAIN C). Scheme U12 is the list of twelve of the 条例 with 07.1–07.4 below 07; L15 is the older
 * list of fifteen. Every stored category keeps its scheme. U12→L15 is not unique for 07, 09–12: see below.
 */
import type { PartialDate } from '../kernel/dates';

export type CategoryScheme = 'U12' | 'L15';

export type PersonCategory = {
  readonly scheme: CategoryScheme;
  readonly code: string;
  /** Where the category comes from: a ledger, the person. */
  readonly source?: string;
  readonly on?: PartialDate;
};

export interface CategoryTerm {
  readonly code: string;
  readonly label: string;
  /** Shown in charts and tables where space is short. */
  readonly shortLabel: string;
}

const term = (code: string, label: string, shortLabel = label): CategoryTerm => ({
  code,
  label,
  shortLabel
});

export const u12Terms: readonly CategoryTerm[] = [
  term('01', '民主党派成员'),
  term('02', '无党派人士'),
  term('03', '党外知识分子'),
  term('04', '少数民族人士'),
  term('05', '宗教界人士'),
  term('06', '非公有制经济人士', '非公经济人士'),
  term('07', '新的社会阶层人士', '新阶层人士'),
  term('07.1', '民营企业和外商投资企业管理技术人员', '企业管理技术人员'),
  term('07.2', '中介组织和社会组织从业人员', '中介和社会组织'),
  term('07.3', '自由职业人员'),
  term('07.4', '新媒体从业人员'),
  term('08', '出国和归国留学人员', '留学人员'),
  term('09', '香港同胞、澳门同胞', '港澳同胞'),
  term('10', '台湾同胞及其在大陆的亲属', '台胞台属'),
  term('11', '华侨、归侨及侨眷', '华侨归侨侨眷'),
  term('12', '其他需要联系和团结的人员', '其他')
];

export const l15Terms: readonly CategoryTerm[] = [
  term('01', '各民主党派成员', '民主党派成员'),
  term('02', '无党派人士'),
  term('03', '党外知识分子'),
  term('04', '少数民族人士'),
  term('05', '宗教界人士'),
  term('06', '非公有制经济人士', '非公经济人士'),
  term('07', '私营企业和外资企业的管理技术人员', '企业管理技术人员'),
  term('08', '中介组织及从业人员', '中介组织人员'),
  term('09', '自由职业人员'),
  term('10', '原工商业者'),
  term('11', '起义投诚的原国民党军政人员及眷属', '起义投诚人员及眷属'),
  term('12', '港澳同胞'),
  term('13', '台湾同胞、去台湾人员留在大陆的亲属', '台胞台属'),
  term('14', '出国和归国留学人员', '留学人员'),
  term('15', '海外侨胞和归侨侨眷', '海外侨胞归侨侨眷')
];

const l15ToU12: Readonly<Record<string, string>> = {
  '01': '01',
  '02': '02',
  '03': '03',
  '04': '04',
  '05': '05',
  '06': '06',
  '07': '07.1',
  '08': '07.2',
  '09': '07.3',
  '10': '12',
  '11': '12',
  '12': '09',
  '13': '10',
  '14': '08',
  '15': '11'
};

/** Terms of U12 that have no single counterpart in L15. */
const u12ToL15: Readonly<Record<string, readonly string[]>> = {
  '01': ['01'],
  '02': ['02'],
  '03': ['03'],
  '04': ['04'],
  '05': ['05'],
  '06': ['06'],
  '07': ['07', '08', '09'],
  '07.1': ['07'],
  '07.2': ['08'],
  '07.3': ['09'],
  '07.4': [],
  '08': ['14'],
  '09': ['12'],
  '10': ['13'],
  '11': ['15'],
  '12': ['10', '11']
};

export const categoryTerms = (scheme: CategoryScheme): readonly CategoryTerm[] =>
  scheme === 'U12' ? u12Terms : l15Terms;

export const categoryTerm = (scheme: CategoryScheme, code: string): CategoryTerm | undefined =>
  categoryTerms(scheme).find((item) => item.code === code);

/** `U12:07.1`: the key of a category in filters, counts and addresses. */
export const categoryKey = (category: { scheme: CategoryScheme; code: string }): string =>
  `${category.scheme}:${category.code}`;

export function parseCategoryKey(
  key: string
): { scheme: CategoryScheme; code: string } | undefined {
  const [scheme, code] = key.split(':');
  if ((scheme !== 'U12' && scheme !== 'L15') || code === undefined) return undefined;
  return categoryTerm(scheme, code) ? { scheme, code } : undefined;
}

/**
 * The codes a category has in the other scheme: one when the mapping is unique, several when only the finer
 * code could tell (U12 07 and 12), none when the term is newer than the scheme (07.4).
 */
export function categoryInScheme(
  category: { scheme: CategoryScheme; code: string },
  scheme: CategoryScheme
): readonly string[] {
  if (category.scheme === scheme) return [category.code];
  if (scheme === 'L15') return u12ToL15[category.code] ?? [];
  const code = l15ToU12[category.code];
  return code === undefined ? [] : [code];
}

/** The top code of U12 (07.1 → 07); codes of L15 have no levels. */
export const topCode = (code: string): string => code.slice(0, 2);

/** Whether a person's category falls under a chosen one: 07 covers 07.1–07.4, across schemes where unique. */
export function isUnderCategory(
  category: PersonCategory,
  chosen: { scheme: CategoryScheme; code: string }
): boolean {
  const codes = categoryInScheme(category, chosen.scheme);
  if (codes.length !== 1) return false;
  const code = codes[0] ?? '';
  return code === chosen.code || (chosen.scheme === 'U12' && topCode(code) === chosen.code);
}

/** U12 codes whose holders are never listed by place (B-8, B-10): 少数民族人士 and 宗教界人士. */
export const placeBoundCategoryCodes: readonly string[] = ['04', '05'];

/** Cell text shown to a person: shortLabel with 旧 for the older scheme. */
export function categoryLabel(category: { scheme: CategoryScheme; code: string }): string {
  const label = categoryTerm(category.scheme, category.code)?.label ?? category.code;
  return category.scheme === 'L15' ? `${label}（十五类）` : label;
}

/** One category's row in the structure table; 人次 of a scheme is the sum of `people`. */
export interface CategoryCount {
  readonly code: string;
  readonly label: string;
  readonly people: number;
}

export interface CategoryCounts {
  readonly rows: readonly CategoryCount[];
  /** 人数: people with at least one category, each once. */
  readonly people: number;
  /** 人次: sum of the top-level rows. */
  readonly mentions: number;
  /** People whose categories have no single code in this scheme. */
  readonly unmapped: number;
}

/** Codes a person counts under, top codes included, each once. */
export function countedCodes(
  categories: readonly PersonCategory[],
  scheme: CategoryScheme
): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const category of categories) {
    const mapped = categoryInScheme(category, scheme);
    // Several candidates mean the finer code is not known: counted nowhere rather than guessed (I12).
    if (mapped.length !== 1) continue;
    const code = mapped[0] ?? '';
    codes.add(code);
    codes.add(topCode(code));
  }
  return codes;
}

/** 人数 and 人次 by category of one scheme (DOMAIN C "counts must show both", I13). */
export function countCategories(
  people: readonly (readonly PersonCategory[])[],
  scheme: CategoryScheme
): CategoryCounts {
  const byCode = new Map<string, number>();
  let counted = 0;
  let unmapped = 0;
  for (const categories of people) {
    const codes = countedCodes(categories, scheme);
    if (codes.size > 0) counted += 1;
    else if (categories.length > 0) unmapped += 1;
    for (const code of codes) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  const rows = categoryTerms(scheme).map(({ code, label }) => ({
    code,
    label,
    people: byCode.get(code) ?? 0
  }));
  const mentions = rows.reduce((sum, row) => sum + (row.code.length === 2 ? row.people : 0), 0);
  return { rows, people: counted, mentions, unmapped };
}
