/** Cells about one person: id number (H1-5), telephone (H1-7), status in the remarks (H1-8), age. */
import { idNumberMessage, readIdNumber } from '../../../domain/id-number';
import { isDoubtfulPhone, parsePhoneCell, phoneKind, type Phone } from '../../../domain/phone';
import type { RawCell } from '../../files/raw-sheet';
import { chineseToArabic } from '../../../domain/chinese-number';
import { emptyReading, isBlankMark, isUnknownWord, type CellReading } from './reading';

/** An id number as text; a number cell of 16 and more digits has lost its end and is never mended. */
export function readIdCell(cell: RawCell): CellReading {
  const text = cell.text.normalize('NFKC').trim();
  if (text === '' || isBlankMark(text)) return emptyReading;
  if (isUnknownWord(text)) return { type: 'left-out', message: `写的是“${text}”，留空` };
  const reading = readIdNumber(text, cell.type === 'number');
  if (!reading.ok) {
    return { type: 'left-out', message: `${idNumberMessage(reading.error)}；没有导入` };
  }
  const { number, form } = reading.value;
  return form === 'old-15'
    ? { type: 'value', value: number, note: '是 15 位旧号码，照原样导入' }
    : { type: 'value', value: number };
}

/** Telephone numbers, split into mobiles and all others; what is no number is named in the finding. */
export interface PhoneCellReading {
  readonly mobiles: readonly Phone[];
  readonly others: readonly Phone[];
  /** Numbers among them that are too short or too long. */
  readonly doubtful: readonly string[];
  readonly rest: readonly string[];
}

export function readPhones(text: string): PhoneCellReading {
  const plain = text.normalize('NFKC').trim();
  if (isBlankMark(plain) || isUnknownWord(plain)) {
    return { mobiles: [], others: [], doubtful: [], rest: isUnknownWord(plain) ? [plain] : [] };
  }
  const { phones, rest } = parsePhoneCell(text);
  const numbers = phones.map(({ number }) => number);
  // A mobile with a digit missing is still a mobile.
  const isMobile = ({ number }: Phone): boolean =>
    phoneKind(number) === 'mobile' || (isDoubtfulPhone(number) && number.startsWith('1'));
  return {
    doubtful: numbers.filter(isDoubtfulPhone),
    mobiles: phones.filter(isMobile),
    others: phones.filter((phone) => !isMobile(phone)),
    rest
  };
}

const death = /(已故|去世|病故|过世|逝世|死亡|亡故)/;
const movedAway = /(回老家|回原籍|离开本?社区|搬走|搬离|已搬|搬迁|搬家|迁出|迁走|迁往)/;
const abroad = /(长期|常年|定居|现)?(居住)?在?(国外|海外|境外|出国)/;
/** The list itself says that the row is wrong. */
const mistaken = /(误报|错报|多报|应删|删除|作废|不符合|取消|退出)/;
/** The word is about a relative: 其父已故, 老伴去世. */
const relative =
  /(父|母|夫|妻|配偶|老伴|爱人|儿|女|兄|弟|姐|妹|亲属|家属|公婆|岳)[^，。,;；]{0,4}(已故|去世|病故|过世|逝世|死亡|亡故|搬|迁|出国|国外|海外)/;

/**
 * A status that the remarks hint at. The remark itself is imported as it stands; the status is proposed with
 * a doubt mark, because a remark may be about somebody else.
 */
export function readStatusHint(note: string): CellReading {
  const on = dateIn(note);
  const active = { label: '保持在册', value: null };
  const dead = { label: '去世', value: { status: 'deceased', ...on } };
  const moved = { label: '迁出', value: { status: 'movedOut', ...on } };
  const doubt = (certain: typeof dead.value | null, message: string): CellReading => ({
    type: 'doubt',
    certain,
    message,
    choices: [dead, moved, active]
  });
  if (relative.test(note)) return doubt(null, '备注可能说的是亲属，状态保持在册，请确认');
  if (death.test(note)) return doubt(dead.value, '备注像是已去世，状态记为去世，请确认');
  if (movedAway.test(note)) return doubt(moved.value, '备注像是已搬走，状态记为迁出，请确认');
  if (mistaken.test(note)) {
    return {
      type: 'doubt',
      certain: null,
      message: '备注像是说这个人不该在名单里，先保持在册，请确认',
      choices: [{ label: '退出', value: { status: 'left' } }, active]
    };
  }
  if (abroad.test(note)) return doubt(null, '备注说人在国外，状态保持在册，请确认');
  return emptyReading;
}

function dateIn(note: string): { statusOn?: string } {
  const match = /((?:19|20)\d{2})年?(?:[.\-/]?(\d{1,2})月?)?/.exec(note.normalize('NFKC'));
  if (!match?.[1]) return {};
  const month = Number(match[2] ?? '0');
  return {
    statusOn: month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, '0')}` : match[1]
  };
}

/** 58 or 58岁: only a birth year, and only as a question of the year before or after. */
export function readAge(text: string, currentYear: number): CellReading {
  const plain = chineseToArabic(text.normalize('NFKC').replace(/\s/g, ''));
  if (plain === '' || isBlankMark(plain)) return emptyReading;
  const age = /^(\d{1,3})(周?岁)?$/.exec(plain)?.[1];
  if (age === undefined || Number(age) > 120) {
    return { type: 'left-out', message: '年龄读不出，没有导入' };
  }
  const year = String(currentYear - Number(age));
  return {
    type: 'doubt',
    certain: year,
    message: `只有年龄，按 ${year} 年出生记，可能差一年`,
    choices: [
      { label: `记 ${year} 年`, value: year },
      { label: '留空', value: null }
    ]
  };
}
