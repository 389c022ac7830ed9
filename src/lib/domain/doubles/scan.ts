/**
 * Who may stand in the register twice (DOMAIN G: never on the name alone). Works on what the gate shows: nobody is
 * found by a value that may not be seen. Pairs come from facts that both share, so 20,000 people take well under a
 * second, however common their names are.
 */
import { readMarks, type PersonMarks } from '../duplicates';
import type { PersonValues } from '../person/record';
import type { RecordId } from '../../kernel/ids';

/** `sure`: what is hardly chance. `wide`: also names that only sound alike, and facts that contradict each other. */
export type ScanLevel = 'sure' | 'wide';

export type DoubleReason =
  | 'id-number'
  | 'name-phone'
  | 'name-birth'
  | 'name-household'
  | 'sound-phone'
  | 'sound-birth'
  | 'sound-household'
  | 'name-building';

export type ScannedValues = Pick<
  PersonValues,
  'name' | 'pinyinKey' | 'mobile' | 'phone' | 'birth' | 'idNo' | 'building' | 'notSame'
>;

export interface ScannedPerson {
  readonly id: RecordId;
  readonly values: ScannedValues;
  /** Households the person lives in. */
  readonly households: readonly RecordId[];
}

export interface DoublePair {
  /** The smaller id first. */
  readonly ids: readonly [RecordId, RecordId];
  /** Strongest first; none that another one says already. */
  readonly reasons: readonly DoubleReason[];
  /** Both know the id number, or the month of birth, and they differ. */
  readonly isContradicted: boolean;
}

interface Facts extends PersonMarks {
  readonly id: RecordId;
  readonly notSame: readonly RecordId[];
  readonly households: readonly RecordId[];
  readonly building: RecordId | undefined;
}

const sureReasons: readonly DoubleReason[] = [
  'id-number',
  'name-phone',
  'name-birth',
  'name-household'
];
const allReasons: readonly DoubleReason[] = [
  ...sureReasons,
  'sound-phone',
  'sound-birth',
  'sound-household',
  'name-building'
];

/** What two records share, as keys by reason. */
function keysOf(facts: Facts): readonly (readonly [DoubleReason, string])[] {
  const { name, sound, numbers, birthMonth, idNumber, households, building } = facts;
  const of = (reason: DoubleReason, who: string, what: readonly string[]) =>
    who === '' ? [] : what.map((each) => [reason, JSON.stringify([who, each])] as const);
  const birth = birthMonth === undefined ? [] : [birthMonth];
  return [
    ...(idNumber === undefined ? [] : [['id-number', idNumber] as const]),
    ...of('name-phone', name, numbers),
    ...of('name-birth', name, birth),
    ...of('name-household', name, households),
    ...of('sound-phone', sound, numbers),
    ...of('sound-birth', sound, birth),
    ...of('sound-household', sound, households),
    ...of('name-building', name, building === undefined ? [] : [building])
  ];
}

const differ = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

/** So many records with one shared fact are no pair any more but a mistake of the ledger (one number for a whole office). */
const mostPerFact = 20;

/** A name that is the same sounds the same: said once. */
const saidBy: Readonly<Partial<Record<DoubleReason, DoubleReason>>> = {
  'sound-phone': 'name-phone',
  'sound-birth': 'name-birth',
  'sound-household': 'name-household'
};

export function scanDoubles(
  people: readonly ScannedPerson[],
  level: ScanLevel
): readonly DoublePair[] {
  const wanted = new Set(level === 'sure' ? sureReasons : allReasons);
  const byKey = new Map<string, Facts[]>();
  for (const person of people) {
    const facts = factsOf(person);
    for (const [reason, key] of keysOf(facts)) {
      if (!wanted.has(reason)) continue;
      const group = byKey.get(`${reason} ${key}`);
      if (group) group.push(facts);
      else byKey.set(`${reason} ${key}`, [facts]);
    }
  }
  const found = new Map<string, { a: Facts; b: Facts; reasons: Set<DoubleReason> }>();
  for (const [key, group] of byKey) {
    if (group.length < 2 || group.length > mostPerFact) continue;
    const reason = key.slice(0, key.indexOf(' ')) as DoubleReason;
    for (const [at, one] of group.entries()) {
      for (const other of group.slice(at + 1)) {
        const [a, b] = one.id < other.id ? [one, other] : [other, one];
        if (a.id === b.id || a.notSame.includes(b.id) || b.notSame.includes(a.id)) continue;
        const pair = found.get(`${a.id} ${b.id}`) ?? { a, b, reasons: new Set() };
        pair.reasons.add(reason);
        found.set(`${a.id} ${b.id}`, pair);
      }
    }
  }
  return [...found.values()]
    .map(({ a, b, reasons }) => pairOf(a, b, reasons))
    .filter(({ isContradicted }) => level === 'wide' || !isContradicted)
    .sort((a, b) => strength(a) - strength(b) || (a.ids.join() < b.ids.join() ? -1 : 1));
}

/** Two records that somebody put beside each other: a pair also where nothing is shared but the name, or not even that. */
export function comparePair(one: ScannedPerson, other: ScannedPerson): DoublePair {
  const [a, b] =
    one.id < other.id ? [factsOf(one), factsOf(other)] : [factsOf(other), factsOf(one)];
  const known = new Set(keysOf(b).map((key) => key.join()));
  const shared = keysOf(a).filter((key) => known.has(key.join()));
  return pairOf(a, b, new Set(shared.map(([reason]) => reason)));
}

function factsOf({ id, values, households }: ScannedPerson): Facts {
  const { notSame = [], building } = values;
  return { ...readMarks(values), id, notSame, households, building };
}

function pairOf(a: Facts, b: Facts, reasons: ReadonlySet<DoubleReason>): DoublePair {
  const isContradicted = differ(a.idNumber, b.idNumber) || differ(a.birthMonth, b.birthMonth);
  const isSaid = (reason: DoubleReason): boolean => {
    const by = saidBy[reason];
    return by !== undefined && reasons.has(by);
  };
  return {
    ids: [a.id, b.id],
    reasons: allReasons.filter((reason) => reasons.has(reason) && !isSaid(reason)),
    isContradicted: isContradicted && !reasons.has('id-number')
  };
}

const strength = ({ reasons, isContradicted }: DoublePair): number =>
  (isContradicted ? allReasons.length : 0) + allReasons.indexOf(reasons[0] ?? 'name-building');
