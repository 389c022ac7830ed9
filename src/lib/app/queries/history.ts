/** The history of a record as it may be shown, with the names of who wrote it (I14, UX rule 5). */
import type { AnyField, RecordKind } from '../../domain/field';
import { gateHistory, type PastChange } from '../../domain/consent/gate-history';
import type { GatedPerson } from '../../domain/consent/gate';
import { definitionOf } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';
import type { HistoryStep, Replica } from '../../storage/types';
import type { ShownStep } from '../types';
import type { PeopleIndex } from './people-index';

/** Of a person what was agreed to; of someone who can't be shown nothing. */
function gatePersonSteps(
  person: GatedPerson | undefined,
  steps: readonly HistoryStep[]
): readonly Omit<ShownStep, 'by'>[] {
  if (!person || person.state === 'withdrawn') return [];
  const { fields } = definitionOf('person');
  const isOpen = (field: AnyField | undefined): boolean =>
    field !== undefined && (field.consent === 'none' || person.purposes.includes(field.consent));
  const gate = (change: PastChange) =>
    isOpen(fields[change.field])
      ? { ...change, isHidden: false }
      : { field: change.field, before: null, after: null, isHidden: true };
  return steps.map((step) => ({ ...step, changes: step.changes.map(gate) }));
}

export async function shownHistory(
  replica: Replica,
  people: PeopleIndex,
  nameOfSlot: (slot: string) => string,
  kind: RecordKind,
  id: RecordId
): Promise<readonly ShownStep[]> {
  const steps = await replica.history(kind, id);
  const row = replica.view.row(kind, id);
  if (!row) return [];
  const gated =
    kind === 'person'
      ? gatePersonSteps(people.gated(id), steps)
      : gateHistory(definitionOf(kind), steps, row, people.gated);
  return gated.map((step) => ({ ...step, by: nameOfSlot(step.slot) }));
}
