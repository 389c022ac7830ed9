/**
 * A read row as an entry of its book, or undefined when what an entry can't be without is missing: then the row stays
 * out with a line, and the answer to its doubtful cell brings it in.
 */
import { needTypes } from '../../../domain/code-lists/need-type';
import { definitionOf } from '../../../domain/registry';
import { needTypeOf, splitConcerns } from '../../../domain/visit/concerns';
import type { SheetFacts } from '../apply-mapping';
import { isBlankMark, leaveOutChoice, type CellReading } from '../cells/reading';
import { answered, settle } from '../findings';
import { chosenValue } from '../take-cell';
import type { BookDefault, BookKind, NamedInRecord, ParsedRecord } from '../types';
import { needStatuses } from '../../../domain/code-lists/need-status';
import { readHandling } from './cells/handling';
import type { Occasion } from './cells/occasion';
import { store, type BookRow, type BookRowContext } from './row-reader';

export interface FinishContext extends BookRowContext {
  readonly section: Occasion | undefined;
  readonly defaults: readonly BookDefault[];
  /** Fields whose default was needed. */
  readonly used: Set<string>;
}

type Unkeyed = Omit<ParsedRecord, 'key'>;

export function finishRow(
  read: BookRow,
  { sheetName, sheetKey }: SheetFacts,
  context: FinishContext
): Unkeyed | undefined {
  const { kind } = context;
  const needs = needsOfKind[kind]?.(read, context) ?? [];
  if (kind === 'need') finishNeed(read, context);
  for (const { field, value } of context.defaults) {
    if (value === null || read.values.has(field)) continue;
    read.values.set(field, value);
    context.used.add(field);
  }
  const missing = missingOf(read, context);
  if (missing !== undefined) {
    context.findings.row(read.row, 'left-out', `${missing}，这一行没有导入`, read.subjectText);
    return undefined;
  }
  return {
    kind,
    rowKey: `${sheetName}/${read.row + 1}`,
    sheetKey,
    row: read.row + 1,
    values: Object.fromEntries(read.values),
    about: read.subjectText || headline(read),
    people: peopleOf(read),
    workers: read.workers,
    needs
  };
}

/** Of an entry that is about nobody: its first short text. */
const headline = ({ values }: BookRow): string => {
  const told = ['topic', 'name', 'subject', 'post'].map((name) => values.get(name)).find(Boolean);
  return typeof told === 'string' ? told.slice(0, 60) : '';
};

const peopleOf = ({ subject, phones, building }: BookRow): readonly NamedInRecord[] =>
  (subject?.names ?? []).map((name, _index, { length }) => ({
    field: 'people',
    name,
    // What stands beside two names belongs to one of them, and nobody knows to whom.
    phones: length === 1 ? phones : [],
    ...(building === undefined ? {} : { building })
  }));

function missingOf(read: BookRow, { kind }: FinishContext): string | undefined {
  for (const [name, { required, label }] of Object.entries(definitionOf(kind).fields)) {
    if (required && !read.values.has(name)) return `没有${label}`;
  }
  if (kind !== 'visit') return undefined;
  const { names = [] } = read.subject ?? {};
  const isCounted = read.values.has('unnamedHouseholds') || read.values.has('unnamedPersons');
  return names.length > 0 || isCounted ? undefined : '不知道走访了谁';
}

/** @returns the needs that grow out of an entry. */
const needsOfKind: Readonly<
  Partial<Record<BookKind, (read: BookRow, context: FinishContext) => ParsedRecord['needs']>>
> = {
  visit: finishVisit,
  // What somebody came with is a need once somebody wrote how it was handled; else it is a reception alone.
  reception: (read, context) =>
    read.handling === '' || isBlankMark(read.handling) ? [] : needsOf(read, context, 'topic')
};

function finishVisit(read: BookRow, context: FinishContext): ParsedRecord['needs'] {
  const { values } = read;
  countSubject(read, context);
  const { section } = context;
  if (section && !values.has('cause')) {
    values.set('cause', section.cause);
    if (section.festival !== undefined && !values.has('festival')) {
      values.set('festival', section.festival);
    }
  }
  const method =
    values.get('method') ?? context.defaults.find(({ field }) => field === 'method')?.value;
  const content = read.places.get('content');
  if (method === 'wechat' && values.delete('content') && content) {
    context.findings.cell({ ...content, raw: '' }, 'left-out', '微信问候不记内容，没有导入');
  }
  return needsOf(read, context, 'concerns');
}

/** Groups and families are counted; a cell that names and counts nobody is asked. */
function countSubject(read: BookRow, context: FinishContext): void {
  const { subject, values } = read;
  const place = read.places.get('people');
  if (!place) return;
  const problem = subject === undefined ? '没有写走访对象' : subject.problem;
  if (problem !== undefined) {
    const reading: CellReading = {
      type: 'doubt',
      certain: null,
      message: `${problem}；没有导入，请选择`,
      choices: [{ label: '登记为未具名 1 户', value: 1 }, leaveOutChoice]
    };
    const chosen = chosenValue(place, reading, context);
    const households = settle(context.findings, place, reading, chosen);
    if (households !== null) values.set('unnamedHouseholds', households);
    return;
  }
  if (subject?.households !== undefined) values.set('unnamedHouseholds', subject.households);
  if (subject?.persons !== undefined) values.set('unnamedPersons', subject.persons);
}

/** Each numbered problem becomes its own need, with the status that 处理情况 tells (H2-5). */
function needsOf(
  read: BookRow,
  context: FinishContext,
  field: 'concerns' | 'topic'
): ParsedRecord['needs'] {
  const { values } = read;
  const concerns = values.get(field);
  const place = read.places.get(field);
  if (typeof concerns !== 'string' || !place) {
    const written = read.places.get('handling');
    if (written && read.handling !== '' && !isBlankMark(read.handling)) {
      context.findings.cell(written, 'left-out', '这一行没有反映问题，处理情况没有导入');
    }
    return [];
  }
  const matters = splitConcerns(concerns);
  const handled = handle(read, matters.length, context);
  const channel = context.kind === 'visit' ? 'visit' : values.get('channel');
  const needs = matters.map((content, index) => {
    const type = needTypeOf(content) ?? 'other';
    return { type, content, ...(channel === undefined ? {} : { channel }), ...handled[index] };
  });
  const listed = needs
    .map(({ content, type }) => `${content.slice(0, 20)}（${needTypes.labelOf(type) ?? type}）`)
    .join('、');
  const message = `记为 ${needs.length} 件诉求：${listed}`;
  context.findings.cell(place, 'note', message, { imported: matters });
  return needs;
}

type Told = { readonly status: string; readonly result?: string };

/** What 处理情况 says of each problem. Unknown words are asked once; until then a need stands at 登记. */
function handle(read: BookRow, count: number, context: FinishContext): readonly Told[] {
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
  context.findings.cell(place, 'note', message, { imported: told.map(({ status }) => status) });
  return told;
}

function askStatus(text: string, { terms }: FinishContext, lines: string[]): string {
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

/** A need of its own table: type by its words, status and result by 办理情况. */
function finishNeed(read: BookRow, context: FinishContext): void {
  const { values } = read;
  const content = values.get('content');
  if (!values.has('type') && typeof content === 'string') {
    const type = needTypeOf(content);
    if (type !== undefined) values.set('type', type);
  }
  const handling = read.places.get('handling');
  const [told] = read.handling === '' ? [] : handle(read, 1, context);
  if (told && !values.has('status')) values.set('status', told.status);
  if (told?.result !== undefined && handling) store(read, handling, 'result', told.result, context);
}
