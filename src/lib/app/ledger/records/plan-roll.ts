/**
 * Who came to an activity as attendances under the ids that a roll call gives them (H3-2), so that both meet. Nobody's
 * attendance that stands is touched, and what somebody took away stays away (I11).
 */
import type { RecordId } from '../../../kernel/ids';
import type { FieldPatch, RecordChange } from '../../../storage/types';
import type { JobDeps } from '../job-deps';
import { writeEntry } from './write-entry';

export interface PresentPerson {
  readonly person: RecordId;
  readonly role: string;
}

const keyOf = (activity: RecordId, person: RecordId): string =>
  JSON.stringify(['attendance', activity, person]);

export async function attendanceChanges(
  deps: JobDeps,
  activity: RecordId,
  people: readonly PresentPerson[],
  marks: FieldPatch
): Promise<readonly RecordChange[]> {
  const ids = await deps.importIds(people.map(({ person }) => keyOf(activity, person)));
  return people.flatMap(({ person, role }) => {
    const id = ids.get(keyOf(activity, person));
    if (id === undefined || deps.isErased(id)) return [];
    return writeEntry(deps, 'attendance', id, { activity, person, role, ...marks });
  });
}

/** How many records changes write. */
export const countRecords = (changes: readonly RecordChange[]): number =>
  new Set(changes.map(({ id }) => id)).size;
