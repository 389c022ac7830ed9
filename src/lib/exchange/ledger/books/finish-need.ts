/**
 * What was done about a need: status and result by 办理情况, or the dated steps it tells (H2-5, H3-3). A status that only a
 * colour says is not known; the last step tells it where its words do.
 */
import { needStatuses } from '../../../domain/code-lists/need-status';
import { definitionOf } from '../../../domain/registry';
import type { Step } from '../../../domain/step';
import { needTypeOf } from '../../../domain/visit/concerns';
import { parseIsoDate, type IsoDate } from '../../../kernel/dates';
import type { Json } from '../../../kernel/json';
import { leaveOutChoice, type CellReading } from '../cells/reading';
import { answered, settle, type CellPlace } from '../findings';
import { chosenValue } from '../take-cell';
import { readHandling } from './cells/handling';
import { readSteps, type WrittenStep } from './cells/steps';
import { store, type BookRow, type BookRowContext } from './row-reader';

type Told = { readonly status: string; readonly result?: string };

/** What 处理情况 says of each problem. Unknown words are asked once; until then a need stands at 登记. */
export function handle(read: BookRow, count: number, context: BookRowContext): readonly Told[] {
  const place = read.places.get('handling');
  const readings = readHandling(read.handling, count);
  if (!place || read.handling === '') return readings.map(() => ({ status: 'registered' }));
  const lines: string[] = [];
  const told = readings.map(({ status, result }): Told => {
    const known = status ?? askStatus(result ?? '', context, lines);
    const text = result === undefined ? undefined : acceptedResult(result);
    if (result !== undefined && text === undefined) lines.push('写有不登记的内容，没有导入');
    if (known === 'resolved') lines.push('没有写哪天办结，办结日期留空');
    return { status: known, ...(text === undefined ? {} : { result: text }) };
  });
  const states = [...new Set(told.map(({ status }) => needStatuses.labelOf(status) ?? status))];
  const message = [...new Set([`诉求状态记为“${states.join('、')}”`, ...lines])].join('；');
  const imported = told.map(({ status }) => status);
  context.findings.cell(quotable(place, read.handling), 'note', message, { imported });
  return told;
}

/** The line names the cell, never a word that is not registered there (DOMAIN B). */
export const quotable = (place: CellPlace, text: string): CellPlace =>
  acceptedResult(text) === undefined ? { ...place, raw: '' } : place;

function askStatus(text: string, { terms }: BookRowContext, lines: string[]): string {
  const choices = [
    ...needStatuses.items.map(({ code, label }) => ({ label, value: code })),
    { label: '登记（原话记在办理结果里）', value: null }
  ];
  const answer = terms.ask('handling', {
    term: text.slice(0, 60),
    message: '看不出办到哪一步，请选择；没有回答前先记为“登记”',
    suggestion: null,
    choices
  });
  if (answer) lines.push(answered(answer.value, choices, answer.isRemembered));
  return typeof answer?.value === 'string' ? answer.value : 'registered';
}

function acceptedResult(text: string): string | undefined {
  const parsed = definitionOf('need').fields['result']?.parse(text);
  return parsed?.ok ? (parsed.value as string) : undefined;
}

/** A need of its own table: type by its words, status, result and steps by 办理情况. */
export function finishNeed(read: BookRow, context: BookRowContext): void {
  const { values } = read;
  const content = values.get('content');
  if (!values.has('type') && typeof content === 'string') {
    const type = needTypeOf(content);
    if (type !== undefined) values.set('type', type);
  }
  const handling = read.places.get('handling');
  if (!handling || read.handling === '') return;
  const steps = readSteps(read.handling, context.day, dayOf(values.get('raisedOn')));
  if (steps) takeSteps(read, handling, steps, context);
  else takeHandling(read, handling, context);
}

const dayOf = (value: Json | undefined): IsoDate | undefined =>
  typeof value === 'string' ? parseIsoDate(value) : undefined;

function takeHandling(read: BookRow, place: CellPlace, context: BookRowContext): void {
  const [told] = handle(read, 1, context);
  if (told && !read.values.has('status')) read.values.set('status', told.status);
  if (told?.result !== undefined) store(read, place, 'result', told.result, context);
}

/** The steps as written; what was said last tells how far it is. */
function takeSteps(
  read: BookRow,
  handling: CellPlace,
  written: readonly WrittenStep[],
  context: BookRowContext
): void {
  const { values } = read;
  const { accepted, refused } = accept(written);
  const place = refused > 0 ? { ...handling, raw: '' } : handling;
  const dated = accepted.flatMap(({ on, text }) => (on === undefined ? [] : [{ on, text }]));
  const lines: string[] = refused > 0 ? [`${refused} 步写有不登记的内容，没有导入`] : [];
  if (!values.has('raisedOn') && dated[0]) {
    values.set('raisedOn', dated[0].on);
    lines.push('没有写登记日期，按第一步的日期');
  }
  takeStatus(read, dated, lines);
  const open = accepted.length - dated.length;
  const certain = open > 0 ? askOpen(place, accepted, dated, lines, context) : dated;
  const steps = certain ?? [];
  if (steps.length > 0) values.set('steps', steps as unknown as Json);
  const told = [`记为 ${steps.length} 步办理经过`, ...lines].join('；');
  // A doubt about the same cell stands first, with what it asks.
  context.findings.cell(place, 'note', told, { imported: steps.map(({ on }) => on) });
}

/** Each step by itself: one that nobody may write down takes no other with it. */
function accept(written: readonly WrittenStep[]): {
  readonly accepted: readonly WrittenStep[];
  readonly refused: number;
} {
  const field = definitionOf('need').fields['steps'];
  // The day is looked at later; any day will do to look at the words.
  const accepted = written.filter(({ text }) => field?.parse([{ on: '2000-01-01', text }]).ok);
  return { accepted, refused: written.length - accepted.length };
}

function takeStatus({ values }: BookRow, dated: readonly Step[], lines: string[]): void {
  const last = dated[dated.length - 1];
  if (!last || values.has('status')) return;
  const [told] = readHandling(last.text.replace(/^[^：:]{2,8}[：:]\s*/, ''), 1);
  const status = told?.status ?? 'working';
  values.set('status', status);
  lines.push(`状态看最后一步，记为“${needStatuses.labelOf(status) ?? status}”`);
  if (status !== 'resolved') return;
  if (!values.has('closedOn')) values.set('closedOn', last.on);
  if (!values.has('result')) values.set('result', last.text);
}

/** A step without a day belongs to the day of the one before, if somebody says so. */
function askOpen(
  place: CellPlace,
  accepted: readonly WrittenStep[],
  dated: readonly Step[],
  lines: readonly string[],
  context: BookRowContext
): readonly Step[] | undefined {
  let before: IsoDate | undefined;
  const all = accepted.flatMap(({ on, text }): Step[] => {
    before = on ?? before;
    return before === undefined ? [] : [{ on: before, text }];
  });
  const open = accepted.length - dated.length;
  const reading: CellReading = {
    type: 'doubt',
    certain: dated as unknown as Json,
    message: [`有 ${open} 步看不出哪一天，先只记写明日期的 ${dated.length} 步`, ...lines].join(
      '；'
    ),
    choices: [
      { label: '没写日期的，和前一步同一天', value: all as unknown as Json },
      { label: '只记写明日期的', value: dated as unknown as Json },
      leaveOutChoice
    ]
  };
  const settled = settle(context.findings, place, reading, chosenValue(place, reading, context));
  return settled === null ? undefined : (settled as unknown as readonly Step[]);
}
