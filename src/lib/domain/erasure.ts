/**
 * What becomes of a record when one of the people it names is erased (I7, PIPL 47), told by its metadata: what is
 * about that person alone goes; what others share is written again without the person; a roster is mended in place;
 * and where a kind leaves a count, the part that no consent guards stays as a number.
 */
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import { idsIn, peopleOf, personFieldsOf, withoutPeople } from './people-of';
import type { RecordDefinition, RecordRow } from './record';

type Patch = Readonly<Record<string, Json>>;

export type ErasureStep =
  | { readonly type: 'untouched' }
  | { readonly type: 'gone' }
  /** Erased, and made again under another id with these values. */
  | { readonly type: 'rewritten'; readonly values: Patch }
  /** Kept under its id; null clears a field. */
  | { readonly type: 'mended'; readonly patch: Patch };

const asPatch = (values: RecordRow['values']): Patch => values as Patch;

export function erasureOf(
  definition: RecordDefinition,
  row: RecordRow,
  person: RecordId
): ErasureStep {
  if (!peopleOf(definition, row.values).includes(person)) return { type: 'untouched' };
  const { fields } = definition;
  const touched = personFieldsOf(definition).filter((name) =>
    idsIn(row.values[name]).includes(person)
  );
  const left = Object.fromEntries(
    touched.map((name) => [name, withoutPeople(row.values[name], (id) => id !== person) ?? null])
  );
  const isBroken = touched.some((name) => fields[name]?.required && left[name] === null);
  if (row.isDeleted || isBroken) return { type: 'gone' };
  const rest = { ...asPatch(row.values), ...left };
  const isShared = peopleOf(definition, rest).length > 0;
  if (isShared && definition.isRoster) return { type: 'mended', patch: left };
  if (!isShared && !definition.leavesCount) return { type: 'gone' };
  const isKept = (name: string): boolean => {
    const field = fields[name];
    if (!field || field.input.type === 'internal' || rest[name] === null) return false;
    return isShared || field.consent === 'none';
  };
  const kept = Object.entries(rest).filter(([name]) => isKept(name));
  return {
    type: 'rewritten',
    values: { ...Object.fromEntries(kept), ...counted(definition, row) }
  };
}

/** One more unnamed person, where the kind counts them. */
function counted({ leavesCount }: RecordDefinition, { values }: RecordRow): Patch {
  if (typeof leavesCount !== 'string') return {};
  const before: unknown = values[leavesCount];
  return { [leavesCount]: (typeof before === 'number' ? before : 0) + 1 };
}

/** The references of a record that follow others to their new ids; undefined when none does. */
export function followRefs(
  { fields }: RecordDefinition,
  values: Readonly<Record<string, unknown>>,
  nextId: ReadonlyMap<RecordId, RecordId>
): Patch | undefined {
  const patch: Record<string, Json> = {};
  for (const [name, { input }] of Object.entries(fields)) {
    if (input.type !== 'ref' && input.type !== 'refs') continue;
    const ids = idsIn(values[name]);
    if (!ids.some((id) => nextId.has(id))) continue;
    const next = ids.map((id) => nextId.get(id) ?? id);
    patch[name] = input.type === 'refs' ? next : (next[0] ?? null);
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}
