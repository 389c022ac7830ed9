/**
 * Which people a record names, told by its fields: every field that refers to persons. Nothing else may say it, so
 * that no kind can forget the consent gate or an erasure (I7, I14).
 */
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import type { AnyField } from './field';
import type { RecordDefinition } from './record';

type Definition = Pick<RecordDefinition, 'fields'>;

export const isPersonField = ({ input }: AnyField): boolean =>
  (input.type === 'ref' || input.type === 'refs') && input.kind === 'person';

const known = new WeakMap<Definition['fields'], readonly string[]>();

/** Names of the fields that refer to persons. */
export function personFieldsOf({ fields }: Definition): readonly string[] {
  const present = known.get(fields);
  if (present) return present;
  const names = Object.keys(fields).filter((name) => {
    const field = fields[name];
    return field !== undefined && isPersonField(field);
  });
  known.set(fields, names);
  return names;
}

/** The ids in one person field, whether it holds one or several. */
export function idsIn(value: unknown): readonly RecordId[] {
  if (Array.isArray(value)) return value as readonly RecordId[];
  return typeof value === 'string' ? [value as RecordId] : [];
}

/** Everyone a record names, each once. */
export function peopleOf(
  definition: Definition,
  values: Readonly<Record<string, unknown>>
): readonly RecordId[] {
  const names = personFieldsOf(definition);
  if (names.length === 0) return [];
  return [...new Set(names.flatMap((name) => idsIn(values[name])))];
}

/** A value of a person field without the people that `keep` refuses; undefined when nobody is left. */
export function withoutPeople(value: unknown, keep: (id: RecordId) => boolean): Json | undefined {
  const ids = idsIn(value);
  const kept = ids.filter(keep);
  if (kept.length === 0) return undefined;
  return Array.isArray(value) ? kept : kept[0];
}
