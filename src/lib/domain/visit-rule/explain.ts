/** Why a task is there, in words a worker can read out to the person (SPEC 6). */
import type { IsoDate } from '../../kernel/dates';
import type { FestivalDay } from '../calendar/festival-days';
import { careCycles } from '../code-lists/care-cycle';
import { festivals } from '../code-lists/festival';
import { helpTags } from '../code-lists/help-tag';
import { lifeEventKinds } from '../code-lists/life-event-kind';
import { toldBy } from '../code-lists/told-by';
import type { TaskEvent } from './facts';
import type { RuleConfig } from './versions';
import { yearOf } from './windows';

/** 9月18日 */
export const monthDay = (date: IsoDate): string =>
  `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** 9月18日至9月25日之间去; a window of one day is that day, one over the new year says so. */
function windowText(from: IsoDate, due: IsoDate): string {
  if (from === due) return `${monthDay(from)}当天去`;
  const end = yearOf(from) === yearOf(due) ? monthDay(due) : `次年${monthDay(due)}`;
  return `${monthDay(from)}至${end}之间去`;
}

/** An explanation without its window, which stands last: for papers that have a column for the day. */
export const withoutWindow = (explanation: string): string => explanation.replace(/；[^；]*$/, '');

const sentence = (...parts: readonly string[]): string => parts.filter(Boolean).join('；');

/** 小年（北方，腊月廿三） → 小年 */
const festivalName = (code: string): string =>
  (festivals.labelOf(code) ?? code).replace(/（.*）$/, '');

export function explainFestival(
  day: FestivalDay,
  config: RuleConfig,
  from: IsoDate,
  due: IsoDate
): string {
  const before = from < day.on ? '前' : '';
  const after = due > day.on ? '后' : '';
  return sentence(
    `${festivalName(day.code)}${before}${after}走访：本人选择该节日`,
    day.isEstimate ? '日期为推算，前后可能差一天，请以当地公布为准' : '',
    config.tags ? tagsText(config.tags) : '',
    windowText(from, due)
  );
}

const tagsText = (tags: readonly string[]): string =>
  `本人提出的帮扶：${tags.map((code) => helpTags.labelOf(code) ?? code).join('、')}`;

export function explainEvent(event: TaskEvent, due: IsoDate): string {
  const label = lifeEventKinds.labelOf(event.kind) ?? event.kind;
  const what = event.kind === 'discharge' ? '出院后走访' : `${label}走访`;
  const teller = toldBy.labelOf(event.toldBy) ?? '';
  return sentence(`${what}：${monthDay(event.on)}的事，由${teller}告知`, windowText(event.on, due));
}

export function explainInterval(
  config: RuleConfig,
  cycle: string,
  isPaired: boolean,
  from: IsoDate,
  due: IsoDate
): string {
  const often = careCycles.labelOf(cycle) ?? '';
  const why = isPaired ? '结对时与本人商定' : '按约定定期走访';
  return sentence(
    `${often}走访：${config.tags ? tagsText(config.tags) : why}`,
    config.tags && isPaired ? why : '',
    windowText(from, due)
  );
}

export const explainSeason = (config: RuleConfig, from: IsoDate, due: IsoDate): string =>
  sentence(
    `${config.name ?? ''}：${config.tags ? tagsText(config.tags) : '本人同意走访'}`,
    windowText(from, due)
  );

export function explainBirthday(
  birthday: string,
  on: IsoDate,
  from: IsoDate,
  due: IsoDate
): string {
  const isMoved = birthday !== on.slice(5);
  return sentence(
    '生日问候：本人愿意在生日接受问候',
    isMoved ? '生日2月29日，今年按2月28日' : '',
    windowText(from, due)
  );
}
