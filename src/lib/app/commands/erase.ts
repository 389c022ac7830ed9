/**
 * 清除个人信息 (I7, PIPL 47): the person's record and all that is about the person alone leave log and projections;
 * what others share and what is only a number is written again without the person, and what refers to it follows.
 * Marks that name nobody (erased-marks.ts) keep the next ledger from bringing the person back.
 */
import { erasureOf, followRefs } from '../../domain/erasure';
import type { RecordKind } from '../../domain/field';
import type { RecordRow } from '../../domain/record';
import { definitionOf, namingKinds, workKinds } from '../../domain/registry';
import { createRecordId, type RecordId } from '../../kernel/ids';
import { ok, type Result } from '../../kernel/result';
import type { CommitFailure, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import { auditChange } from './audit';
import { markErased } from './erased-marks';

export type EraseReason = 'request' | 'withdrawn' | 'no-basis';

interface ErasePlan {
  readonly erased: readonly RecordId[];
  readonly rewritten: readonly RecordChange[];
}

function planErasure(context: SessionContext, id: RecordId): ErasePlan {
  const { view } = context.replica;
  const person = view.standing(id);
  // All that was ever written about the person, under whichever record.
  const erased = new Set(view.mergedOf(person)?.members ?? [person]);
  const changes = new Map<RecordId, Exclude<RecordChange, { type: 'delete' | 'undelete' }>>();
  const nextId = new Map<RecordId, RecordId>();
  // Row by row: of two that say the same of one person's two records a list shows one, and both name the person.
  const rowsOf = (kind: RecordKind): readonly RecordRow[] =>
    view.stored.rows(kind).flatMap(({ id }) => view.row(kind, id) ?? []);
  for (const kind of namingKinds) {
    const shown = new Set(view.rows(kind).map(({ id: rowId }) => rowId));
    for (const row of rowsOf(kind)) {
      const step = erasureOf(definitionOf(kind), row, person);
      if (step.type === 'gone' || step.type === 'rewritten') erased.add(row.id);
      if (step.type === 'mended') {
        changes.set(row.id, { type: 'set', kind, id: row.id, values: step.patch });
      }
      // A twin is counted by the row that stands for both.
      if (step.type === 'rewritten' && shown.has(row.id)) {
        const id = createRecordId(context.random);
        nextId.set(row.id, id);
        changes.set(id, { type: 'create', kind, id, values: step.values });
      }
    }
  }
  if (nextId.size > 0) {
    for (const kind of workKinds) {
      for (const row of rowsOf(kind)) {
        if (erased.has(row.id) || row.isDeleted) continue;
        const patch = followRefs(definitionOf(kind), row.values, nextId);
        if (!patch) continue;
        const before = changes.get(row.id)?.values ?? {};
        changes.set(row.id, { type: 'set', kind, id: row.id, values: { ...patch, ...before } });
      }
    }
    for (const change of changes.values()) {
      const patch = followRefs(definitionOf(change.kind), change.values, nextId);
      if (patch) changes.set(change.id, { ...change, values: { ...change.values, ...patch } });
    }
  }
  return { erased: [...erased], rewritten: [...changes.values()] };
}

export async function erasePerson(
  context: SessionContext,
  person: RecordId,
  reason: EraseReason
): Promise<Result<void, CommitFailure>> {
  const { erased, rewritten } = planErasure(context, person);
  const allowed = context.replica.mayErase(erased.length);
  if (!allowed.ok) return allowed;
  const audit = auditChange(context, { action: 'erase', purpose: reasonWords[reason], count: 1 });
  // Whoever was never asked said nothing about coming back.
  const marks = reason === 'no-basis' ? [] : await markErased(context, person);
  const committed = await context.commit([...rewritten, ...marks, audit]);
  if (!committed.ok) return committed;
  const done = await context.act(() => context.replica.erase(erased, reason));
  return done.ok ? ok(undefined) : done;
}

const reasonWords: Record<EraseReason, string> = {
  request: '本人要求清除',
  withdrawn: '撤回同意后到期清除',
  'no-basis': '未取得同意到期清除'
};

/** Events at home are kept no longer than was said (DOMAIN D2 LifeEvent). */
export async function eraseLifeEvents(
  context: SessionContext,
  ids: readonly RecordId[]
): Promise<Result<void, CommitFailure>> {
  const allowed = context.replica.mayErase(ids.length);
  if (!allowed.ok) return allowed;
  const purpose = '家中大事到期清除';
  const audit = auditChange(context, { action: 'erase', purpose, count: ids.length });
  const committed = await context.commit([audit]);
  if (!committed.ok) return committed;
  return context.act(() => context.replica.erase(ids, 'expired-event'));
}
