/**
 * Is this person in the register already? Asked while a form is filled in (DOMAIN G: never on the name alone).
 * Works on gated people: nobody is found by a value that may not be seen.
 */
import type { RecordId } from '../kernel/ids';
import type { GatedPerson } from './consent/gate';
import { idNumberKey } from './id-number';
import { normaliseName } from './name';
import type { PersonValues } from './person/record';
import { homophoneKey } from './pinyin';

export type DuplicateReason =
  | 'same-id-number'
  | 'same-name-and-phone'
  | 'same-name-and-birth'
  | 'same-sound-and-phone'
  | 'same-sound-and-birth';

export interface DuplicateCandidate {
  readonly id: RecordId;
  readonly reason: DuplicateReason;
  /** Plain Chinese for the warning. */
  readonly message: string;
}

const messages: Readonly<Record<DuplicateReason, string>> = {
  'same-id-number': '证件号码相同',
  'same-name-and-phone': '姓名和电话相同',
  'same-name-and-birth': '姓名和出生年月相同',
  'same-sound-and-phone': '姓名读音和电话相同',
  'same-sound-and-birth': '姓名读音和出生年月相同'
};

type Draft = Pick<PersonValues, 'name' | 'pinyinKey' | 'mobile' | 'phone' | 'birth' | 'idNo'>;

/** What tells a person apart, in a form that can be compared. */
export interface PersonMarks {
  readonly name: string;
  readonly sound: string;
  readonly numbers: readonly string[];
  /** Year and month; a year alone proves nothing. */
  readonly birthMonth: string | undefined;
  readonly idNumber: string | undefined;
}

export function readMarks(values: Draft): PersonMarks {
  const { name = '', pinyinKey, mobile = [], phone = [], birth, idNo } = values;
  return {
    name: normaliseName(name),
    sound: homophoneKey(pinyinKey),
    numbers: [...mobile, ...phone].map(({ number }) => number.replace(/\D/g, '')),
    birthMonth: birth !== undefined && birth.length >= 7 ? birth.slice(0, 7) : undefined,
    idNumber: idNo === undefined ? undefined : idNumberKey(idNo)
  };
}

function reasonOf(a: PersonMarks, b: PersonMarks): DuplicateReason | undefined {
  if (a.idNumber !== undefined && a.idNumber === b.idNumber) return 'same-id-number';
  const isSameName = a.name !== '' && a.name === b.name;
  const isSameSound = a.sound !== '' && a.sound === b.sound;
  if (!isSameName && !isSameSound) return undefined;
  if (a.numbers.some((number) => b.numbers.includes(number))) {
    return isSameName ? 'same-name-and-phone' : 'same-sound-and-phone';
  }
  if (a.birthMonth !== undefined && a.birthMonth === b.birthMonth) {
    return isSameName ? 'same-name-and-birth' : 'same-sound-and-birth';
  }
  return undefined;
}

const order = Object.keys(messages) as readonly DuplicateReason[];

/**
 * @param draft what has been typed so far; an empty draft finds nobody.
 * @param own id of the record being edited.
 */
export function findDuplicates(
  draft: Draft,
  people: readonly GatedPerson[],
  own?: RecordId
): readonly DuplicateCandidate[] {
  const marks = readMarks(draft);
  return people
    .filter((person) => person.id !== own)
    .flatMap((person) => {
      const reason = reasonOf(marks, readMarks(person.values));
      return reason ? [{ id: person.id, reason, message: messages[reason] }] : [];
    })
    .sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason));
}
