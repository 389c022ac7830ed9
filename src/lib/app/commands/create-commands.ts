/** The commands of an open session as one value. */
import { definitionOf, recordKinds } from '../../domain/registry';
import type { AnyField, RecordKind } from '../../domain/field';
import type { RecordId } from '../../kernel/ids';
import { err, ok } from '../../kernel/result';
import type { RecordChange, Replica } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { Commands, Queries } from '../types';
import { auditChange, namesPerson } from './audit';
import { registerConsents, undoWithdrawal, withdrawConsent } from './consents';
import { eraseLifeEvents, erasePerson } from './erase';
import { reassignWork } from './reassign';
import { saveReception } from './reception';
import { saveRecord, saveRecords } from './save';
import { settle } from './settle';
import { saveVisitRule } from './visit-rules';
import { declineTask, postponeTask, reopenTask } from './visit-tasks';

export function createCommands(
  context: SessionContext,
  { conflictsOf }: Pick<Queries, 'conflictsOf'>
): Commands {
  const mark = (kind: RecordKind, ids: readonly RecordId[], type: 'delete' | 'undelete') =>
    context.commit(ids.map((id): RecordChange => ({ type, kind, id })));
  return afterOpening<Commands>(context.replica, {
    save: (kind, id, values) => saveRecord(context, kind, id, values),
    saveMany: (kind, records) => saveRecords(context, kind, records),
    saveReception: (id, values, follow) => saveReception(context, id, values, follow),
    remove: (kind, ids) => mark(kind, ids, 'delete'),
    restore: (kind, ids) => mark(kind, ids, 'undelete'),
    async undo(receipt) {
      const undone = await context.act(() => context.replica.undo(receipt));
      if (undone.ok) context.openConflicts.undone(receipt);
      return undone;
    },
    async settle(kind, id, settlement) {
      return settle(context, { kind, id, settlement, shown: await conflictsOf(kind, id) });
    },
    registerConsents: (input, onProgress) => registerConsents(context, input, onProgress),
    withdrawConsent: (person, purposes) => withdrawConsent(context, person, purposes),
    async unlockPerson(person) {
      const undone = await undoWithdrawal(context, person);
      return undone.ok ? ok(undefined) : undone;
    },
    declineTask: (task, reason) => declineTask(context, task, reason),
    postponeTask: (task, to, reason) => postponeTask(context, task, to, reason),
    reopenTask: (task) => reopenTask(context, task),
    reassignWork: (from, to, refs) => reassignWork(context, from, to, refs),
    saveVisitRule: (id, values) => saveVisitRule(context, id, values),
    eraseLifeEvents: (ids) => eraseLifeEvents(context, ids),
    erasePerson: (person, reason) => erasePerson(context, person, reason),
    async recordDisclosure(recipient, purpose) {
      if (namesPerson(context, `${recipient} ${purpose}`)) return err({ type: 'names-person' });
      const count = context.people.snapshot.get().all.length;
      const audit = auditChange(context, { action: 'disclosure', recipient, purpose, count });
      const committed = await context.commit([audit]);
      return committed.ok ? ok(undefined) : committed;
    },
    async revealField(personId, field, reason) {
      const person = context.people.gated(personId);
      const value = (person?.values as Readonly<Record<string, unknown>> | undefined)?.[field];
      const definition: AnyField | undefined = definitionOf('person').fields[field];
      if (!definition || value === undefined) return err({ type: 'unknown-record', id: personId });
      const audit = auditChange(context, {
        action: 'reveal',
        purpose: reason === '' ? '查看' : reason,
        count: 1,
        people: [personId],
        fields: [definition.label]
      });
      // Written down first: what can't be recorded isn't shown.
      const committed = await context.commit([audit]);
      return committed.ok ? ok(definition.format(value, { nameOf: () => undefined })) : committed;
    }
  });
}

/** A command looks before it writes: each waits until the rows of every kind may be asked for. */
function afterOpening<T extends Record<keyof T, (...args: never[]) => Promise<unknown>>>(
  { view, whenOpen }: Pick<Replica, 'view' | 'whenOpen'>,
  commands: T
): T {
  const waiting = Object.entries<(...args: never[]) => Promise<unknown>>(commands).map(
    ([name, run]) => [
      name,
      async (...args: never[]) => {
        if (!view.isOpen(recordKinds)) await whenOpen();
        return run(...args);
      }
    ]
  );
  return Object.fromEntries(waiting) as T;
}
