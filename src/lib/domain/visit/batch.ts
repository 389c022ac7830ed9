/** One gift to forty households (issue 4): who of the chosen live in one household are visited once. Pure. */
import type { RecordId } from '../../kernel/ids';

interface Home {
  readonly id: RecordId;
  readonly members: readonly RecordId[];
}

/** People of each visit, in the order in which they were chosen. Somebody of several households goes with the first. */
export function visitsOfBatch(
  chosen: readonly RecordId[],
  households: readonly Home[]
): readonly (readonly RecordId[])[] {
  const homeOf = new Map<RecordId, RecordId>();
  for (const { id, members } of households) {
    for (const member of members) if (!homeOf.has(member)) homeOf.set(member, id);
  }
  const visits = new Map<RecordId, RecordId[]>();
  for (const person of new Set(chosen)) {
    const key = homeOf.get(person) ?? person;
    const before = visits.get(key);
    if (before) before.push(person);
    else visits.set(key, [person]);
  }
  return [...visits.values()];
}
