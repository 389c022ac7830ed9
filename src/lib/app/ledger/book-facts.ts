/** What an import has to know of the book. Undone imports count as never made, so that they can be made again. */
import { orgKey } from '../../exchange/ledger/org-match';
import { parseRememberedMapping } from '../../exchange/ledger/mapping-memory';
import type {
  EarlierImport,
  ExistingOrgNode,
  ExistingPerson
} from '../../exchange/ledger/dry-run-types';
import type { LedgerHints } from '../../exchange/ledger/types';
import type { ImportBatchRow } from '../../domain/import-batch/record';
import type { OrgNodeRow } from '../../domain/org-node/record';
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { SessionContext } from '../session/context';
import type { Pace } from './pace';

type Values = Readonly<Record<string, Json>>;

/** Stands in a person's `importRow` when the import that made the person was taken back. */
export const undoneMark = 'undone';

export const isUndone = (row: PersonRow): boolean =>
  row.isDeleted && !row.isLocked && row.values.importRow === undoneMark;

const batchesOf = (context: SessionContext): readonly ImportBatchRow[] =>
  (context.replica.view.rows('importBatch') as readonly ImportBatchRow[]).filter(
    (row) => !row.isDeleted
  );

/** Newest mapping first: the first one with a signature wins. */
export function readHints(context: SessionContext): LedgerHints {
  const batches = [...batchesOf(context)].sort((a, b) => b.createdAt - a.createdAt);
  return {
    enabledFields: [...context.settings().enabledFields],
    mappings: batches.flatMap(({ values }) => parseRememberedMapping(values.mapping) ?? []),
    currentYear: Number(context.clock.today().slice(0, 4)),
    today: context.clock.today()
  };
}

export async function readPeople(
  context: SessionContext,
  pace: Pace
): Promise<readonly ExistingPerson[]> {
  const people: ExistingPerson[] = [];
  for (const row of context.replica.view.rows('person') as readonly PersonRow[]) {
    await pace();
    if (isUndone(row)) continue;
    const isWithdrawn = context.people.gated(row.id)?.state === 'withdrawn';
    people.push({
      id: row.id,
      isHidden: row.isDeleted || row.isLocked || isWithdrawn,
      values: row.values as Values
    });
  }
  return people;
}

export const readOrgNodes = (context: SessionContext): readonly ExistingOrgNode[] =>
  (context.replica.view.rows('orgNode') as readonly OrgNodeRow[]).flatMap((row) => {
    const { level, name, parent } = row.values;
    const isPlace = level === 'community' || level === 'grid' || level === 'building';
    if (row.isDeleted || !isPlace || name === undefined) return [];
    return [{ id: row.id, level, name, ...(parent === undefined ? {} : { parentId: parent }) }];
  });

/** A sheet as far as an earlier import of the same ledger is recognised by it. */
export interface LedgerIdentity {
  readonly headerSignature: string;
  readonly community: string | undefined;
}

/** What earlier imports of these ledgers wrote, person by person. */
export async function readEarlier(
  context: SessionContext,
  ledgers: readonly LedgerIdentity[],
  pace: Pace
): Promise<EarlierImport['people']> {
  const keys = new Set(ledgers.map(ledgerKey));
  const batchIds = new Set<RecordId>();
  for (const { id, values } of batchesOf(context)) {
    const node = values.community && context.replica.view.row('orgNode', values.community);
    const community = node ? (node as OrgNodeRow).values.name : undefined;
    const headerSignature = values.headerSignature ?? '';
    if (keys.has(ledgerKey({ headerSignature, community }))) batchIds.add(id);
  }
  if (batchIds.size === 0) return [];
  const people: { id: RecordId; values: Values }[] = [];
  for (const row of context.replica.view.rows('person') as readonly PersonRow[]) {
    await pace();
    const { importBatch } = row.values;
    if (row.isDeleted || importBatch === undefined || !batchIds.has(importBatch)) continue;
    people.push({ id: row.id, values: await importedValues(context, row) });
  }
  return people;
}

const ledgerKey = ({ headerSignature, community }: LedgerIdentity): string =>
  JSON.stringify([
    headerSignature,
    community === undefined ? null : orgKey('community', community)
  ]);

/** The values that imports wrote: all of them while nobody touched the person, else read from the history. */
async function importedValues(context: SessionContext, row: PersonRow): Promise<Values> {
  if (row.updatedAt === row.createdAt) return row.values as Values;
  const values: Record<string, Json> = {};
  for (const step of await context.replica.history('person', row.id)) {
    if (!step.changes.some(({ field, after }) => field === 'importBatch' && after !== null))
      continue;
    for (const { field, after } of step.changes) values[field] = after;
  }
  return values;
}
