/**
 * A read row as an entry of its book, or undefined when what an entry can't be without is missing: then the row stays
 * out with a line, and the answer to its doubtful cell brings it in.
 */
import { needTypes } from '../../../domain/code-lists/need-type';
import { definitionOf } from '../../../domain/registry';
import { needTypeOf, splitConcerns } from '../../../domain/visit/concerns';
import type { SheetFacts } from '../apply-mapping';
import { isBlankMark, leaveOutChoice, type CellReading } from '../cells/reading';
import { settle } from '../findings';
import { chosenValue } from '../take-cell';
import type { BookDefault, BookKind, NamedInRecord, ParsedRecord } from '../types';
import { finishActivity } from './finish-activity';
import { finishNeed, handle, quotable } from './finish-need';
import type { Occasion } from './cells/occasion';
import type { BookRow, BookRowContext } from './row-reader';

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
  if (kind === 'activity') finishActivity(read, context);
  for (const { field, value } of context.defaults) {
    // What is not ticked says nothing.
    if (value === null || value === false || read.values.has(field)) continue;
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

const peopleOf = ({ subject, phones, building, turnout }: BookRow): readonly NamedInRecord[] => [
  ...(subject?.names ?? []).map((name, _index, { length }) => ({
    field: 'people',
    name,
    // What stands beside two names belongs to one of them, and nobody knows to whom.
    phones: length === 1 ? phones : [],
    ...(building === undefined ? {} : { building })
  })),
  ...[...turnout.values()].flatMap(({ names }) =>
    names.map((name) => ({ field: 'people', name, phones: [] }))
  )
];

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
      const message = '这一行没有反映问题，处理情况没有导入';
      context.findings.cell(quotable(written, read.handling), 'left-out', message);
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
