/**
 * Any record through the consent gate (I14), driven by its metadata alone (SPEC "Consent gate" 7–9):
 *
 * - A person is named when the person may be shown and agreed to what the person fields rest on; everyone else is
 *   only counted.
 * - A field that rests on a purpose is open when everybody the record names may be named and agreed to it. A record
 *   that names nobody is open.
 * - `strictPurpose` of the kind adds one purpose to every field that rests on one.
 */
import type { Hlc } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import { settleable } from '../conflicts';
import type { FieldMap, RecordKind } from '../field';
import { peopleOf, personFieldsOf, withoutPeople } from '../people-of';
import type { RecordDefinition, RecordRow, RecordValues } from '../record';
import type { GatedPerson } from './gate';
import type { ConsentPurpose } from './purposes';

/** A record as everyone outside storage may see it. */
export interface GatedRecord<Fields extends FieldMap = FieldMap> {
  readonly id: RecordId;
  readonly kind: RecordKind;
  /** Visible values only; a hidden value is absent. */
  readonly values: RecordValues<Fields>;
  /** People who are named. */
  readonly people: readonly GatedPerson[];
  readonly hiddenPeople: number;
  /** People who agreed to all that the record rests on and are in the register: these count in figures. */
  readonly countedPeople: number;
  /** Names of the fields that are closed: neither shown nor offered in a form. */
  readonly closed: readonly string[];
  readonly conflicts: readonly string[];
  readonly createdAt: Hlc;
  readonly updatedAt: Hlc;
  readonly updatedBy: string;
}

/** The gated person; undefined for deleted and erased people. */
export type PersonLookup = (id: RecordId) => GatedPerson | undefined;

/** What the fields of a kind rest on, worked out once per kind. */
interface Needs {
  readonly byField: ReadonlyMap<string, readonly ConsentPurpose[]>;
  readonly all: readonly ConsentPurpose[];
}

interface KindNeeds {
  readonly personFields: readonly string[];
  readonly usual: Needs;
  readonly strict: Needs;
}

const nothing: readonly never[] = [];
const known = new WeakMap<FieldMap, KindNeeds>();

function needsOf({ fields }: RecordDefinition, more?: ConsentPurpose): Needs {
  const byField = new Map<string, readonly ConsentPurpose[]>();
  for (const [name, { consent }] of Object.entries(fields)) {
    if (consent === 'none') continue;
    byField.set(name, more === undefined || more === consent ? [consent] : [consent, more]);
  }
  return { byField, all: [...new Set([...byField.values()].flat())] };
}

function kindNeeds(definition: RecordDefinition): KindNeeds {
  const present = known.get(definition.fields);
  if (present) return present;
  const usual = needsOf(definition);
  const { strictPurpose } = definition;
  const made: KindNeeds = {
    personFields: personFieldsOf(definition),
    usual,
    strict: strictPurpose ? needsOf(definition, strictPurpose.purpose) : usual
  };
  known.set(definition.fields, made);
  return made;
}

const agreed = (person: GatedPerson, needs: readonly ConsentPurpose[] = nothing): boolean =>
  needs.every((need) => person.purposes.includes(need));

export const isStrict = (
  definition: RecordDefinition,
  values: Readonly<Record<string, unknown>>
): boolean => definition.strictPurpose?.isNeeded(values as RecordValues<FieldMap>) ?? false;

type Names = Pick<GatedRecord, 'people' | 'hiddenPeople' | 'countedPeople' | 'closed'>;

const noNames: Names = { people: nothing, hiddenPeople: 0, countedPeople: 0, closed: nothing };

export function gateRecord(
  definition: RecordDefinition,
  row: RecordRow,
  personOf: PersonLookup
): GatedRecord {
  const ids = peopleOf(definition, row.values);
  const names =
    ids.length === 0
      ? noNames
      : gateNames(definition, ids, isStrict(definition, row.values), personOf);
  const isWhole = names.closed.length === 0 && names.hiddenPeople === 0;
  const isOpen = (name: string): boolean => !names.closed.includes(name);
  return {
    id: row.id,
    kind: row.kind,
    values: isWhole ? row.values : visibleValues(definition, row, names),
    ...names,
    conflicts:
      row.conflicts.length === 0
        ? row.conflicts
        : settleable(definition, row.conflicts).filter(isOpen),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy
  };
}

/**
 * Who of some people may be named together, and what that leaves closed. All person fields of a kind rest on the
 * same purpose (held by a test), so a name is open in all of them or in none.
 */
export function gateNames(
  definition: RecordDefinition,
  ids: readonly RecordId[],
  strict: boolean,
  personOf: PersonLookup
): Names {
  const kind = kindNeeds(definition);
  const needs = strict ? kind.strict : kind.usual;
  const [anyField = ''] = kind.personFields;
  const wanted = needs.byField.get(anyField);
  const people = ids.flatMap((id) => {
    const person = personOf(id);
    return person && person.state !== 'withdrawn' && agreed(person, wanted) ? [person] : [];
  });
  const hiddenPeople = ids.length - people.length;
  return {
    people,
    hiddenPeople,
    closed: closedFields(kind, needs, people, hiddenPeople),
    countedPeople: people.filter((person) => needs.all.every((need) => person.counted[need])).length
  };
}

function closedFields(
  { personFields }: KindNeeds,
  needs: Needs,
  people: readonly GatedPerson[],
  hiddenPeople: number
): readonly string[] {
  if (hiddenPeople === 0 && people.every((person) => agreed(person, needs.all))) return nothing;
  const closed: string[] = [];
  for (const [name, wanted] of needs.byField) {
    if (personFields.includes(name)) continue;
    if (hiddenPeople > 0 || !people.every((person) => agreed(person, wanted))) closed.push(name);
  }
  return closed;
}

function visibleValues(
  definition: RecordDefinition,
  row: RecordRow,
  { people, closed }: Names
): GatedRecord['values'] {
  const named = new Set(people.map(({ id }) => id));
  const visible: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row.values as Readonly<Record<string, unknown>>)) {
    if (closed.includes(name)) continue;
    const isNaming = personFieldsOf(definition).includes(name);
    const shown = isNaming ? withoutPeople(value, (id) => named.has(id)) : value;
    if (shown !== undefined) visible[name] = shown;
  }
  return visible as RecordValues<FieldMap>;
}
