/**
 * What tells two people of one name apart in a list to choose from: whether one moved away or died, building, year of
 * birth, the end of a telephone number. Only what the gate lets show of each (I14).
 */
import type { RecordId } from '../../kernel/ids';
import { personStatuses } from '../code-lists/person-status';
import type { GatedPerson } from './gate';

const tailLength = 4;

/** 迁出, 去世 or 退出; undefined for the usual 在册. */
export const standingOf = ({ status = 'active' }: GatedPerson): string | undefined =>
  status === 'active' ? undefined : personStatuses.labelOf(status);

/** @param placeName name of a place, if it may be shown. */
export function tellingApart(
  person: GatedPerson,
  placeName: (id: RecordId) => string | undefined
): readonly string[] {
  const { building, birth, mobile, phone } = person.values;
  const number = [...(mobile ?? []), ...(phone ?? [])][0]?.number.replace(/转.*$/, '');
  return [
    standingOf(person),
    building === undefined ? undefined : placeName(building),
    birth === undefined ? undefined : `${birth.slice(0, 4)}年生`,
    number === undefined ? undefined : `尾号${number.slice(-tailLength)}`
  ].filter((text) => text !== undefined);
}
