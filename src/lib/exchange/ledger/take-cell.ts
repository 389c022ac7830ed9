/** What becomes of one cell of a person's row: a value that its field accepts, a finding, or a question. */
import type { Json } from '../../kernel/json';
import type { RawCell } from '../files/raw-sheet';
import { readCategories, readCode, readCodes } from './cells/codes';
import { readLedgerDate } from './cells/ledger-date';
import { readName } from './cells/ledger-name';
import { readAge, readIdCell, readPhones, readStatusHint } from './cells/person-cells';
import { isUnitAndPost, splitUnitPost } from './cells/unit-post';
import { emptyReading, isBlankMark, type AskedTerm, type CellReading } from './cells/reading';
import { answered, findingId, settle, type CellPlace, type FindingList } from './findings';
import { personFields } from './header-vocabulary';
import type { TermList } from './terms';

export interface RowContext {
  readonly findings: FindingList;
  readonly terms: TermList;
  readonly currentYear: number;
  /** Chosen values of doubtful cells by finding id. */
  readonly choices: ReadonlyMap<string, number>;
}

export function chosenValue(
  place: CellPlace,
  reading: CellReading,
  context: Pick<RowContext, 'choices'>
): Json | undefined {
  const choice = context.choices.get(findingId(place.row, place.column.index));
  if (choice === undefined || reading.type !== 'doubt') return undefined;
  return reading.choices[choice]?.value;
}

export function takeName(
  place: CellPlace,
  cell: RawCell,
  values: Map<string, Json>,
  context: RowContext
): readonly string[] {
  const { reading, sex } = readName(cell.text);
  const name = settle(context.findings, place, reading, chosenValue(place, reading, context));
  if (sex && !values.has('sex')) values.set('sex', sex);
  const names = Array.isArray(name) ? name : [name];
  return names.flatMap((each: Json) => {
    if (each === null) return [];
    const parsed = personFields.get('name')?.parse(each);
    if (parsed?.ok && typeof parsed.value === 'string') return [parsed.value];
    const message = '姓名读不出，这一行没有导入';
    context.findings.cell(place, 'left-out', message);
    return [];
  });
}

export function takeField(
  place: CellPlace,
  field: string,
  cell: RawCell,
  values: Map<string, Json>,
  context: RowContext
): void {
  const input = personFields.get(field)?.input;
  if (!input) return;
  if (input.type === 'phones') {
    takePhones(place, cell, values, context);
    return;
  }
  if ((field === 'unit' || field === 'post') && isUnitAndPost(place.column.header)) {
    takeUnitAndPost(place, cell, values, context);
    return;
  }
  const reading = readField(field, cell, values, context.currentYear);
  const value =
    reading.type === 'ask'
      ? askTerms(place, field, reading, context)
      : settle(context.findings, place, reading, chosenValue(place, reading, context));
  store(place, field, value, values, context);
  if (field === 'note') takeStatus(place, cell.text, values, context);
}

function readField(
  field: string,
  cell: RawCell,
  values: ReadonlyMap<string, Json>,
  currentYear: number
): CellReading {
  const input = personFields.get(field)?.input;
  const text = cell.text;
  switch (input?.type) {
    case 'code':
      return readCode(text, input.list, isOfUnknownParty(field, text, values));
    case 'codes':
      return readCodes(text, input.list);
    case 'categories':
      return readCategories(text);
    case 'partialDate':
      return readLedgerDate(cell, currentYear);
    case 'idNumber':
      return readIdCell(cell);
    default:
      return isBlankMark(text.trim())
        ? emptyReading
        : { type: 'value', value: unescapeText(text.trim()) };
  }
}

