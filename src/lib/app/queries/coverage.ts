/** Coverage through the gate: only people who agreed to visits, and of households only those members. */
import { computeCoverage, type Coverage } from '../../domain/visit-coverage/coverage';
import type { HouseholdRow } from '../../domain/household/record';
import { runsOn, type PairingRow } from '../../domain/pairing/record';
import type { IsoDate } from '../../kernel/dates';
import type { RecordView } from '../../storage/types';
import type { PeopleSnapshot, VisitItem, VisitTasksView } from '../types';

interface CoverageInput {
  readonly view: RecordView;
  readonly people: PeopleSnapshot;
  readonly visits: readonly VisitItem[];
  readonly tasks: VisitTasksView;
}

type Bookkeeping = { readonly isDeleted: boolean; readonly isLocked: boolean };
const isLive = (row: Bookkeeping): boolean => !row.isDeleted && !row.isLocked;

export function coverageOf({ view, people, visits, tasks }: CoverageInput): Coverage {
  const covered = people.all.filter((person) => person.counted.visit);
  const isCovered = new Set(covered.map(({ id }) => id));
  const isPast = (on: IsoDate | undefined): on is IsoDate => on !== undefined && on <= tasks.today;
  return computeCoverage({
    people: covered.map(({ id, values }) => ({
      id,
      communityId: values.communityId,
      building: values.building,
      liaison: values.liaisonId
    })),
    visits: visits.flatMap(({ values, people: named }) =>
      isPast(values.on)
        ? [{ on: values.on, people: named.map(({ id }) => id), household: values.household }]
        : []
    ),
    households: (view.rows('household') as readonly HouseholdRow[])
      .filter(isLive)
      .flatMap((row) => {
        const members = (row.values.members ?? []).filter((id) => isCovered.has(id));
        return members.length > 0 ? [{ id: row.id, building: row.values.building, members }] : [];
      }),
    pairings: (view.rows('pairing') as readonly PairingRow[])
      .filter((row) => isLive(row) && runsOn(row.values, tasks.today))
      .flatMap(({ values: { helper, person } }) =>
        helper && person && isCovered.has(person) ? [{ helper, person }] : []
      ),
    tasks: tasks.tasks
  });
}
