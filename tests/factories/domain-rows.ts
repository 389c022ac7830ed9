/** Made-up rows of people and consents for tests; ids are counted, not random. */
import type { IsoDate } from '../../src/lib/kernel/dates';
import type { Hlc } from '../../src/lib/kernel/hlc';
import type { RecordId } from '../../src/lib/kernel/ids';
import type { ConsentRow, ConsentValues } from '../../src/lib/domain/consent/record';
import type { PersonRow, PersonValues } from '../../src/lib/domain/person/record';

export const idOf = (number: number): RecordId => number.toString(16).padStart(32, '0') as RecordId;

export const day = (text: string): IsoDate => text as IsoDate;

/** A stamp at noon UTC of a day. */
export const stampOn = (date: string): Hlc => (Date.parse(`${date}T12:00:00Z`) * 1024) as Hlc;

const bookkeeping = {
  conflicts: [],
  createdAt: stampOn('2026-01-01'),
  updatedAt: stampOn('2026-01-01'),
  updatedBy: 'slot',
  isDeleted: false,
  isLocked: false
} as const;

export const personRow = (
  number: number,
  values: PersonValues,
  rest: Partial<Omit<PersonRow, 'id' | 'kind' | 'values'>> = {}
): PersonRow => ({ ...bookkeeping, ...rest, id: idOf(number), kind: 'person', values });

export const consentRow = (
  number: number,
  person: RecordId,
  values: ConsentValues = {},
  rest: Partial<Omit<ConsentRow, 'id' | 'kind' | 'values'>> = {}
): ConsentRow => ({
  ...bookkeeping,
  ...rest,
  id: idOf(1_000_000 + number),
  kind: 'consent',
  values: {
    person,
    purposes: ['register'],
    channel: 'paper',
    signedOn: day('2026-01-10'),
    ...values
  }
});
