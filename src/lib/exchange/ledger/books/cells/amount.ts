/**
 * Money as visit ledgers write it (DOMAIN H2-4): 500, 500元, ¥500.00, 伍佰元, `500元+米油`, `米1袋、油1桶`, `价值约300元`.
 * What is not certainly cash is asked; goods that stand beside money are goods.
 */
import type { RawCell } from '../../../files/raw-sheet';
import { isBlankMark, isUnknownWord, leaveOutChoice, type CellReading } from '../../cells/reading';
import type { FindingChoice } from '../../types';

export interface AmountReading {
  /** Of fen. */
  readonly reading: CellReading;
  /** As written. */
  readonly goods: readonly string[];
}

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9
};
const steps: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000
};

/** 壹仟贰佰, 五百, 一万二千; undefined for anything else. */
export function chineseNumber(text: string): number | undefined {
  if (text === '' || !/^[零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万]+$/.test(text))
    return undefined;
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of text) {
    if (character === '万') {
      total = (total + section + (digit ?? 0)) * 10_000;
      section = 0;
      digit = undefined;
    } else if (character in steps) {
      section += (digit ?? 1) * (steps[character] ?? 1);
      digit = undefined;
    } else {
      digit = digits[character] ?? 0;
    }
  }
  return total + section + (digit ?? 0);
}

const label = '(?:慰问金|慰问款|慰问费|现金|红包|人民币|共计?|合计|发放)?[:]?';
const unit = '(千|万)?(?:元|圆|块)?(?:整|正)?(?:慰问金|慰问款|现金|红包|人民币)?';
const arabic = new RegExp(`^${label}¥?(\\d{1,9}(?:\\.\\d{1,2})?)${unit}$`);
const han = new RegExp(
  `^${label}([零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万]+)(?:元|圆|块)(?:整|正)?(?:慰问金|现金)?$`
);
const each =
  /^(?:每(?:户|人|家|名)|各|一户)(?:慰问金|现金)?(\d{1,7}(?:\.\d{1,2})?)元?$|^(\d{1,7}(?:\.\d{1,2})?)元?(?:\/|每|一)(?:户|人|家|名)$/;
const yuanInside = /(\d{1,9}(?:\.\d{1,2})?)(千|万)?元/;
const times: Readonly<Record<string, number>> = { 千: 1000, 万: 10_000 };

const toFen = (yuan: string, times = 1): number => Math.round(Number(yuan) * 100 * times);
const yuanText = (fen: number): string => `${fen / 100} 元`;
const choice = (fen: number): FindingChoice => ({ label: `慰问金 ${yuanText(fen)}`, value: fen });

interface Cash {
  readonly fen: number;
  /** Read by a rule worth telling. */
  readonly note?: string;
}

function cashIn(part: string): Cash | undefined {
  const plain = arabic.exec(part);
  if (plain?.[1]) return { fen: toFen(plain[1], times[plain[2] ?? ''] ?? 1) };
  const written = han.exec(part);
  const value = written?.[1] === undefined ? undefined : chineseNumber(written[1]);
  if (value === undefined) return undefined;
  return { fen: value * 100, note: `大写金额，按 ${value} 元理解` };
}

const value = (fen: number, note?: string): CellReading => ({
  type: 'value',
  value: fen,
  ...(note === undefined ? {} : { note })
});
const doubt = (message: string, choices: readonly FindingChoice[]): CellReading => ({
  type: 'doubt',
  certain: null,
  message,
  choices: [...choices, leaveOutChoice]
});
const leftOut = (message: string): CellReading => ({ type: 'left-out', message });

/** @param perTenThousand the header counts in 万元. @param counted households or persons that the row counts. */
export function readAmount(cell: RawCell, perTenThousand = false, counted?: number): AmountReading {
  const factor = perTenThousand ? 10_000 : 1;
  if (cell.type === 'number' && cell.number !== undefined) {
    const fen = toFen(String(cell.number), factor);
    return { reading: fen < 0 ? leftOut('金额是负数，没有导入') : value(fen), goods: [] };
  }
  const text = cell.text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/￥/g, '¥');
  if (text === '' || isBlankMark(text)) return { reading: { type: 'empty' }, goods: [] };
  if (isUnknownWord(text)) return { reading: leftOut(`写的是“${text}”，留空`), goods: [] };
  const perHead = each.exec(text);
  if (perHead) return { reading: readEach(perHead[1] ?? perHead[2] ?? '', counted), goods: [] };
  const cash: Cash[] = [];
  const goods: string[] = [];
  for (const part of text.split(/[+、,;，；和及]/).filter(Boolean)) {
    const found = cashIn(part);
    if (found) cash.push({ ...found, fen: found.fen * factor });
    else goods.push(part);
  }
  return { reading: settleParts(text, cash, goods), goods };
}

function readEach(yuan: string, counted: number | undefined): CellReading {
  const one = toFen(yuan);
  const all = counted === undefined || counted < 2 ? [] : [choice(one * counted)];
  return doubt(`写的是每户或每人 ${yuanText(one)}，请选择一共多少`, [...all, choice(one)]);
}

function settleParts(text: string, cash: readonly Cash[], goods: readonly string[]): CellReading {
  const [first] = cash;
  const worth = goods.map((part) => yuanInside.exec(part)).find(Boolean);
  if (worth?.[1]) {
    const fen = toFen(worth[1], times[worth[2] ?? ''] ?? 1) + (first?.fen ?? 0);
    const what = /价值|折|约|市值/.test(text) ? '像是慰问品的折价，不是现金' : '不一定是现金';
    return doubt(`写的是“${text}”，${what}；没有记入慰问金，请选择`, [choice(fen)]);
  }
  if (cash.length > 1) {
    const sum = cash.reduce((all, { fen }) => all + fen, 0);
    return doubt('一格里有几个金额，请选择', [choice(sum), ...cash.map(({ fen }) => choice(fen))]);
  }
  if (first === undefined) {
    return /\d$/.test(text) && goods.length === 1 && !/\p{Script=Han}/u.test(text)
      ? leftOut('看不懂这个金额，没有导入')
      : { type: 'empty' };
  }
  if (goods.length === 0) return value(first.fen, first.note);
  return value(first.fen, `拆成慰问金 ${yuanText(first.fen)} 和慰问品“${goods.join('、')}”`);
}
