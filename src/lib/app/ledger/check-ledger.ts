/** The dry run of the chosen sheets against the book, and what it found in words. Writes nothing. */
import { importKeysOf } from '../../exchange/ledger/dry-run';
import type { DryRun, DryRunItem } from '../../exchange/ledger/dry-run-types';
import { createReport } from '../../exchange/ledger/report';
import type { ParsedLedger, ParsedRow } from '../../exchange/ledger/types';
import type { LedgerClient, LedgerClientError } from '../../exchange/worker/ledger-client';
import { assert } from '../../kernel/assert';
import type { RecordId } from '../../kernel/ids';
import { ok, type Result } from '../../kernel/result';
import { readEarlier, readOrgNodes, readPeople } from './book-facts';
import { findErased } from '../commands/erased-marks';
import { rememberedAnswers } from './answered-rows';
import type { JobDeps } from './job-deps';
import type { CheckKind, CheckLine, LedgerCheck, LedgerSheet, LedgerState } from './types';
import { checkRecords, type CheckedRecord } from './records/check-records';
import type { CheckedRoll } from './records/check-rolls';
import { createWording, type Wording } from './words';

export interface ReadSheet {
  readonly sheet: LedgerSheet;
  readonly parsed: ParsedLedger;
}

/** Everything a write needs; stays in memory of the job. */
export interface CheckedLedger {
  readonly sheets: readonly ReadSheet[];
  readonly run: DryRun;
  readonly records: readonly CheckedRecord[];
  readonly rolls: readonly CheckedRoll[];
  readonly check: LedgerCheck;
}

export const communityOf = ({ decisions, proposal }: LedgerSheet): string | undefined =>
  (decisions.community ?? proposal.community?.name) || undefined;

/** Slices of the book that go to the worker: small enough that posting one is no long task. */
const sliceSize = 500;

/** Hands the book over in slices and has the worker compare, off the page (DESIGN 8). */
async function compare(
  { context, pace }: JobDeps,
  client: LedgerClient,
  sheets: readonly ReadSheet[],
  ids: ReadonlyMap<string, RecordId>,
  digestOf: (sheetKey: string) => string
): Promise<Result<DryRun, LedgerClientError>> {
  if (sheets.length === 0) return ok({ items: [], orgProposals: [] });
  const people = await readPeople(context, pace);
  const ledgers = sheets.map(({ sheet }) => ({
    headerSignature: sheet.proposal.headerSignature,
    community: communityOf(sheet)
  }));
  const earlier = await readEarlier(context, ledgers, pace);
  for (let at = 0; at < Math.max(people.length, earlier.length); at += sliceSize) {
    const end = at + sliceSize;
    const taken = await client.people({
      people: people.slice(at, end),
      earlier: earlier.slice(at, end)
    });
    if (!taken.ok) return taken;
  }
  const run = await client.compare({
    sheets: sheets.map(({ sheet: { proposal, decisions } }) => ({
      sheetKey: proposal.sheetKey,
      decisions,
      digest: digestOf(proposal.sheetKey)
    })),
    // A row whose record was merged into another one is that person's row (doubles/merged-view).
    ids: [...ids].map(([key, id]) => [key, context.replica.view.standing(id)] as const),
    orgNodes: readOrgNodes(context)
  });
  if (!run.ok) return run;
  assert(run.value, 'sheets that were applied are open');
  return ok(run.value);
}

export async function checkLedger(
  deps: JobDeps,
  client: LedgerClient,
  sheets: readonly ReadSheet[],
  digestOf: (sheetKey: string) => string,
  failures: LedgerState['failures']
): Promise<Result<CheckedLedger, LedgerClientError>> {
  const rows = sheets.flatMap(({ parsed }) => parsed.rows);
  const { ids, reborn } = await freeIds(deps, importKeysOf(rows, digestOf));
  const lists = sheets.filter(({ sheet }) => sheet.proposal.kind === 'list');
  const compared = await compare(deps, client, lists, ids, digestOf);
  if (!compared.ok) return compared;
  const run = await withoutErased(deps, compared.value, reborn);
  const entries = await checkRecords(deps, sheets);
  await deps.pace();
  const reported = sheets.map(({ sheet, parsed }) => ({ proposal: sheet.proposal, parsed }));
  const lines = await linesOf(deps, run, sheets);
  const check: LedgerCheck = {
    ...(lists.length < sheets.length ? { records: entries.check } : {}),
    lines,
    counts: countsOf(lines),
    places: run.orgProposals.map(({ path }) =>
      [path.community, path.grid, path.building].filter(Boolean).join(' / ')
    ),
    report: createReport(reported, run, failures),
    dropped: sheets.flatMap(({ sheet }) => droppedOf(sheet))
  };
  return ok({ sheets, run, records: entries.records, rolls: entries.rolls, check });
}

