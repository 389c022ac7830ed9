/**
 * What was answered to “is this row somebody known?”, so that a later ledger with the same row does not ask from the
 * beginning: the person carries a mark of the row, derived with a secret of the space from what tells people apart.
 * A mark names nobody, and goes with the person when the person is erased (I7).
 */
import type { PersonRow } from '../../domain/person/record';
import type { DryRun, DryRunDecisions, DryRunItem } from '../../exchange/ledger/dry-run-types';
import { identityKeys } from '../../exchange/ledger/identity';
import { decidedRows, finalId } from '../../exchange/ledger/propose-changes';
import type { RecordId } from '../../kernel/ids';
import { canonicalJson } from '../../kernel/json';
import type { RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { ImportIds } from './import-ids';

type Asked = DryRunItem & { readonly type: 'probably-same' };

/** Marks a person keeps at most; the oldest go first. */
const mostMarks = 12;

const askedRows = ({ items }: DryRun): readonly Asked[] =>
  items.filter((item): item is Asked => item.type === 'probably-same');

/** The same facts about a person have the same mark in every ledger and on every device of the space. */
async function marksOf(run: DryRun, importIds: ImportIds): Promise<ReadonlyMap<RecordId, string>> {
  const keys = new Map(
    askedRows(run).map(({ id, row: { values } }) => {
      const {
        idNumber = null,
        namePhones,
        birthMonth = null,
        name = null
      } = identityKeys({ values });
      const facts = { idNumber, phones: [...namePhones].sort(), birthMonth, name };
      return [id, `is:${canonicalJson(facts)}`] as const;
    })
  );
  const ids = await importIds([...new Set(keys.values())]);
  return new Map([...keys].flatMap(([id, key]) => [[id, ids.get(key) ?? ''] as const]));
}

const isHere = ({ isDeleted, isLocked }: PersonRow): boolean => !isDeleted && !isLocked;

function holders(context: SessionContext): ReadonlyMap<string, RecordId> {
  const rows = context.replica.view.rows('person') as readonly PersonRow[];
  return new Map(
    rows
      .filter(isHere)
      .flatMap(({ id, values }) => (values.importKeys ?? []).map((mark) => [mark, id] as const))
  );
}

/** By row: the candidate that an earlier import was told it is. */
export async function rememberedAnswers(
  context: SessionContext,
  run: DryRun,
  importIds: ImportIds
): Promise<ReadonlyMap<RecordId, RecordId>> {
  const byMark = holders(context);
  if (byMark.size === 0) return new Map();
  const marks = await marksOf(run, importIds);
  const personOf = (row: RecordId): RecordId | undefined => byMark.get(marks.get(row) ?? '');
  return new Map(
    askedRows(run).flatMap(({ id, candidates }) => {
      const person = personOf(id);
      if (person === undefined) return [];
      const same = candidates.find((each) => each.id === person || personOf(each.id) === person);
      return same ? [[id, same.id] as const] : [];
    })
  );
}

/** Writes the answers down with the changes of an import. Rows alike that are different people teach nothing. */
export async function rememberAnswers(
  context: SessionContext,
  run: DryRun,
  decisions: DryRunDecisions,
  importIds: ImportIds,
  changes: readonly RecordChange[]
): Promise<readonly RecordChange[]> {
  const decided = decidedRows(run, decisions);
  if (decided.size === 0) return changes;
  const marks = await marksOf(run, importIds);
  const { view } = context.replica;
  const made = new Set(changes.map(({ id }) => id));
  const people = new Map<string, Set<RecordId>>();
  for (const [row] of decided) {
    const end = finalId(row, decided);
    const person = made.has(end) || view.row('person', end) ? end : row;
    const mark = marks.get(row) ?? '';
    people.set(mark, (people.get(mark) ?? new Set()).add(person));
  }
  const before = holders(context);
  const next = new Map<RecordId, readonly string[]>();
  const marksHeld = (id: RecordId): readonly string[] =>
    next.get(id) ?? (view.row('person', id) as PersonRow | undefined)?.values.importKeys ?? [];
  for (const [mark, [person, ...others]] of people) {
    if (person === undefined) continue;
    const holder = before.get(mark);
    if (holder !== undefined && (holder !== person || others.length > 0)) {
      next.set(
        holder,
        marksHeld(holder).filter((each) => each !== mark)
      );
    }
    if (others.length > 0 || holder === person) continue;
    next.set(person, [...marksHeld(person), mark].slice(-mostMarks));
  }
  return withMarks(changes, next);
}

function withMarks(
  changes: readonly RecordChange[],
  marks: ReadonlyMap<RecordId, readonly string[]>
): readonly RecordChange[] {
  const left = new Map(marks);
  const merged = changes.map((change): RecordChange => {
    const importKeys = left.get(change.id);
    if (!importKeys || (change.type !== 'create' && change.type !== 'set')) return change;
    left.delete(change.id);
    return { ...change, values: { ...change.values, importKeys } };
  });
  const alone = [...left].map(([id, importKeys]): RecordChange => ({
    type: 'set',
    kind: 'person',
    id,
    values: { importKeys }
  }));
  return [...merged, ...alone];
}
