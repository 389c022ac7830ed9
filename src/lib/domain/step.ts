/** A dated step of one matter (S2-24, H3 办理情况): what was done, when and by which colleague. Pure. */
import type { IsoDate } from '../kernel/dates';
import { isRecordId, type RecordId } from '../kernel/ids';
import { ok } from '../kernel/result';
import type { FormatContext } from './field';
import { fail, parseDateInput, parseMany, parseText, type Parsed } from './field-parsers';

export type Step = {
  readonly on: IsoDate;
  readonly text: string;
  readonly by?: RecordId;
};

export const stepMaxLength = 300;

const member = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null
    ? (input as Readonly<Record<string, unknown>>)[name]
    : undefined;

function parseStep(input: unknown): Parsed<Step> {
  const text = parseText(member(input, 'text'), { maxLength: stepMaxLength, words: 'person' });
  if (!text.ok) return text;
  const on = parseDateInput(member(input, 'on'));
  if (!on.ok) return fail('format', '请给每一步填写日期');
  const by = member(input, 'by');
  return ok({ on: on.value, text: text.value, ...(isRecordId(by) ? { by } : {}) });
}

/** Steps without a text fall away; a text without a day is refused. */
export const parseSteps = (input: unknown): Parsed<readonly Step[]> =>
  parseMany(input, parseStep, ({ on, text, by = '' }) => `${on}/${by}/${text}`);

/** In the order in which they happened. */
export const sortSteps = (steps: readonly Step[]): readonly Step[] =>
  [...steps].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));

export function stepText({ on, text, by }: Step, { nameOf }: FormatContext): string {
  const name = by && nameOf('worker', by);
  return `${on} ${text}${name ? `（${name}）` : ''}`;
}
