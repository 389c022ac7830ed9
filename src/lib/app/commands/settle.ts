/**
 * Settles what two people wrote apart: one of the versions, all of a list, a third one, or a contested deletion either
 * way. Whatever is written has seen every version, so it stands alone on every device it reaches (merge/SPEC M2.4).
 */
import { deletionConflict } from '../../domain/conflicts';
import type { AnyField, RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';
import { canonicalJson, type Json } from '../../kernel/json';
import { err, ok, type Result } from '../../kernel/result';
import type { FieldConflict, FieldPatch, RecordChange, RecordConflict } from '../../storage/types';
import { conflictName, type OpenConflicts } from '../conflicts/open-conflicts';
import type { Settlement, ShownConflict } from '../conflicts/types';
import type { SessionContext } from '../session/context';
import type { SaveError, SaveResult } from '../types';
import { invalid } from './parse-values';
import { changesOf } from './save';

export interface SettleInput {
  readonly kind: RecordKind;
  readonly id: RecordId;
  readonly settlement: Settlement;
  /** Through the gate: what can't be seen can't be settled. */
  readonly shown: readonly ShownConflict[];
}

const isGone = (): SaveError => invalid({}, '这处不同写法刚刚已经处理过了');

export async function settle(context: SessionContext, input: SettleInput): Promise<SaveResult> {
  const { kind, id, settlement } = input;
  const { openConflicts } = context;
  const name = 'field' in settlement ? settlement.field : deletionConflict;
  const all = await openConflicts.of(kind, id);
  const conflict = all.find((each) => conflictName(each) === name);
  const isShown = input.shown.some((each) =>
    each.type === 'field' ? each.field === name : name === deletionConflict
  );
  if (!conflict || !isShown) return err(isGone());
  const made = await changesFor(context, input, conflict, all);
  if (!made.ok) return made;
  const committed = await context.commit(made.value);
  if (!committed.ok) return err({ type: 'commit', failure: committed.error });
  openConflicts.settled(committed.value, { kind, id, conflict });
  return ok({ id, receipt: committed.value });
}

async function changesFor(
  context: SessionContext,
  { kind, id, settlement }: SettleInput,
  conflict: RecordConflict,
  all: Awaited<ReturnType<OpenConflicts['of']>>
): Promise<Result<readonly RecordChange[], SaveError>> {
  if (settlement.type === 'delete') return ok([{ type: 'delete', kind, id }]);
  if (settlement.type === 'keep-record') return ok([{ type: 'undelete', kind, id }]);
  const { field: name } = settlement;
  const field = definitionOf(kind).fields[name];
  if (conflict.type !== 'field' || !field) return err(isGone());
  if (settlement.type === 'write') {
    // What the strictest version withholds is given back by a new consent alone.
    if (field.combine) {
      return err(invalid({}, '这一项按最严的一种执行；本人重新同意的，请登记新的同意'));
    }
    const made = await changesOf(context, kind, { id, values: { [name]: settlement.value } });
    return made.ok ? ok(made.value.changes) : made;
  }
  const value = settledValue(context, { kind, id, settlement, field, conflict });
  if (value === undefined) return err(isGone());
  const companions = settlement.type === 'keep' ? internalsOf(kind, all, settlement.version) : {};
  const patch = await context.deriver.derive(kind, { ...companions, [name]: value }, false);
  return ok([{ type: 'set', kind, id, values: patch }]);
}

function settledValue(
  context: SessionContext,
  {
    kind,
    id,
    settlement,
    field,
    conflict
  }: {
    readonly kind: RecordKind;
    readonly id: RecordId;
    readonly settlement: Extract<Settlement, { type: 'keep' | 'join' }>;
    readonly field: AnyField;
    readonly conflict: FieldConflict;
  }
): Json | undefined {
  if (field.combine) {
    const row = context.replica.view.row(kind, id);
    return (row?.values as FieldPatch | undefined)?.[settlement.field] ?? null;
  }
  if (settlement.type === 'keep') {
    return conflict.versions.find(({ slot }) => slot === settlement.version)?.value;
  }
  if (field.cardinality !== 'many') return undefined;
  const items = conflict.versions.flatMap(({ value }) =>
    Array.isArray(value) ? (value as readonly Json[]) : []
  );
  return [...new Map(items.map((item) => [canonicalJson(item), item])).values()];
}

/** A reading goes with the name it belongs to. */
function internalsOf(
  kind: RecordKind,
  all: readonly RecordConflict[],
  writer: string
): Record<string, Json> {
  const { fields } = definitionOf(kind);
  const own = all.flatMap((each) => {
    if (each.type !== 'field' || fields[each.field]?.input.type !== 'internal') return [];
    const version = each.versions.find(({ slot }) => slot === writer);
    return version ? [[each.field, version.value] as const] : [];
  });
  return Object.fromEntries(own);
}
