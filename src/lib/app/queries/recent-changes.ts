/**
 * 最近的变化: what was done, not which records carry a new stamp. An import is one line with what it made and changed;
 * agreeing and withdrawing are said as such; the rest is grouped by hand, kind and minute. A record that several people
 * wrote in has a line for each of them: whoever wrote last hides nobody (earlier-hands.ts).
 */
import type { ConsentRow } from '../../domain/consent/record';
import type { RecordKind } from '../../domain/field';
import type { ImportBatchRow } from '../../domain/import-batch/record';
import type { PersonRow } from '../../domain/person/record';
import type { VisitTaskValues } from '../../domain/visit-task/record';
import { recordDefinitions } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../../storage/types';
import { undoneMark } from '../ledger/book-facts';
import type { RecentChange } from '../types';
import { byTime, isFresh, oneSaveMs, recentRows, sinceMs, type RecentSource } from './recent-rows';

const recentLimit = 12;
/** A line opens so many records at most. */
const mostItems = 100;

export interface RecentInput extends RecentSource {
  /** The record as whoever wrote in it before its last writer left it, each of them once. */
  readonly earlierOf: (row: RecordRow) => readonly RecordRow[];
  /** Through the gate. */
  readonly titleOf: (row: RecordRow) => string;
  readonly nameOfSlot: (slot: string) => string;
}

type Deed = 'import' | 'undo-import' | 'add' | 'edit' | 'remove' | 'agree' | 'withdraw';

interface Group {
  readonly deed: Deed;
  readonly kind: RecordKind;
  readonly first: RecordRow;
  readonly rows: RecordRow[];
}

/** When the write of each import ended: with the last person it made. */
function importEnds(
  view: RecordView,
  batches: readonly ImportBatchRow[]
): ReadonlyMap<RecordId, number> {
  const ends = new Map(batches.map(({ id, createdAt }) => [id, hlcToMs(createdAt)]));
  for (const { values, createdAt } of view.rows('person') as readonly PersonRow[]) {
    const { importBatch } = values;
    const end = importBatch === undefined ? undefined : ends.get(importBatch);
    if (importBatch === undefined || end === undefined) continue;
    ends.set(importBatch, Math.max(end, hlcToMs(createdAt)));
  }
  return ends;
}

/** What an import wrote is told by the import. */
function isOfImport(row: RecordRow, ends: ReadonlyMap<RecordId, number>): boolean {
  if (row.kind === 'orgNode') return false;
  const { importBatch, importRow } = row.values as PersonRow['values'];
  if (row.isDeleted) return importRow === undoneMark;
  const end = importBatch === undefined ? undefined : ends.get(importBatch);
  return end !== undefined && hlcToMs(row.updatedAt) <= end + oneSaveMs;
}

function deedOf(row: RecordRow): Deed {
  if (row.kind === 'importBatch') return row.isDeleted ? 'undo-import' : 'import';
  if (row.isDeleted) return 'remove';
  if (row.kind === 'consent') {
    const { withdrawnOn } = (row as ConsentRow).values;
    if (withdrawnOn !== undefined) return 'withdraw';
    return isFresh(row) ? 'agree' : 'edit';
  }
  return isFresh(row) ? 'add' : 'edit';
}

/** What one hand did to one kind within a minute is one line. */
function groupRows(rows: readonly RecordRow[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const deed = deedOf(row);
    const minute = Math.floor(hlcToMs(row.updatedAt) / 60_000);
    const own = deed === 'import' || deed === 'undo-import' ? row.id : minute;
    const key = [row.updatedBy, row.kind, deed, own].join('/');
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { deed, kind: row.kind, first: row, rows: [row] });
  }
  return [...groups.values()];
}

/** 走访 2026-11-24, 成员 任谷雨: the kind once, also when the title begins with it. */
const labelled = (label: string, title: string): string =>
  title.startsWith(label) ? title : `${label} ${title}`.trim();

