/** Entries of a book against the workbook: new, here already, or not to come back. Writes nothing. */
import type { ParsedRecord } from '../../../exchange/ledger/types';
import { assert } from '../../../kernel/assert';
import type { RecordId } from '../../../kernel/ids';
import type { RecordRow } from '../../../domain/record';
import type { RecordKind } from '../../../domain/field';
import { undoneMark } from '../book-facts';
import type { ReadSheet } from '../check-ledger';
import type { JobDeps } from '../job-deps';
import type { RecordLine, RecordsCheck, RecordState } from '../types';
import { checkRolls, type CheckedRoll } from './check-rolls';
import { nameQuestions, questionKey } from './name-questions';

export interface CheckedRecord {
  readonly record: ParsedRecord;
  readonly id: RecordId;
  /** Of the needs that grow out of it, in order. */
  readonly needIds: readonly RecordId[];
  readonly state: RecordState;
}

/** In the order of the files. A second row that says the very same is a second entry. */
const entryKeys = (records: readonly ParsedRecord[]): readonly string[] => {
  const times = new Map<string, number>();
  return records.map(({ key }) => {
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return `entry:${key}${time === 1 ? '' : `#${time}`}`;
  });
};

const needKey = (entry: string, index: number): string => `${entry}/need/${index + 1}`;

/** An entry of an import that was taken back may be made again. */
export const isUndoneRecord = (row: RecordRow): boolean =>
  row.isDeleted &&
  !row.isLocked &&
  (row.values as { readonly importRow?: unknown }).importRow === undoneMark;

function stateOf({ context, isErased }: JobDeps, kind: RecordKind, id: RecordId): RecordState {
  if (isErased(id)) return 'blocked';
  const row = context.replica.view.row(kind, id);
  if (!row || isUndoneRecord(row)) return 'new';
  return row.isDeleted ? 'blocked' : 'same';
}

export async function checkRecords(
  deps: JobDeps,
  sheets: readonly ReadSheet[]
): Promise<{
  readonly records: readonly CheckedRecord[];
  readonly rolls: readonly CheckedRoll[];
  readonly check: RecordsCheck;
}> {
  await deps.context.replica.whenOpen();
  const parsed = sheets.flatMap((sheet) => sheet.parsed.records);
  const keys = entryKeys(parsed);
  const ids = await deps.importIds(
    parsed.flatMap(({ needs }, index) => {
      const key = keys[index] ?? '';
      return [key, ...needs.map((_need, at) => needKey(key, at))];
    })
  );
  const idOf = (key: string): RecordId => {
    const id = ids.get(key);
    assert(id !== undefined, 'every key has its id');
    return id;
  };
  const records: CheckedRecord[] = [];
  for (const [index, record] of parsed.entries()) {
    await deps.pace();
    const key = keys[index] ?? '';
    const id = idOf(key);
    const needIds = record.needs.map((_need, at) => idOf(needKey(key, at)));
    records.push({ record, id, needIds, state: stateOf(deps, record.kind, id) });
  }
  const fresh = records.filter(({ state }) => state === 'new');
  const counts: Record<RecordState, number> = { new: 0, same: 0, blocked: 0 };
  for (const { state } of records) counts[state]++;
  const names = new Map(sheets.map(({ sheet }) => [sheet.proposal.sheetKey, sheet.proposal]));
  const lines = records.map(({ record, id, state }): RecordLine => ({
    id,
    state,
    kind: record.kind,
    about: record.about,
    values: record.values,
    needs: record.needs.length,
    place: `${names.get(record.sheetKey)?.sheetName ?? ''} 第 ${record.row} 行`
  }));
  const rolls = checkRolls(deps.context, sheets, records);
  return {
    records,
    rolls,
    check: {
      lines,
      counts,
      rolls: rolls.map(({ question }) => question),
      named: fresh.flatMap(({ id, record: { kind, people } }) =>
        kind === 'activity' ? people.map((each) => ({ activity: id, name: questionKey(each) })) : []
      ),
      names: await nameQuestions(deps.context, [
        ...fresh.flatMap(({ record }) => record.people),
        ...rolls.flatMap(({ entries }) => entries.map(({ named }) => named))
      ])
    }
  };
}
