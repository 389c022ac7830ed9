/**
 * How ledgers name categories (DOMAIN C "Aliases for import"). A known term gives one U12 code; a doubtful one
 * gives the codes to ask for, best guess first; 信教群众 is not 宗教界人士 and is asked with no guess (I12).
 */
import { normaliseTerm } from './code-list';
import { l15Terms, u12Terms, type CategoryScheme } from './categories';

export interface CategoryCandidate {
  readonly scheme: CategoryScheme;
  readonly code: string;
}

export type CategoryReading =
  | { readonly type: 'known'; readonly categories: readonly CategoryCandidate[] }
  | {
      readonly type: 'ask';
      readonly candidates: readonly CategoryCandidate[];
      /** Why the question is asked, plain Chinese. */
      readonly reason: string;
    }
  | { readonly type: 'unknown' };

const aliases: Readonly<Record<string, string>> = {
  '01': '民主党派 民主党派人士 各民主党派 党派成员 民革 民盟 民建 民进 农工党 农工 致公党 致公 九三学社 九三 台盟',
  '02': '无党派 无党派民主人士',
  '03': '党外知识分子 党外知识份子 知联会 知识分子 党外高级知识分子 党外知识分子联谊会',
  '04': '少数民族 少数民族代表人士 少数民族代表',
  '05': '宗教界 宗教界代表人士 宗教教职人员 教职人员',
  '06': '非公经济人士 非公有制经济 非公经济 非公有制经济代表人士 民营企业家 个体户 个体工商户 工商联 商会 私营企业主 非公人士',
  '07': '新的社会阶层 新社会阶层 新社会阶层人士 新阶层 新阶层人士 新联会 新的社会阶层代表人士',
  '07.1':
    '民营企业管理技术人员 外商投资企业管理技术人员 私营企业和外资企业管理技术人员 民营外企管理技术人员',
  '07.2': '中介组织从业人员 社会组织从业人员 中介组织 社会组织 中介和社会组织从业人员',
  '07.3': '自由职业者 自由职业',
  '07.4': '新媒体 新媒体人士 网络主播',
  '08': '留学人员 归国留学人员 出国留学人员 留学生 海归 欧美同学会 归国人员 出国和归国留学人员及家属',
  '09': '港澳同胞 香港同胞 澳门同胞 港澳 港属 澳属 港澳属 港胞 澳胞 港澳同胞及亲属 港澳人士',
  '10': '台属 台胞 台湾同胞 台胞台属 台胞、台属 台湾同胞及亲属 定居台胞 台属台胞 台湾同胞及其亲属',
  '11': '侨眷 侨属 归侨 华侨 归侨侨眷 归侨、侨眷 侨胞 海外侨胞 侨界人士 侨界 华侨归侨侨眷 华侨、归侨和侨眷',
  '12': '黄埔同学 黄埔同学及亲属 黄埔老人 黄埔亲属 新乡贤 乡贤 其他 其它 其他人员 其他需要联系团结的人员'
};

const asked: Readonly<Record<string, { codes: readonly string[]; reason: string }>> = {
  港澳台属: { codes: ['09', '10'], reason: '“港澳台属”包括港澳同胞亲属和台属，请按本人情况选择' },
  港澳台: { codes: ['09', '10'], reason: '请选择港澳还是台湾' },
  港澳台同胞: { codes: ['09', '10'], reason: '请选择港澳还是台湾' },
  港澳台侨: { codes: ['09', '10', '11'], reason: '请选择港澳、台湾还是华侨侨眷' },
  三胞: { codes: ['09', '10', '11'], reason: '请选择港澳、台湾还是华侨侨眷' },
  三胞亲属: { codes: ['09', '10', '11'], reason: '请选择港澳、台湾还是华侨侨眷' },
  三胞眷属: { codes: ['09', '10', '11'], reason: '请选择港澳、台湾还是华侨侨眷' },
  侨台属: { codes: ['10', '11'], reason: '请选择台属还是侨眷' },
  信教群众: {
    codes: [],
    reason: '普通信教群众不是宗教界人士，本工具不登记个人信仰；如有公开教职请选宗教界人士'
  },
  信教: { codes: [], reason: '本工具不登记个人信仰；如有公开教职请选宗教界人士' },
  党外人士: { codes: ['03', '02'], reason: '“党外人士”范围较宽，请选择具体类别' },
  党外: { codes: ['03', '02'], reason: '“党外”范围较宽，请选择具体类别' },
  企业家: { codes: ['06', '07.1'], reason: '请选择企业主还是管理技术人员' },
  律师: { codes: ['07.2', '03'], reason: '请选择具体类别' },
  起义投诚人员: { codes: ['12'], reason: '该词只见于旧分类，请确认归入“其他”' }
};

const key = (text: string): string =>
  normaliseTerm(text)
    .replace(/^(?:U12|L15)?\d{1,2}(?:\.\d)?[.、:-]?(?=\p{Script=Han})/u, '')
    .replace(/,/g, '、');

const candidate = (code: string): CategoryCandidate => ({ scheme: 'U12', code });

function createTable(): ReadonlyMap<string, CategoryReading> {
  const table = new Map<string, CategoryReading>();
  for (const [code, terms] of Object.entries(aliases)) {
    for (const word of terms.split(' ')) {
      table.set(key(word), { type: 'known', categories: [candidate(code)] });
    }
  }
  // A term found in the older list only keeps that list as its scheme.
  for (const { code, label } of l15Terms) {
    table.set(key(label), { type: 'known', categories: [{ scheme: 'L15', code }] });
  }
  for (const { code, label, shortLabel } of u12Terms) {
    for (const word of [label, shortLabel]) {
      table.set(key(word), { type: 'known', categories: [candidate(code)] });
    }
  }
  for (const [word, { codes, reason }] of Object.entries(asked)) {
    if (table.get(key(word))?.type === 'known') continue;
    table.set(key(word), { type: 'ask', candidates: codes.map(candidate), reason });
  }
  return table;
}

let table: ReadonlyMap<string, CategoryReading> | undefined;

/** Reads one term of a 类别 cell; split the cell at 、，/ and blanks first, but try the whole cell before. */
export function readCategoryTerm(text: string): CategoryReading {
  table ??= createTable();
  return table.get(key(text)) ?? { type: 'unknown' };
}

/** The terms of a cell: the whole when it is known as it stands, else its parts (`台属、党外知识分子`). */
export function splitCategoryCell(text: string): readonly string[] {
  const whole = text.trim();
  if (whole === '') return [];
  if (readCategoryTerm(whole).type !== 'unknown') return [whole];
  return whole
    .split(/[、,\uff0c;\uff1b/\n|+]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}
