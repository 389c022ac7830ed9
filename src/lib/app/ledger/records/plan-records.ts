/**
 * From checked entries and who their names were said to be to changes of the one commit (I11): people who were said to
 * be new, the entries under their own ids, the needs that grow out of them, one batch per sheet.
 */
import type { Step } from '../../../domain/step';
import type { WorkerRow } from '../../../domain/worker/record';
import { definitionOf } from '../../../domain/registry';
import type { ImportedKind } from '../../../domain/import-books';
import { rememberMapping } from '../../../exchange/ledger/mapping-memory';
import type { ReportLine } from '../../../exchange/ledger/report';
import type { BookKind, ParsedRecord } from '../../../exchange/ledger/types';
import { bareColleague } from '../../../exchange/ledger/books/book-cells';
import { assert } from '../../../kernel/assert';
import type { RecordId } from '../../../kernel/ids';
import { localDate } from '../../../kernel/dates';
import type { Json } from '../../../kernel/json';
import type { FieldPatch, RecordChange } from '../../../storage/types';
import type { CheckedLedger, ReadSheet } from '../check-ledger';
import { batchId, storedMapping } from '../import-batch';
import type { JobDeps } from '../job-deps';
import { storedReport } from '../stored-report';
import type { WriteDecisions } from '../types';
import { createNamedPeople, type NamedPeople, type PeopleOfRecord } from './named-people';
import { createRollPlan, planRolls, type RollPlan } from './plan-roll';
import { writeEntry } from './write-entry';

export interface RecordPlan {
  readonly changes: readonly RecordChange[];
  readonly batchIds: readonly RecordId[];
  /** Entries by kind, needs that grew out of visits among them. */
  readonly created: Readonly<Partial<Record<ImportedKind, number>>>;
  readonly newPeople: readonly RecordId[];
  /** What the report has to say once names are answered. */
  readonly lines: readonly ReportLine[];
}

/** Where a colleague who is no worker of the book is named all the same. */
const textFor: Readonly<Partial<Record<BookKind, string>>> = { visit: 'otherVisitors' };

export async function planRecords(
  deps: JobDeps,
  checked: CheckedLedger,
  decisions: WriteDecisions,
  digestOf: (sheetKey: string) => string
): Promise<RecordPlan> {
  const fresh = checked.records.filter(({ state }) => state === 'new');
  const sheetKeys = new Set(fresh.map(({ record }) => record.sheetKey));
  const sheets = checked.sheets.filter(({ sheet }) => sheetKeys.has(sheet.proposal.sheetKey));
  const batches = new Map<string, RecordId>();
  const changes: RecordChange[] = [];
  for (const read of sheets) {
    const { sheetKey } = read.sheet.proposal;
    const id = await batchId(deps, digestOf(sheetKey), sheetKey);
    batches.set(sheetKey, id);
    const own = fresh.filter(({ record }) => record.sheetKey === sheetKey);
    changes.push(batchChange(deps, read, id, digestOf(sheetKey), own.length));
  }
  const names = await createNamedPeople(deps, checked, decisions);
  const workers = workersByName(deps);
  const rolls = createRollPlan(deps);
  const lines: ReportLine[] = [];
  const created: Partial<Record<ImportedKind, number>> = {};
  const count = (kind: ImportedKind, by: number): void => {
    if (by > 0) created[kind] = (created[kind] ?? 0) + by;
  };
  for (const each of fresh) {
    await deps.pace();
    const { record, id, needIds } = each;
    const batch = batches.get(record.sheetKey);
    if (batch === undefined) continue;
    const marks = { importBatch: batch, importRow: record.rowKey };
    changes.push(...names.peopleFor(record.people, marks));
    const people = names.of(record.people);
    const say = (columnLabel: string, raw: string, message: string): void => {
      lines.push(lineOf(checked, record, columnLabel, raw, message));
    };
    const colleagues = colleaguesOf(record, workers, say);
    const steps = stepsOf(record, workers);
    const values = { ...valuesOf(record, people, say), ...steps, ...colleagues, ...marks };
    const [firstNeed] = needIds.filter((needId) => !deps.isErased(needId));
    const grown: FieldPatch =
      record.kind === 'reception' && firstNeed !== undefined ? { need: firstNeed } : {};
    changes.push(...writeEntry(deps, record.kind, id, { ...values, ...grown }));
    count(record.kind, 1);
    if (record.kind === 'activity') {
      for (const person of people.known) rolls.add(id, person, 'attended', marks);
      const { actual } = record.values;
      if (typeof actual === 'number') rolls.setTotal(id, actual, marks);
    }
    for (const [index, need] of record.needs.entries()) {
      const needId = needIds[index];
      if (needId === undefined || deps.isErased(needId)) continue;
      const own = {
        ...need,
        raisedOn: dayOf(record),
        ...(record.kind === 'visit' ? { visit: id } : {}),
        ...(people.known.length > 0 ? { people: people.known } : {}),
        ...marks
      };
      changes.push(...writeEntry(deps, 'need', needId, own));
      count('need', 1);
    }
  }
  const attended = await writeRolls(deps, checked, decisions, digestOf, names, rolls);
  changes.push(...attended.changes);
  lines.push(...attended.lines);
  count('attendance', attended.count);
  for (const [sheetKey, id] of attended.batches) batches.set(sheetKey, id);
  return {
    changes,
    batchIds: [...batches.values()],
    created,
    newPeople: names.made,
    lines
  };
}

