/**
 * What tells two people of one name apart in a list to choose from: building, year of birth, the end of a telephone
 * number. Only what the gate lets show of each (I14).
 */
import type { RecordId } from '../../kernel/ids';
import type { GatedPerson } from './gate';

const tailLength = 4;

/** @param placeName name of a place, if it may be shown. */
export function tellingApart(
  { values }: GatedPerson,
  placeName: (id: RecordId) => string | undefined
): readonly string[] {
  const { building, birth, mobile, phone } = values;
  const number = [...(mobile ?? []), ...(phone ?? [])][0]?.number.replace(/转.*$/, '');
  return [
    building === undefined ? undefined : placeName(building),
    birth === undefined ? undefined : `${birth.slice(0, 4)}年生`,
    number === undefined ? undefined : `尾号${number.slice(-tailLength)}`
  ].filter((text) => text !== undefined);
}
