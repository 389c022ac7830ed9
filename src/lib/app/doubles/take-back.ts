/**
 * Takes a merge back, also long after it and from another device: the link goes, so all that is about the record is its
 * own again, and of what the standing record took in that very save comes back what nobody has changed since. What the
 * save did stands in the history of both records.
 */
import type { PersonRow } from '../../domain/person/record';
import type { Hlc } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import { equalJson, type Json } from '../../kernel/json';
import { err, type Result } from '../../kernel/result';
import type { CommitFailure, CommitReceipt, HistoryStep, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';

const momentOf = ({ slot, atMs }: HistoryStep): string => `${slot} ${atMs}`;

/** Whether a step linked the record to another one. */
const links = (step: HistoryStep, into: RecordId): boolean =>
  step.changes.some(
    ({ field, before, after }) =>
      field === 'mergedInto' && idsIn(after).includes(into) && !equalJson(before, after)
  );

const idsIn = (value: Json): readonly Json[] =>
  Array.isArray(value) ? (value as readonly { readonly id: Json }[]).map((link) => link.id) : [];

export async function takeBack(
  context: SessionContext,
  from: RecordId,
  into: RecordId
): Promise<Result<CommitReceipt, CommitFailure>> {
  const { replica } = context;
  const row = replica.view.stored.row('person', from) as PersonRow | undefined;
  const present = row?.values.mergedInto ?? [];
  const left = present.filter(({ id }) => id !== into);
  if (left.length === present.length) return err({ type: 'unknown-record', id: from });
  const merges = new Set(
    (await replica.history('person', from)).filter((step) => links(step, into)).map(momentOf)
  );
  const taken = (await replica.history('person', into)).filter((step) =>
    merges.has(momentOf(step))
  );
  const before: Record<string, Json> = {};
  const after: Record<string, Json> = {};
  for (const { field, ...values } of taken.flatMap(({ changes }) => changes)) {
    if (!(field in before)) before[field] = values.before;
    after[field] = values.after;
  }
  const of = (id: RecordId, values: Readonly<Record<string, Json>>): RecordChange => ({
    type: 'set',
    kind: 'person',
    id,
    values
  });
  // As a save that had just been made: storage then leaves alone what has been changed since.
  const receipt: CommitReceipt = {
    hlc: 0 as Hlc,
    changedIds: [from, into],
    inverse: [of(into, before), of(from, { mergedInto: left })],
    written: [of(into, after), of(from, { mergedInto: present })],
    entryCount: 0
  };
  return context.act(() => replica.undo(receipt));
}
