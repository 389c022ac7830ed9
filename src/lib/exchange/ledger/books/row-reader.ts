/**
 * One row of a book to values, by the types of the kind's own fields. Every cell ends in exactly one of three ways:
 * taken over, left out or asked with one finding, or empty (I12).
 * Longer than most files: one branch per meaning of a column, side by side so that none drops a cell.
 */
import type { ActivityValues } from '../../../domain/activity/record';
import { toItems } from '../../../domain/field-parsers';
import type { IsoDate } from '../../../kernel/dates';
import type { Json } from '../../../kernel/json';
import type { RawCell } from '../../files/raw-sheet';
import { readBuilding } from '../cells/building';
import { readCode, readCodes } from '../cells/codes';
import { isBlankMark, type CellReading } from '../cells/reading';
import { readPhones } from '../cells/person-cells';
import { readLedgerDate } from '../cells/ledger-date';
import { settle, type CellPlace, type FindingList } from '../findings';
import { isFilled } from '../grid';
import { askTerms, chosenValue, refusedWords } from '../take-cell';
import type { TermList } from '../terms';
import type { BookKind } from '../types';
import { definitionOf } from '../../../domain/registry';
import type { AnyField } from '../../../domain/field';
import { bareColleague, splitOutside, type BookCell } from './book-cells';
import { readAmount } from './cells/amount';
import { readDay, readDayAndTime, withoutHour, type DayContext } from './cells/day';
import { occasionText, readOccasion } from './cells/occasion';
import { readSubject, type SubjectReading } from './cells/subject';
import { readTurnout, type TurnoutReading } from './cells/turnout';

export interface BookRowContext {
  readonly kind: BookKind;
  readonly findings: FindingList;
  readonly terms: TermList;
  readonly choices: ReadonlyMap<string, number>;
  readonly currentYear: number;
  readonly day: DayContext;
  /** The resolved day of the row above, for 同上. */
  readonly dayAbove: IsoDate | undefined;
}

/** What a row came to, before it is judged as a whole. */
export interface BookRow {
  readonly row: number;
  readonly values: Map<string, Json>;
  readonly workers: { readonly field: string; readonly name: string }[];
  readonly places: Map<string, CellPlace>;
  readonly key: Record<string, Json>;
  subject: SubjectReading | undefined;
  subjectText: string;
  /** Of an activity: who came, by the column that says it. */
  readonly turnout: Map<string, TurnoutReading>;
  phones: readonly Json[];
  building: string | undefined;
  handling: string;
}

export function readBookRow(
  row: number,
  cells: readonly BookCell[],
  context: BookRowContext
): BookRow {
  const draft: BookRow = {
    row,
    values: new Map(),
    workers: [],
    places: new Map(),
    key: {},
    subject: undefined,
    subjectText: '',
    turnout: new Map(),
    phones: [],
    building: undefined,
    handling: ''
  };
  for (const each of cells) readOne(draft, each, context);
  return draft;
}

function readOne(draft: BookRow, each: BookCell, context: BookRowContext): void {
  const { column, meaning, cell } = each;
  const { name, field } = meaning;
  const raw = cell.text.trim();
  const place: CellPlace = { row: draft.row, column, field: name, raw };
  if (!draft.places.has(name)) draft.places.set(name, place);
  if (!isFilled(cell)) return;
  if (cell.type === 'error') {
    context.findings.cell(place, 'doubt', '这一格的公式出错了，没有导入，请在原表里改好');
    return;
  }
  const reading = field ? readInto(draft, place, each, context) : readApart(draft, place, cell);
  // A row is known again by what was written; a cell that is a date by itself was always read whole.
  const isWhole = cell.type === 'date' || reading?.type !== 'value' || reading.hour === undefined;
  const isClean = reading?.type === 'value' && reading.note === undefined && isWhole;
  const told = isClean ? reading.value : raw.normalize('NFKC').replace(/\s/g, '');
  const before = draft.key[name];
  draft.key[name] = before === undefined ? told : [before, told];
}

