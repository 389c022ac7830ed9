/**
 * A visit through the consent gate (I14): people who may not be named are counted only, and unless all of them
 * agreed to visits, what was written about the visit is hidden; date, method and sums stay counted.
 */
import type { RecordId } from '../../kernel/ids';
import type { VisitRow, VisitValues } from '../visit/record';
import type { GatedPerson } from './gate';

export interface GatedVisit {
  readonly id: RecordId;
  readonly values: VisitValues;
  /** People of the visit who may be named. */
  readonly people: readonly GatedPerson[];
  readonly hiddenPeople: number;
  /** False when content, concerns, gifts and the next date are withheld. */
  readonly isTextShown: boolean;
}

const textFields = ['content', 'concerns', 'gifts', 'nextOn', 'household'] as const;

/** @param personOf the gated person; undefined for withdrawn, locked, deleted and erased people. */
export function gateVisit(
  row: VisitRow,
  personOf: (id: RecordId) => GatedPerson | undefined
): GatedVisit {
  const ids = row.values.people ?? [];
  const people = ids.flatMap((id) => {
    const person = personOf(id);
    return person && person.state !== 'withdrawn' ? [person] : [];
  });
  const hiddenPeople = ids.length - people.length;
  const isTextShown =
    hiddenPeople === 0 && people.every((person) => person.purposes.includes('visit'));
  const visible: Record<string, unknown> = { ...row.values };
  if (ids.length > 0) visible['people'] = people.map((person) => person.id);
  if (!isTextShown) for (const name of textFields) delete visible[name];
  return { id: row.id, values: visible as VisitValues, people, hiddenPeople, isTextShown };
}
