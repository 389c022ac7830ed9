/**
 * Whether a record holds what its person has not agreed to have registered, so that the gate leaves it out (I14). What
 * needs no agreement, and what the book keeps for itself, counts for nothing here.
 */
import { equalJson, type Json } from '../../kernel/json';
import type { AnyField } from '../field';
import { personRecord, type PersonRow } from '../person/record';
import type { GatedPerson } from './gate';

type Values = Readonly<Record<string, Json | undefined>>;

const asked = Object.entries(personRecord.fields as Readonly<Record<string, AnyField>>).filter(
  ([, { consent, input }]) => consent !== 'none' && input.type !== 'internal'
);

/** @param shown the same record as the gate shows it. */
export const keepsBack = (row: PersonRow, shown: GatedPerson): boolean =>
  asked.some(([name]) => {
    const value = (row.values as Values)[name];
    return value !== undefined && !equalJson(value, (shown.values as Values)[name] ?? null);
  });