/** The apostrophe that an export puts before a formula sign is no part of the text. */
const unescapeText = (text: string): string => text.replace(/^'(?=[=+\-@])/, '');

/** 党员 beside 民主党派成员 is more likely not 中共党员, and of one party or another: asked for each row (H1-8). */
function isOfUnknownParty(field: string, text: string, values: ReadonlyMap<string, Json>): boolean {
  if (field !== 'affiliation' || text.replace(/\s/g, '') !== '党员') return false;
  return JSON.stringify(values.get('categories') ?? []).includes('"code":"01"');
}

/** Answers of a cell's words joined; what nobody answered yet stays out with one line. */
export function askTerms(
  place: CellPlace,
  field: string,
  reading: CellReading & { type: 'ask' },
  context: Pick<RowContext, 'findings' | 'terms'>
): Json {
  const answers: Json[] = Array.isArray(reading.known) ? [...(reading.known as Json[])] : [];
  const open: AskedTerm[] = [];
  const taken: string[] = [];
  let single: Json = reading.known;
  for (const term of reading.terms) {
    const answer = context.terms.ask(field, term);
    if (answer === undefined) {
      open.push(term);
      continue;
    }
    const { value, isRemembered } = answer;
    taken.push(`“${term.term}”${answered(value, term.choices, isRemembered)}`);
    if (Array.isArray(value)) answers.push(...(value as Json[]));
    else single = value;
  }
  const imported = answers.length > 0 ? answers : Array.isArray(single) ? null : single;
  const message =
    open.length > 0 ? `${open[0]?.message ?? ''}；没有回答前不导入` : taken.join('；');
  context.findings.cell(place, open.length > 0 ? 'doubt' : 'note', message, { imported });
  return imported;
}

function takePhones(
  place: CellPlace,
  cell: RawCell,
  values: Map<string, Json>,
  context: RowContext
): void {
  const { mobiles, others, doubtful, rest } = readPhones(cell.text);
  for (const [field, phones] of [
    ['mobile', mobiles],
    ['phone', others]
  ] as const) {
    const before = (values.get(field) ?? []) as readonly Json[];
    if (phones.length > 0) store(place, field, [...before, ...phones], values, context);
  }
  if (rest.length === 0 && doubtful.length === 0) return;
  const kept = [...mobiles, ...others].map((phone) => phone.number);
  const lines = [
    ...(doubtful.length > 0 ? [`“${doubtful.join('、')}”位数不对，照原样导入，标为待核对`] : []),
    ...(rest.length > 0 ? [`“${rest.join('、')}”不像电话号码，没有导入`] : [])
  ];
  const severity = rest.length > 0 ? 'left-out' : 'doubt';
  context.findings.cell(place, severity, lines.join('；'), { imported: kept });
}

export const refusedWords = '写有不登记的内容（信仰、病情、婚姻、收入、评价等），这一格没有导入';

/** A cell of its own for either of the two says more than one for both. */
function takeUnitAndPost(
  place: CellPlace,
  cell: RawCell,
  values: Map<string, Json>,
  context: RowContext
): void {
  if (isBlankMark(cell.text.trim())) return;
  const { unit, post, isGuess } = splitUnitPost(unescapeText(cell.text));
  if (!values.has('unit')) store(place, 'unit', unit, values, context);
  if (post !== undefined && !values.has('post')) store(place, 'post', post, values, context);
  const imported = [unit, ...(post === undefined ? [] : [post])];
  if (isGuess) {
    const message = `按单位“${unit}”、职务“${post ?? ''}”分开导入，请核对`;
    context.findings.cell(place, 'doubt', message, { imported });
  } else if (post === undefined) {
    context.findings.cell(place, 'note', '分不出职务，整格记为工作单位', { imported });
  }
}

/** Only what the field itself accepts goes in (word check, length, range). */
function store(
  place: CellPlace,
  field: string,
  value: Json,
  values: Map<string, Json>,
  context: RowContext
): void {
  if (value === null) return;
  const parsed = personFields.get(field)?.parse(value);
  if (!parsed) return;
  if (parsed.ok) values.set(field, parsed.value as Json);
  else if (parsed.error.type === 'word') {
    // The line names the cell, never what was written about the person there.
    context.findings.cell({ ...place, raw: '' }, 'left-out', refusedWords);
  } else if (parsed.error.type !== 'empty') {
    context.findings.cell(place, 'left-out', `${parsed.error.message}；没有导入`);
  }
}

function takeStatus(
  place: CellPlace,
  note: string,
  values: Map<string, Json>,
  context: RowContext
): void {
  const reading = readStatusHint(note);
  const status = settle(context.findings, place, reading, chosenValue(place, reading, context));
  if (status === null || typeof status !== 'object' || Array.isArray(status)) return;
  for (const [field, value] of Object.entries(status)) {
    store(place, field, value as Json, values, context);
  }
}

export function readBirthYear(
  place: CellPlace,
  cell: RawCell,
  values: Map<string, Json>,
  context: RowContext
): void {
  // An age beside a birth date says nothing new; it is no second source to doubt the first.
  if (values.has('birth')) return;
  const reading = readAge(cell.text, context.currentYear);
  const year = settle(context.findings, place, reading, chosenValue(place, reading, context));
  store(place, 'birth', year, values, context);
}