/** Everybody who came, by forms and matrices; a matrix that adds nobody leaves no batch. */
async function writeRolls(
  deps: JobDeps,
  checked: CheckedLedger,
  decisions: WriteDecisions,
  digestOf: (sheetKey: string) => string,
  names: NamedPeople,
  rolls: RollPlan
): Promise<{
  readonly changes: readonly RecordChange[];
  readonly batches: ReadonlyMap<string, RecordId>;
  readonly lines: readonly ReportLine[];
  readonly count: number;
}> {
  const ids = new Map<string, RecordId>();
  for (const { roll } of checked.rolls) {
    if (ids.has(roll.sheetKey)) continue;
    ids.set(roll.sheetKey, await batchId(deps, digestOf(roll.sheetKey), roll.sheetKey));
  }
  const batchOf = (sheetKey: string): RecordId => {
    const id = ids.get(sheetKey);
    assert(id !== undefined, 'every sheet of a roll has its batch');
    return id;
  };
  const { people, lines } = planRolls(deps, checked, decisions, names, batchOf, rolls);
  const { named, unnamed } = await rolls.changes();
  const changes = [...people, ...named, ...unnamed];
  const batches = new Map<string, RecordId>();
  for (const read of checked.sheets) {
    const { sheetKey } = read.sheet.proposal;
    const id = ids.get(sheetKey);
    const own = changes.filter((change) => importBatchOf(change) === id);
    if (id === undefined || own.length === 0) continue;
    batches.set(sheetKey, id);
    changes.push(batchChange(deps, read, id, digestOf(sheetKey), countRecords(own)));
  }
  return { changes, batches, lines, count: countRecords(named) };
}

/** How many records changes write. */
const countRecords = (changes: readonly RecordChange[]): number =>
  new Set(changes.map(({ id }) => id)).size;

const importBatchOf = (change: RecordChange): Json | undefined =>
  'values' in change ? change.values['importBatch'] : undefined;

/** A need was raised on the day of what it grew out of. */
const dayOf = ({ values: { on, at } }: ParsedRecord): Json =>
  typeof at === 'number' ? localDate(at) : (on ?? null);