/** An erased id is never used again: a row that once made somebody who was erased gets the next one. */
async function freeIds(
  { importIds, isErased }: JobDeps,
  keys: readonly string[]
): Promise<{
  readonly ids: ReadonlyMap<string, RecordId>;
  readonly reborn: ReadonlySet<RecordId>;
}> {
  const ids = new Map(await importIds(keys));
  const touched = new Set<string>();
  for (let round = 1; ; round++) {
    const taken = [...ids].flatMap(([key, id]) => (isErased(id) ? [key] : []));
    if (taken.length === 0) break;
    const next = await importIds(taken.map((key) => `${key}#${round}`));
    for (const key of taken) {
      touched.add(key);
      ids.set(key, next.get(`${key}#${round}`) as RecordId);
    }
  }
  return { ids, reborn: new Set([...touched].flatMap((key) => ids.get(key) ?? [])) };
}

/** Nobody who was erased comes back with a ledger unasked, be it the file they once came from or another one (I7). */
async function withoutErased(
  { context }: JobDeps,
  run: DryRun,
  reborn: ReadonlySet<RecordId>
): Promise<DryRun> {
  const unknown = run.items.flatMap((item) =>
    item.type === 'new' || item.type === 'probably-same' ? [item] : []
  );
  const erased = await findErased(context, unknown);
  const items = run.items.map((item): DryRunItem => {
    if (item.type !== 'new' && item.type !== 'probably-same') return item;
    const { row, id, values } = item;
    return erased.has(id) || reborn.has(id) ? { type: 'erased', row, id, values } : item;
  });
  return { ...run, items };
}

function droppedOf({ proposal }: LedgerSheet): LedgerCheck['dropped'] {
  return proposal.columns.flatMap(({ header, letter, target, reason }) => {
    const isDropped =
      target.type === 'excluded' ||
      target.type === 'not-enabled' ||
      (target.type === 'ignore' && target.reason === 'unknown');
    return isDropped
      ? [{ sheet: proposal.sheetName, header: header || `${letter} 列`, reason }]
      : [];
  });
}

function countsOf(lines: readonly CheckLine[]): LedgerCheck['counts'] {
  const counts: Record<CheckKind, number> = {
    new: 0,
    same: 0,
    changed: 0,
    gone: 0,
    'probably-same': 0,
    blocked: 0,
    erased: 0
  };
  for (const { kind } of lines) counts[kind]++;
  return counts;
}

async function linesOf(
  { context, pace, importIds }: JobDeps,
  run: DryRun,
  sheets: readonly ReadSheet[]
): Promise<readonly CheckLine[]> {
  const answers = await rememberedAnswers(context, run, importIds);
  const words = createWording(context, run);
  const sheetByKey = new Map(sheets.map(({ sheet }) => [sheet.proposal.sheetKey, sheet]));
  const rowNames = new Map(
    run.items.flatMap((item) => (item.type === 'gone' ? [] : [[item.id, item] as const]))
  );
  const lines: CheckLine[] = [];
  for (const item of run.items) {
    await pace();
    const remembered = answers.get(item.id);
    const line = lineOf(item, words, sheetByKey, rowNames);
    lines.push(remembered === undefined ? line : { ...line, remembered });
  }
  return lines;
}

const nameIn = ({ values }: ParsedRow): string =>
  typeof values['name'] === 'string' ? values['name'] : '';

function lineOf(
  item: DryRunItem,
  words: Wording,
  sheets: ReadonlyMap<string, LedgerSheet>,
  rows: ReadonlyMap<RecordId, DryRunItem>
): CheckLine {
  const bare = { differences: [], candidates: [], reason: '' };
  if (item.type === 'gone') {
    const { name, detail } = words.person(item.id);
    return {
      key: item.id,
      kind: 'gone',
      name,
      detail,
      place: '',
      id: item.id,
      rowKey: '',
      sheetKey: '',
      ...bare
    };
  }
  const { row, id } = item;
  const sheet = sheets.get(row.sheetKey)?.proposal;
  const line: CheckLine = {
    key: `${row.sheetKey} ${row.rowKey}`,
    kind: item.type,
    name: nameIn(row),
    detail: words.detailOf('values' in item ? item.values : row.values),
    place: `${sheet?.sheetName ?? ''} 第 ${row.row} 行`,
    id,
    rowKey: row.rowKey,
    sheetKey: row.sheetKey,
    ...bare
  };
  if (item.type === 'changed') {
    return { ...line, differences: item.differences.map((each) => words.difference(id, each)) };
  }
  if (item.type !== 'probably-same') return line;
  return {
    ...line,
    reason: item.reason,
    candidates: item.candidates.map(({ id: candidate, sameAsRow, differences: found }) => {
      const differences = found.map((each) =>
        sameAsRow === undefined ? words.difference(candidate, each) : words.inFile(candidate, each)
      );
      if (sameAsRow === undefined)
        return { id: candidate, ...words.person(candidate), differences };
      const earlier = rows.get(candidate);
      const values = earlier && earlier.type !== 'gone' ? earlier.row : undefined;
      return {
        id: candidate,
        name: values ? nameIn(values) : '',
        detail: `文件第 ${values?.row ?? '?'} 行 · ${words.detailOf(values?.values ?? {})}`,
        differences
      };
    })
  };
}
