/**
 * From a dry run and what was ticked in it to changes as plain data; the app commits them in one step (I11).
 * Two rows of one new person become one: the first row stands, the second fills what it lacks and adds to sets.
 */
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import { differencesOf } from './differences';
import type {
  DryRun,
  DryRunDecisions,
  DryRunItem,
  FieldDifference,
  ProposedChange
} from './dry-run-types';

export function proposeChanges(
  run: DryRun,
  decisions: DryRunDecisions = {}
): readonly ProposedChange[] {
  const decided = decidedRows(run, decisions);
  const overwrite = new Set((decisions.overwrite ?? []).map(fieldKey));
  const keep = new Set((decisions.keep ?? []).map(fieldKey));
  const takes = (id: RecordId, { field, hold }: FieldDifference): boolean =>
    hold === undefined
      ? !keep.has(fieldKey({ id, field }))
      : overwrite.has(fieldKey({ id, field }));
  const bring = new Set(decisions.bring ?? []);
  const changes = new Map<RecordId, ProposedChange>();
  const known = knownPeople(run);
  const isKnown = (id: RecordId): boolean => known.has(id);
  const set = (id: RecordId, differences: readonly FieldDifference[]): void => {
    const taken = differences.filter((difference) => takes(id, difference));
    if (taken.length === 0) return;
    const before = changes.get(id);
    const values = Object.fromEntries(taken.map(({ field, after }) => [field, after]));
    changes.set(
      id,
      before ? { ...before, values: { ...before.values, ...values } } : change('set', id, values)
    );
  };
  for (const item of run.items) {
    if (item.type === 'new') changes.set(item.id, create(item.id, item.values));
    else if (item.type === 'erased' && bring.has(item.id))
      changes.set(item.id, create(item.id, item.values));
    else if (item.type === 'changed') set(item.id, item.differences);
    else if (item.type === 'probably-same') {
      const is = decided.get(item.id);
      if (is === undefined) continue;
      const target = is === 'new' ? item.id : finalId(is, decided);
      const made = changes.get(target);
      if (made?.type === 'create') {
        const added = addedBy(item, made).filter((difference) => takes(is as RecordId, difference));
        changes.set(target, filledUp(made, added));
      } else if (is !== 'new' && isKnown(target)) set(target, differencesFor(item, is));
      // The earlier row it was said to be was itself left out: somebody new after all.
      else changes.set(item.id, create(item.id, item.values));
    }
  }
  return [...neededNodes(run, [...changes.values()]), ...changes.values()];
}

/** By row id; rowKeys are unique in their file only. */
export function decidedRows(
  run: DryRun,
  { same = [] }: DryRunDecisions
): ReadonlyMap<RecordId, RecordId | 'new'> {
  const byKey = new Map(
    same.map(({ sheetKey, rowKey, is }) => [JSON.stringify([sheetKey ?? '', rowKey]), is])
  );
  const decided = new Map<RecordId, RecordId | 'new'>();
  for (const item of run.items) {
    if (item.type !== 'probably-same') continue;
    const { sheetKey, rowKey } = item.row;
    const is =
      byKey.get(JSON.stringify([sheetKey, rowKey])) ?? byKey.get(JSON.stringify(['', rowKey]));
    if (is !== undefined) decided.set(item.id, is);
  }
  return decided;
}

/** Follows "the same as that earlier row" to the person the first of them is written to. Candidates lie before. */
export function finalId(id: RecordId, decided: ReadonlyMap<RecordId, RecordId | 'new'>): RecordId {
  const next = decided.get(id);
  return next === undefined || next === 'new' ? id : finalId(next, decided);
}

/** People of the workbook among those the run speaks of. */
function knownPeople(run: DryRun): ReadonlySet<RecordId> {
  const known = new Set<RecordId>();
  for (const item of run.items) {
    if (item.type === 'same' || item.type === 'changed') known.add(item.id);
    if (item.type !== 'probably-same') continue;
    for (const candidate of item.candidates) {
      if (candidate.sameAsRow === undefined) known.add(candidate.id);
    }
  }
  return known;
}

/** Against what the rows before have made of the person: there may be more than one. */
const addedBy = (
  { row: { inferred }, values: ledger }: DryRunItem & { type: 'probably-same' },
  { values: here }: ProposedChange
): readonly FieldDifference[] => differencesOf({ ledger, inferred, here, isEarlierRow: true });

function filledUp(made: ProposedChange, added: readonly FieldDifference[]): ProposedChange {
  const filled = Object.fromEntries(added.map(({ field, after }) => [field, after]));
  return { ...made, values: { ...made.values, ...filled } };
}

const fieldKey = ({ id, field }: { id: RecordId; field: string }): string => `${id} ${field}`;

const change = (
  type: 'create' | 'set',
  id: RecordId,
  values: Readonly<Record<string, Json>>
): ProposedChange => ({ type, kind: 'person', id, values });

/** Somebody new is 在册 unless the remarks said otherwise. */
const create = (id: RecordId, values: Readonly<Record<string, Json>>): ProposedChange =>
  change('create', id, { status: 'active', ...values });

const differencesFor = (
  item: DryRunItem & { type: 'probably-same' },
  is: RecordId
): readonly FieldDifference[] =>
  item.candidates.find((candidate) => candidate.id === is)?.differences ?? [];

/** Only nodes that some change refers to, and their parents, in order from above. */
function neededNodes(run: DryRun, changes: readonly ProposedChange[]): readonly ProposedChange[] {
  const proposed = new Set<Json>(run.orgProposals.map(({ id }) => id));
  const needed = new Set<Json>();
  for (const { values } of proposed.size > 0 ? changes : []) {
    for (const value of Object.values(values)) if (proposed.has(value)) needed.add(value);
  }
  for (const node of [...run.orgProposals].reverse()) {
    if (needed.has(node.id) && node.parentId !== undefined) needed.add(node.parentId);
  }
  return run.orgProposals
    .filter((node) => needed.has(node.id))
    .map(({ id, level, name, parentId }) => ({
      type: 'create',
      kind: 'orgNode',
      id,
      values: { level, name, ...(parentId === undefined ? {} : { parent: parentId }) }
    }));
}
