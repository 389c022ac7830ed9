/** Which records held work is in, as far as they are here and may be named. Pure. */
import type { Queries } from '../../app/types';
import { definitionOf, workKinds } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';

const mostNames = 5;

/** The first few names; what was created in held work has none here. */
export function heldNames(
  ids: readonly RecordId[],
  { nameOf }: Pick<Queries, 'nameOf'>
): readonly string[] {
  const names: string[] = [];
  for (const id of ids) {
    if (names.length === mostNames) break;
    for (const kind of workKinds) {
      const name = nameOf(kind, id);
      if (!name) continue;
      names.push(kind === 'person' ? name : `${definitionOf(kind).label} ${name}`);
      break;
    }
  }
  return names;
}