function importWords({ values }: ImportBatchRow): string {
  const { fileName = '', sheet, counts = {} } = values;
  const created = counts['created'] ?? counts['new'] ?? 0;
  const updated = counts['updated'] ?? counts['changed'] ?? 0;
  const place = [fileName, sheet].filter(Boolean).join(' · ');
  const did = [created > 0 ? `新增 ${created} 人` : '', updated > 0 ? `更新 ${updated} 人` : ''];
  return [`导入了 ${place}`, ...did].filter(Boolean).join('，');
}

/** A task is computed; what is stored is what was decided about it, and that may be taken back. */
function isDecided({ values, isDeleted }: RecordRow): boolean {
  const { declinedOn, postponedTo, doneBy } = values as VisitTaskValues;
  return !isDeleted && (declinedOn ?? postponedTo ?? doneBy) !== undefined;
}

function wordsOf({ deed, kind, first, rows }: Group, input: RecentInput): string {
  const { label } = recordDefinitions[kind];
  const only = rows.length === 1 ? input.titleOf(first) : '';
  const what = rows.length === 1 ? labelled(label, only) : `${label} ${rows.length} 条`;
  if (kind === 'visitTask')
    return `${rows.some(isDecided) ? '记下' : '收回'}了 ${rows.length} 次走访改期或谢绝`;
  switch (deed) {
    case 'import':
      return importWords(first as ImportBatchRow);
    case 'undo-import':
      return `撤销了导入 ${(first as ImportBatchRow).values.fileName ?? ''}`.trim();
    case 'agree':
      return `登记了 ${rows.length} 份同意`;
    case 'withdraw':
      return `登记了 ${rows.length} 份撤回`;
    case 'remove':
      return only === '' ? `把 ${rows.length} 条${label}移到回收站` : `把${what}移到回收站`;
    case 'add':
      return `新增了${what}`;
    case 'edit':
      return `修改了${what}`;
  }
}

/** The records a line opens, each once. A consent opens its person; nothing of a withdrawn one is opened. */
function itemsOf({ deed, kind, rows }: Group, input: RecentInput): RecentChange['items'] {
  if (deed === 'remove' || deed === 'withdraw' || kind === 'importBatch') return [];
  const seen = new Set<RecordId>();
  return rows.slice(0, mostItems).flatMap((row) => {
    const { person } = (row as ConsentRow).values;
    const of = kind === 'consent' ? person && input.view.row('person', person) : row;
    // Without a title there is nobody to open: the person withdrew since (I14).
    const title = of ? input.titleOf(of) : '';
    if (!of || title === '' || seen.has(of.id)) return [];
    seen.add(of.id);
    return [{ kind: of.kind, id: of.id, title }];
  });
}

/** Each record once for everybody who wrote in it lately; somebody's two devices are one hand. */
function rowsByHand(input: RecentInput): readonly RecordRow[] {
  const { today, nameOfSlot, earlierOf } = input;
  const since = sinceMs(today);
  const rows = recentRows(input);
  const earlier = rows.flatMap((row) => {
    const names = new Set([nameOfSlot(row.updatedBy)]);
    return earlierOf(row).filter(({ updatedBy, updatedAt }) => {
      const name = nameOfSlot(updatedBy);
      if (names.has(name) || hlcToMs(updatedAt) < since) return false;
      names.add(name);
      return true;
    });
  });
  return earlier.length === 0 ? rows : [...rows, ...earlier].sort(byTime);
}

export function recentChanges(input: RecentInput): readonly RecentChange[] {
  const { view } = input;
  const batches = view.rows('importBatch') as readonly ImportBatchRow[];
  const ends = importEnds(view, batches);
  const rows = rowsByHand(input).filter((row) => !isOfImport(row, ends));
  return groupRows(rows)
    .slice(0, recentLimit)
    .map((group) => ({
      atMs: hlcToMs(group.first.updatedAt),
      text: `${input.nameOfSlot(group.first.updatedBy)} ${wordsOf(group, input)}`,
      kind: group.kind,
      id: group.first.id,
      items: itemsOf(group, input)
    }));
}