function readApart(
  draft: BookRow,
  { field: name }: CellPlace,
  { text }: RawCell
): CellReading | undefined {
  if (name === 'people' || name === 'turnout') draft.turnout.set(name, readTurnout(text));
  if (name === 'handling') draft.handling = text.trim();
  if (name === 'phone') draft.phones = readPhones(text).mobiles;
  if (name === 'building') draft.building = readBuilding(text) ?? text.trim().slice(0, 30);
  return undefined;
}

/** The reading that tells the row apart, where there is one. */
function readInto(
  draft: BookRow,
  place: CellPlace,
  { meaning, cell, isDitto }: BookCell,
  context: BookRowContext
): CellReading | undefined {
  const { field, name } = meaning;
  const { input } = field ?? {};
  switch (input?.type) {
    case 'date':
    case 'dateTime': {
      const above = isDitto ? context.dayAbove : undefined;
      const reading: CellReading = above
        ? // A note keeps what was answered above out of the row's key.
          { type: 'value', value: above, note: '同上' }
        : (input.type === 'date' ? readDay : readDayAndTime)(cell, context.day);
      return takeDay(draft, place, meaning, reading, context);
    }
    case 'money': {
      const { households, persons, names = [] } = draft.subject ?? {};
      const counted = households ?? persons ?? names.length;
      const { reading, goods } = readAmount(cell, /万元/.test(place.column.header), counted);
      takeTags(draft, place, goods, context, 'gifts');
      return take(draft, place, meaning, reading, context);
    }
    case 'ref':
    case 'refs':
      if (input.kind === 'person') return takePeople(draft, place, cell, context);
      takeWorkers(draft, name, cell.text);
      return undefined;
    case 'tags':
      if (name === 'otherVisitors') takeWorkers(draft, 'visitors', cell.text);
      else takeTags(draft, place, splitOutside(cell.text), context, name);
      return undefined;
    case 'code':
      return take(draft, place, meaning, readWord(name, cell.text, input.list), context);
    case 'codes':
      return take(draft, place, meaning, readCodes(cell.text, input.list), context);
    case 'partialDate':
      return take(draft, place, meaning, readLedgerDate(cell, context.currentYear), context);
    default: {
      const text = withoutUnit(cell.text.trim(), input?.type);
      const reading: CellReading = isBlankMark(text)
        ? { type: 'empty' }
        : { type: 'value', value: text };
      return take(draft, place, meaning, reading, context);
    }
  }
}

/** The hour goes into a field of its own where the kind has one. */
function takeDay(
  draft: BookRow,
  place: CellPlace,
  meaning: BookCell['meaning'],
  reading: CellReading,
  context: BookRowContext
): CellReading {
  if (bookField(context.kind, hourField) === undefined) {
    return take(draft, place, meaning, withoutHour(reading), context);
  }
  take(draft, place, meaning, reading, context);
  const hour = 'hour' in reading ? reading.hour : undefined;
  if (hour !== undefined && draft.values.has(meaning.name)) {
    store(draft, place, hourField, hour, context);
  }
  return reading;
}

/** 35人, 12 户次, 80平方米: the unit of a number says nothing more. */
const withoutUnit = (text: string, type: string | undefined): string =>
  type === 'count' || type === 'decimal'
    ? text
        .normalize('NFKC')
        .replace(/^([\d,.]+)\s*(?:人次|户次|平方米|小时|m2|[人户次个场件套名家])$/, '$1')
    : text;

/** 春节慰问 as the cause of a visit is a festival, not an unknown word. */
function readWord(name: string, text: string, list: Parameters<typeof readCode>[1]): CellReading {
  const reading = readCode(text, list);
  const occasion = name === 'cause' && reading.type === 'ask' ? readOccasion(text) : undefined;
  return occasion
    ? { type: 'value', value: occasion.cause, note: `按“${occasionText(occasion)}”理解` }
    : reading;
}

