/**
 * 办理情况 with a day to each step (H3-3): `1. 3月5日 李四：现场查看` on lines of their own, numbered in one line, or the rows of
 * a matter put together. A step keeps the words as they stand; its day is never made up.
 */
import { splitConcerns } from '../../../../domain/visit/concerns';
import { parseIsoDate, type IsoDate } from '../../../../kernel/dates';
import { isBlankMark } from '../../cells/reading';
import { lacksYear, readDay, type DayContext } from './day';

export interface WrittenStep {
  /** Undefined where no day is written, or none that can be told. */
  readonly on: IsoDate | undefined;
  readonly text: string;
}

const dayFirst =
  /^((?:\d{4}\s*[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?(?:\s*(?:上午|下午|晚上?))?(?:\s+\d{1,2}:\d{2})?)(?![\d.\-/])[\s,，:：、]*/;
const beforeDay = /[；;。]\s*(?=(?:\d{4}[年.\-/])?\d{1,2}[月.\-/]\d{1,2})/g;

/** Steps in the order they are written, or undefined when no line tells a day. */
export function readSteps(
  written: string,
  context: DayContext,
  raisedOn: IsoDate | undefined
): readonly WrittenStep[] | undefined {
  const lines = splitConcerns(written.replace(beforeDay, '\n'));
  if (!lines.some((line) => dayFirst.test(line))) return undefined;
  let before = raisedOn;
  return lines.flatMap((line): WrittenStep[] => {
    const day = dayFirst.exec(line)?.[1];
    const text = day === undefined ? line : line.replace(dayFirst, '').trim();
    if (text === '' || isBlankMark(text)) return [];
    const on = day === undefined ? undefined : dayOf(day, context, before);
    before = on ?? before;
    return [{ on, text }];
  });
}

/** A year that is not written is that of the step before, or the next one where the year has turned. */
function dayOf(
  text: string,
  context: DayContext,
  before: IsoDate | undefined
): IsoDate | undefined {
  const isOpen = lacksYear(text);
  const year =
    isOpen && before !== undefined
      ? { year: Number(before.slice(0, 4)), by: '按前一步' }
      : context.year;
  const reading = readDay({ type: 'text', text }, { ...context, year });
  const on = reading.type === 'value' ? (reading.value as IsoDate) : undefined;
  if (!isOpen || on === undefined || before === undefined || on >= before) return on;
  const turned = parseIsoDate(`${Number(on.slice(0, 4)) + 1}${on.slice(4)}`);
  const isNear = before.slice(5) > '10' && on.slice(5) < '04';
  return isNear && turned && turned <= context.today ? turned : on;
}
