/**
 * How complete a person's entry is (S1-19), over fields that are switched on and may be seen. An aid for
 * staff to ask for what is missing; never a figure about the person (B-6), so it is shown as a list of names.
 */
import type { GatedPerson } from './consent/gate';
import { personRecord, type PersonField } from './person/record';

/** What contact and the structure table need. */
export const expectedFields: readonly PersonField[] = [
  'salutation',
  'sex',
  'birth',
  'mobile',
  'building',
  'categories',
  'education',
  'liaisonId'
];

export interface Completeness {
  readonly missing: readonly PersonField[];
  readonly filled: number;
  readonly expected: number;
}

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';

const isOnByDefault = (name: PersonField): boolean => personRecord.fields[name].enabledByDefault;

/** Fields whose purpose was not granted are not expected: no one is asked twice for what was declined. */
export function completenessOf(
  person: GatedPerson,
  isOn: (name: PersonField) => boolean = isOnByDefault
): Completeness {
  const expected = expectedFields.filter((name) => {
    const { consent } = personRecord.fields[name];
    return isOn(name) && (consent === 'none' || person.purposes.includes(consent));
  });
  const { mobile, phone } = person.values;
  const hasPhone = isFilled(mobile) || isFilled(phone);
  const missing = expected.filter((name) =>
    name === 'mobile' ? !hasPhone : !isFilled(person.values[name])
  );
  return { missing, filled: expected.length - missing.length, expected: expected.length };
}