function take(
  draft: BookRow,
  place: CellPlace,
  { name }: BookCell['meaning'],
  reading: CellReading,
  context: BookRowContext
): CellReading {
  const value =
    reading.type === 'ask'
      ? askTerms(place, name, reading, context)
      : settle(context.findings, place, reading, chosenValue(place, reading, context));
  if (name === 'cause' && value === 'festival') {
    const { festival } = readOccasion(place.raw) ?? {};
    if (festival !== undefined && !draft.values.has('festival')) {
      draft.values.set('festival', festival);
    }
  }
  store(draft, place, name, value, context);
  return reading;
}

const hourField = 'startsAt' satisfies keyof ActivityValues;

const bookField = (kind: BookKind, name: string): AnyField | undefined =>
  definitionOf(kind).fields[name];

/** A second column adds to a text. */
const joined = (field: AnyField, before: Json | undefined, value: Json): Json =>
  field.input.type === 'sharedText' && typeof before === 'string' && typeof value === 'string'
    ? `${before}\n${value}`
    : value;

/** Only what the field itself accepts goes in (word check, length, range). */
export function store(
  draft: BookRow,
  place: CellPlace,
  name: string,
  value: Json,
  { kind, findings }: Pick<BookRowContext, 'kind' | 'findings'>
): void {
  if (value === null) return;
  const before = draft.values.get(name);
  const field = bookField(kind, name);
  const parsed = field?.parse(joined(field, before, value));
  if (!parsed) return;
  if (parsed.ok) draft.values.set(name, parsed.value as Json);
  else if (parsed.error.type === 'word') {
    findings.cell({ ...place, raw: '' }, 'left-out', refusedWords);
  } else if (parsed.error.type !== 'empty') {
    findings.cell(place, 'left-out', `${parsed.error.message}；没有导入`);
  }
}

function takePeople(
  draft: BookRow,
  place: CellPlace,
  cell: RawCell,
  context: BookRowContext
): CellReading | undefined {
  const subject = readSubject(cell.text);
  draft.subject = subject;
  draft.subjectText = cell.text.replace(/\s+/g, ' ').trim();
  if (context.kind !== 'visit') {
    const isNobody = subject.names.length === 0;
    if (isNobody) {
      context.findings.cell(place, 'left-out', '认不出是哪一位，或写的是一批，没有记到人名下');
      return undefined;
    }
  }
  if (subject.problem !== undefined || subject.note === undefined) return undefined;
  context.findings.cell(place, 'note', subject.note, { imported: [...subject.names] });
  return undefined;
}

function takeWorkers(draft: BookRow, field: string, text: string): void {
  if (isBlankMark(text.trim())) return;
  for (const part of splitOutside(text)) {
    for (const name of colleagues(part)) draft.workers.push({ field, name });
  }
}

/** `王某 李四` are two, `书记 王某` and `王　某` are one. */
function colleagues(part: string): readonly string[] {
  const tokens = part.split(/\s+/);
  const areNames = tokens.every((token) => /^\p{Script=Han}{2,4}$/u.test(token));
  const [first = ''] = tokens;
  return areNames && bareColleague(`${first}某`) === `${first}某` ? tokens : [part];
}

function takeTags(
  draft: BookRow,
  place: CellPlace,
  parts: readonly string[],
  context: BookRowContext,
  name: string
): void {
  const field = bookField(context.kind, name);
  if (!field) return;
  for (const part of parts) {
    if (isBlankMark(part)) continue;
    const parsed = field.parse([part]);
    const before = toItems(draft.values.get(name)) ?? [];
    if (parsed.ok) {
      const added = (parsed.value as readonly Json[]).filter((each) => !before.includes(each));
      draft.values.set(name, [...(before as readonly Json[]), ...added]);
    } else if (parsed.error.type !== 'empty') {
      const isWord = parsed.error.type === 'word';
      const shown = isWord ? { ...place, raw: '' } : place;
      const message = isWord ? refusedWords : `${parsed.error.message}；没有导入`;
      context.findings.cell(shown, 'left-out', message);
    }
  }
}
