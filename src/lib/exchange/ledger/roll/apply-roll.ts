/** From a sign-in matrix to who came to which activity (H3-2). What activity that is, the book tells, or a person does. */
import { attendanceRoles } from '../../../domain/code-lists/attendance-role';
import { isNameLike, parseNameCell } from '../../../domain/name';
import type { IsoDate } from '../../../kernel/dates';
import type { SheetFacts } from '../apply-mapping';
import { readDay, type YearGuess } from '../books/cells/day';
import { readBuilding } from '../cells/building';
import { readPhones } from '../cells/person-cells';
import { createFindings, type CellPlace, type FindingList } from '../findings';
import { isFilled } from '../grid';
import type { Layout } from '../layout';
import { reportColumns } from '../report-columns';
import { createTerms, rememberedAnswers, type TermList } from '../terms';
import type {
  ColumnTarget,
  LedgerDecisions,
  LedgerHints,
  NamedInRecord,
  ParsedLedger,
  ParsedRoll,
  RollEntry
} from '../types';
import type { RollColumn, RollLayout } from './find-roll';
import { readMark } from './mark';
import { rollYear } from './propose-roll';

interface RollContext {
  readonly layout: Layout;
  readonly roll: RollLayout;
  readonly findings: FindingList;
  readonly terms: TermList;
}

export function applyRoll(
  layout: Layout,
  roll: RollLayout,
  facts: SheetFacts,
  decisions: LedgerDecisions,
  hints: LedgerHints
): ParsedLedger {
  const findings = createFindings();
  const terms = createTerms(decisions.terms, rememberedAnswers(hints.mappings));
  const context = { layout, roll, findings, terms };
  reportColumns(roll.others, layout.grid.sheet, findings);
  reportBeside(roll, findings);
  for (const row of roll.nameless) findings.row(row, 'left-out', '没有姓名，这一行没有导入', '');
  const leftOut = new Set(decisions.leftOutRows ?? []);
  const rows = roll.rows.filter((row) => !leftOut.has(row + 1));
  const people = peopleByRow(rows, context);
  const year = rollYear(layout, facts, decisions);
  const rolls = roll.activities.map((activity): ParsedRoll => {
    const on = dayOf(activity, year, hints.today, findings);
    const { title, column } = activity;
    return {
      sheetKey: facts.sheetKey,
      column: column.letter,
      title: title || column.header,
      ...(on === undefined ? {} : { on }),
      entries: entriesOf(activity, people, context)
    };
  });
  return {
    rows: [],
    records: [],
    rolls,
    findings: findings.all,
    terms: terms.questions,
    skipped: roll.skipped,
    rowsWithoutCategory: 0
  };
}

/** Beside the names stands who they are, and what belongs to no activity. */
const tellApart: ReadonlySet<string> = new Set(['mobile', 'phone', 'building', 'address']);

function reportBeside({ others }: RollLayout, findings: FindingList): void {
  for (const column of others) {
    const { target } = column;
    if (target.type === 'ignore' || target.type === 'excluded') continue;
    const name = nameOf(target);
    if (tellApart.has(name)) {
      findings.column(column, 'note', `“${column.header}”只用来认人，不写进记录`);
    } else findings.column(column, 'left-out', '签到表里的这一列没有导入');
  }
}

const nameOf = (target: ColumnTarget): string => {
  if (target.type === 'building-of-address') return 'address';
  if (target.type === 'org') return target.level;
  return target.type === 'field' ? target.field : '';
};

/** A day that can't be told leaves the title to find the activity by. */
function dayOf(
  { column, day }: RollColumn,
  year: YearGuess | undefined,
  today: IsoDate,
  findings: FindingList
): IsoDate | undefined {
  if (day === '') return undefined;
  const context = { year, years: [], near: [], today, mayBePlan: true };
  const reading = readDay({ type: 'text', text: day }, context);
  if (reading.type === 'value') return reading.value as IsoDate;
  findings.column(column, 'note', `看不出“${day}”是哪一天，只按名称找活动`);
  return undefined;
}

/** Who stands in a row; several names in one cell are nobody. */
function peopleByRow(
  rows: readonly number[],
  { layout: { grid }, roll, findings }: RollContext
): ReadonlyMap<number, NamedInRecord> {
  const people = new Map<number, NamedInRecord>();
  const fieldAt = (row: number, ...fields: string[]): string => {
    const column = roll.others.find(({ target }) => fields.includes(nameOf(target)));
    return column ? grid.own(row, column.index).text.trim() : '';
  };
  for (const row of rows) {
    const raw = grid.own(row, roll.nameColumn).text;
    const [named, ...more] = parseNameCell(raw).people;
    if (!named || more.length > 0 || !isNameLike(named.name)) {
      findings.row(row, 'left-out', '这一行读不出是哪一位，没有导入', raw.trim());
      continue;
    }
    const phones = readPhones(fieldAt(row, 'mobile', 'phone')).mobiles;
    const place = fieldAt(row, 'building', 'address');
    const building = place === '' ? undefined : (readBuilding(place) ?? place.slice(0, 30));
    people.set(row, {
      field: 'people',
      name: named.name,
      phones,
      ...(building === undefined ? {} : { building })
    });
  }
  return people;
}

function entriesOf(
  { column }: RollColumn,
  people: ReadonlyMap<number, NamedInRecord>,
  { layout: { grid }, findings, terms }: RollContext
): readonly RollEntry[] {
  const entries: RollEntry[] = [];
  let absent = 0;
  for (const [row, named] of people) {
    const cell = grid.own(row, column.index);
    if (!isFilled(cell)) continue;
    const place: CellPlace = { row, column, field: 'role', raw: cell.text.trim() };
    if (cell.type === 'error') {
      findings.cell(place, 'doubt', '这一格的公式出错了，没有导入，请在原表里改好');
      continue;
    }
    const role = readMark(cell.text) ?? askMark(place, terms, findings);
    if (role === 'absent') absent++;
    else if (role !== undefined) entries.push({ named, role });
  }
  if (absent > 0) findings.column(column, 'note', `${absent} 格写的是没有来，不登记`);
  return entries;
}

function askMark(place: CellPlace, terms: TermList, findings: FindingList): string | undefined {
  const answer = terms.ask('role', {
    term: place.raw.slice(0, 20),
    message: '看不出来没来，请选择；没有回答前不登记',
    suggestion: null,
    choices: [
      ...attendanceRoles.items.map(({ code, label }) => ({ label, value: code })),
      { label: '没有来，不登记', value: 'absent' },
      { label: '留空', value: null }
    ]
  });
  if (typeof answer?.value === 'string') return answer.value;
  findings.cell(place, 'left-out', '看不出来没来，没有登记');
  return undefined;
}
