/**
 * 清除个人信息 (I7, PIPL 47): the person's record, consents, relations, visits and care leave log and projections.
 * What stays are counts and marks that name nobody (erased-marks.ts): each visit is written again without the person, as one unnamed person more.
 */
import type { HouseholdRow } from '../../domain/household/record';
import type { RelationRow } from '../../domain/relation/record';
import type { VisitRow, VisitValues } from '../../domain/visit/record';
import { createRecordId, type RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { ok, type Result } from '../../kernel/result';
import type { CommitFailure, FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';
import { auditChange } from './audit';
import { markErased } from './erased-marks';

export type EraseReason = 'request' | 'withdrawn' | 'no-basis';

/** Content goes with the last named person; where others remain it is theirs too and stays. */
function withoutPerson(values: VisitValues, person: RecordId): FieldPatch {
  const { content, concerns, importRow: _row, ...counted } = values;
  const people = (values.people ?? []).filter((id) => id !== person);
  const kept: Record<string, Json | undefined> = {
    ...(counted as FieldPatch),
    people,
    unnamedPersons: (values.unnamedPersons ?? 0) + 1,
    ...(people.length > 0 ? { content, concerns } : {})
  };
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );
}

const careKinds = ['lifeEvent', 'pairing', 'visitTask'] as const;

interface ErasePlan {
  readonly erased: readonly RecordId[];
  readonly rewritten: readonly RecordChange[];
}

function planErasure(context: SessionContext, person: RecordId): ErasePlan {
  const { view } = context.replica;
  const visits = (view.rows('visit') as readonly VisitRow[]).filter((row) =>
    row.values.people?.includes(person)
  );
  const relations = (view.rows('relation') as readonly RelationRow[]).filter(
    (row) => row.values.first === person || row.values.second === person
  );
  const households = (view.rows('household') as readonly HouseholdRow[]).filter(
    (row) => row.values.contact === person || row.values.members?.includes(person)
  );
  const rewritten = [
    ...visits
      .filter((row) => !row.isDeleted)
      .map((row): RecordChange => ({
        type: 'create',
        kind: 'visit',
        id: createRecordId(context.random),
        values: withoutPerson(row.values, person)
      })),
    ...households.map((row): RecordChange => {
      const members = (row.values.members ?? []).filter((id) => id !== person);
      const contact = row.values.contact === person ? null : (row.values.contact ?? null);
      return { type: 'set', kind: 'household', id: row.id, values: { members, contact } };
    })
  ];
  const care = careKinds.flatMap((kind) =>
    view.rows(kind).filter(({ values }) => (values as { person?: RecordId }).person === person)
  );
  const consents = context.people.consentsOf(person);
  const erased = [person, ...[...consents, ...relations, ...visits, ...care].map((row) => row.id)];
  return { erased, rewritten };
}

export async function erasePerson(
  context: SessionContext,
  person: RecordId,
  reason: EraseReason
): Promise<Result<void, CommitFailure>> {
  const { erased, rewritten } = planErasure(context, person);
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
  const purpose = '家中大事到期清除';
  const audit = auditChange(context, { action: 'erase', purpose, count: ids.length });
  const committed = await context.commit([audit]);
  if (!committed.ok) return committed;
  return context.act(() => context.replica.erase(ids, 'expired-event'));
}