/** Who is nobody of the register is counted: a visit to one name is one household, as a visit to one person is. */
function valuesOf(
  record: ParsedRecord,
  { known, unknown }: PeopleOfRecord,
  say: (columnLabel: string, raw: string, message: string) => void
): FieldPatch {
  const values: Record<string, Json> = { ...record.values };
  if (record.kind === 'activity') {
    if (unknown.length > 0)
      say('参加人员', unknown.join('、'), '人才库里没有选定是谁，只算在人数里');
    return values;
  }
  if (known.length > 0) values['people'] = known;
  if (unknown.length === 0) return values;
  const raw = unknown.join('、');
  if (record.kind !== 'visit') {
    say('姓名', raw, '人才库里没有选定是谁，没有记到人名下');
    return values;
  }
  const number = (name: string): number | undefined =>
    typeof values[name] === 'number' ? values[name] : undefined;
  const [households, persons] = [number('unnamedHouseholds'), number('unnamedPersons')];
  if (known.length > 0 || unknown.length > 1 || persons !== undefined) {
    values['unnamedPersons'] = (persons ?? households ?? 0) + unknown.length;
  }
  if (known.length === 0) values['unnamedHouseholds'] = (households ?? 0) + 1;
  say('走访对象', raw, '人才库里没有选定是谁，只计户数、人数');
  return values;
}

function workersByName({ context }: JobDeps): ReadonlyMap<string, RecordId | undefined> {
  const byName = new Map<string, RecordId | undefined>();
  for (const row of context.replica.view.rows('worker') as readonly WorkerRow[]) {
    const { name } = row.values;
    if (row.isDeleted || name === undefined) continue;
    // Two colleagues of one name are told apart by nothing here.
    byName.set(name, byName.has(name) ? undefined : row.id);
  }
  return byName;
}

function colleaguesOf(
  { kind, workers }: ParsedRecord,
  byName: ReadonlyMap<string, RecordId | undefined>,
  say: (columnLabel: string, raw: string, message: string) => void
): FieldPatch {
  const values: Record<string, Json> = {};
  const { fields } = definitionOf(kind);
  for (const { field, name } of workers) {
    const id = byName.get(name) ?? byName.get(bareColleague(name));
    const isMany = fields[field]?.input.type === 'refs';
    const text = textFor[kind];
    if (id !== undefined) {
      const before = (values[field] ?? []) as readonly Json[];
      if (!isMany) values[field] ??= id;
      else if (!before.includes(id)) values[field] = [...before, id];
      continue;
    }
    const parsed = text === undefined ? undefined : fields[text]?.parse([name]);
    if (text !== undefined && parsed?.ok) {
      values[text] = [...((values[text] ?? []) as readonly Json[]), ...(parsed.value as Json[])];
    } else {
      say(fields[field]?.label ?? field, name, '工作人员里没有这个人，没有导入');
    }
  }
  return values;
}

/** `李四：现场查看`: a step of a colleague whom the book knows is that colleague's; otherwise the words stay as they are. */
function stepsOf(
  { values }: ParsedRecord,
  byName: ReadonlyMap<string, RecordId | undefined>
): FieldPatch {
  const steps = values['steps'] as readonly Step[] | undefined;
  if (!steps) return {};
  return {
    steps: steps.map(({ on, text }): Step => {
      const [, name = '', said = ''] = /^([^：:]{2,12})[：:]\s*([\s\S]+)$/.exec(text) ?? [];
      const by = byName.get(name) ?? byName.get(bareColleague(name));
      return by === undefined ? { on, text } : { on, text: said, by };
    })
  };
}

function lineOf(
  { sheets }: CheckedLedger,
  { sheetKey, row }: ParsedRecord,
  columnLabel: string,
  raw: string,
  message: string
): ReportLine {
  const proposal = sheets.find(({ sheet }) => sheet.proposal.sheetKey === sheetKey)?.sheet.proposal;
  return {
    kind: 'note',
    fileName: proposal?.fileName ?? '',
    sheetName: proposal?.sheetName ?? '',
    row,
    columnLabel,
    raw,
    message
  };
}

function batchChange(
  deps: JobDeps,
  read: ReadSheet,
  id: RecordId,
  digest: string,
  entries: number
): RecordChange {
  const { proposal, decisions } = read.sheet;
  const values: FieldPatch = {
    fileName: proposal.fileName.slice(0, 200),
    digest,
    sheet: proposal.sheetName.slice(0, 100),
    at: deps.context.clock.now(),
    headerSignature: proposal.headerSignature,
    mapping: storedMapping(deps, rememberMapping(proposal, decisions)),
    counts: { entries, findings: read.parsed.findings.length },
    report: storedReport(read, [])
  };
  return { type: 'create', kind: 'importBatch', id, values };
}
