/** From a dry run and what was ticked in it to changes as plain data; the app commits them in one step (I11). */
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
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
  const same = new Map((decisions.same ?? []).map(({ rowKey, is }) => [rowKey, is]));
  const overwrite = new Set((decisions.overwrite ?? []).map(fieldKey));
  const keep = new Set((decisions.keep ?? []).map(fieldKey));
  const takes = (id: RecordId, { field, isEditedHere }: FieldDifference): boolean =>
    !keep.has(fieldKey({ id, field })) && (!isEditedHere || overwrite.has(fieldKey({ id, field })));
  const changes = new Map<RecordId, ProposedChange>();
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
    else if (item.type === 'changed') set(item.id, item.differences);
    else if (item.type === 'probably-same') {
      const is = same.get(item.row.rowKey);
      if (is === 'new') changes.set(item.id, create(item.id, item.values));
      else if (is !== undefined) set(is, differencesFor(item, is));
    }
  }
  return [...neededNodes(run, [...changes.values()]), ...changes.values()];
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
  const needed = new Set<Json>(changes.flatMap((each) => Object.values(each.values)));
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
