/**
 * THE consent gate (I14): the one pure function through which list, search, charts, export, print and sync
 * reports see people. Consents decide what is visible, the standing in the register decides who is counted.
 *
 * - valid: fields whose purpose is granted and fields that need none.
 * - pending, expired: a contact card: name (with its reading), salutation, community, building, ONE phone
 *   number without its note, source. Never counted; erasure is proposed after `pendingDays`.
 * - withdrawn or locked: nothing; erasure is due after `retentionDays`.
 * - 去世: purposes that act towards the person end with the death; 去世, 迁出 and 退出 are not counted.
 */
import { addDays, localDate, parseIsoDate, type IsoDate } from '../../kernel/dates';
import { hlcToMs, type Hlc } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import { deletionConflict, settleable } from '../conflicts';
import type { AnyField } from '../field';
import {
  personRecord,
  type PersonField,
  type PersonRow,
  type PersonValues
} from '../person/record';
import { consentBasis, type ConsentBasis, type ConsentState } from './basis';
import { consentPurposes, type ConsentPurpose } from './purposes';
import type { ConsentRow } from './record';

export type { ConsentState };

export interface GateSettings {
  /** Days from withdrawal (or leaving) to erasure; default 15. */
  readonly retentionDays: number;
  /** Days without a basis until erasure is proposed; default 60. */
  readonly pendingDays: number;
}

export const defaultGateSettings: GateSettings = { retentionDays: 15, pendingDays: 60 };

/** A person as everyone outside storage may see them. Frozen by convention. */
export interface GatedPerson {
  readonly id: RecordId;
  readonly state: ConsentState;
  /** Purposes that hold today; empty unless valid. */
  readonly purposes: readonly ConsentPurpose[];
  /** True when only the contact card is visible. */
  readonly isContactCard: boolean;
  /** Visible values only; a hidden value is absent. */
  readonly values: PersonValues;
  /** Of someone who agreed: fields that hold something which the person has not agreed to have registered. */
  readonly withheld: readonly PersonField[];
  /** Per purpose: whether the person counts in a figure that rests on it. `register` is the basic one. */
  readonly counted: Counted;
  /** Code of personStatuses; undefined when nothing may be shown. */
  readonly status: string | undefined;
  /** Last day of the basic consent, or the day it ran out. */
  readonly expiresOn?: IsoDate;
  /** From this day on erasure is proposed. */
  readonly eraseProposedOn?: IsoDate;
  /** Conflicts in visible fields. */
  readonly conflicts: readonly string[];
  readonly createdAt: Hlc;
  readonly updatedAt: Hlc;
}

/**
 * 待同意: in the register, and no basis recorded or the last one run out. The one meaning of the word on every screen;
 * whoever died, moved away or left has nothing to be asked.
 */
export const awaitsConsent = (person: GatedPerson): boolean =>
  person.isContactCard && person.status === activeStatus;

const fieldEntries = Object.entries(personRecord.fields) as unknown as readonly [
  PersonField,
  AnyField
][];

/** Purposes that act towards a living person. */
const livingPurposes: ReadonlySet<ConsentPurpose> = new Set([
  'visit',
  'greeting',
  'care',
  'publish',
  'share'
]);

const allPurposes = consentPurposes.items.map(({ code }) => code as ConsentPurpose);
const activeStatus = 'active';

/** Fields by name; a name that this build does not know has no consent rule and stays hidden. */
const fieldOf = new Map<string, AnyField>(fieldEntries);

interface Parted {
  readonly values: PersonValues;
  readonly withheld: readonly PersonField[];
}

const nothingWithheld: readonly PersonField[] = [];

/** Walks the values once, not all fields; who agreed to all of them is shown as stored. */
function partValues(values: PersonValues, { purposes, shown: open }: Terms): Parted {
  const source: Readonly<Record<string, unknown>> = values;
  const names = Object.keys(source);
  if (hasAll(open, names)) return { values, withheld: nothingWithheld };
  const visible: string[] = [];
  const withheld: PersonField[] = [];
  for (const name of names) {
    const need = fieldOf.get(name)?.consent;
    if (need === undefined || source[name] === undefined) continue;
    if (need === 'none' || purposes.includes(need)) visible.push(name);
    else withheld.push(name as PersonField);
  }
  const shown: Record<string, unknown> = {};
  for (const name of visible) shown[name] = source[name];
  return { values: shown as PersonValues, withheld };
}

function hasAll(names: ReadonlySet<string>, asked: readonly string[]): boolean {
  for (const name of asked) if (!names.has(name)) return false;
  return true;
}

/** One number, without the note that may speak of a third person. */
function contactPhone(values: PersonValues): Pick<PersonValues, 'mobile' | 'phone'> {
  const mobile = values.mobile?.[0];
  if (mobile) return { mobile: [{ number: mobile.number }] };
  const phone = values.phone?.[0];
  return phone ? { phone: [{ number: phone.number }] } : {};
}

function contactCard(values: PersonValues): PersonValues {
  const source: Readonly<Record<string, unknown>> = values;
  const card: Record<string, unknown> = {};
  for (const name of Object.keys(source)) {
    if (name === 'mobile' || name === 'phone') continue;
    if (source[name] !== undefined && fieldOf.get(name)?.onContactCard) card[name] = source[name];
  }
  return { ...(card as PersonValues), ...contactPhone(values) };
}

/**
 * Conflicts in what may be shown, whether or not the shown value is an empty one. A contact card shows one number of
 * its own choice, so what is open about numbers waits for the consent.
 */
function shownConflicts(
  conflicts: readonly string[],
  state: ConsentState,
  purposes: readonly ConsentPurpose[]
): readonly string[] {
  if (conflicts.length === 0 || state === 'withdrawn') return [];
  return settleable(personRecord, conflicts).filter((name) => {
    const field = fieldOf.get(name);
    if (!field) return name === deletionConflict;
    if (state !== 'valid') return field.onContactCard && field.input.type !== 'phones';
    return field.consent === 'none' || purposes.includes(field.consent);
  });
}

type Counted = Readonly<Record<ConsentPurpose, boolean>>;

/** What follows from a set of purposes alone: thousands agreed to the same ones. */
interface Terms {
  readonly purposes: readonly ConsentPurpose[];
  /** Fields that are shown whatever they hold. */
  readonly shown: ReadonlySet<string>;
  /** Of someone who is in the register. */
  readonly counted: Counted;
}

const termsByPurposes = new Map<string, Terms>();

function termsOf(purposes: readonly ConsentPurpose[]): Terms {
  const key = purposes.join();
  const known = termsByPurposes.get(key);
  if (known) return known;
  const shown = fieldEntries.filter(
    ([, { consent }]) => consent === 'none' || (consent !== undefined && purposes.includes(consent))
  );
  const terms: Terms = {
    purposes,
    shown: new Set(shown.map(([name]) => name)),
    counted: readCounted(purposes)
  };
  termsByPurposes.set(key, terms);
  return terms;
}

function readCounted(purposes: readonly ConsentPurpose[]): Counted {
  const counted: Partial<Record<ConsentPurpose, boolean>> = {};
  for (const purpose of allPurposes) counted[purpose] = purposes.includes(purpose);
  return counted as Counted;
}

const countedNowhere = readCounted([]);

function eraseDate(
  row: PersonRow,
  basis: ConsentBasis,
  settings: GateSettings
): IsoDate | undefined {
  const created = (): IsoDate => localDate(hlcToMs(row.createdAt));
  if (row.isLocked || basis.state === 'withdrawn') {
    return addDays(basis.withdrawnOn ?? localDate(hlcToMs(row.updatedAt)), settings.retentionDays);
  }
  if (basis.state === 'pending') return addDays(created(), settings.pendingDays);
  if (basis.state === 'expired') return addDays(basis.expiresOn ?? created(), settings.pendingDays);
  const { status = activeStatus, statusOn } = row.values;
  const since = statusOn === undefined ? undefined : parseIsoDate(statusOn);
  if (status === activeStatus || since === undefined) return undefined;
  return addDays(since, status === 'left' ? settings.retentionDays : settings.pendingDays);
}

/** Gates one person. `consents` are all of that person's, in any order, deleted ones included. */
export function gatePerson(
  row: PersonRow,
  consents: readonly ConsentRow[],
  today: IsoDate,
  settings: GateSettings = defaultGateSettings
): GatedPerson {
  return gateByBasis(row, consentBasis(consents, row.values.birth, today), settings);
}

/** Gates one person whose basis is known. */
export function gateByBasis(
  row: PersonRow,
  basis: ConsentBasis,
  settings: GateSettings
): GatedPerson {
  const state: ConsentState = row.isLocked ? 'withdrawn' : basis.state;
  const status = row.values.status ?? activeStatus;
  const isDead = status === 'deceased';
  const purposes =
    state === 'valid'
      ? isDead
        ? basis.purposes.filter((purpose) => !livingPurposes.has(purpose))
        : basis.purposes
      : [];
  const terms = termsOf(purposes);
  const isContactCard = state === 'pending' || state === 'expired';
  const { values, withheld } =
    state === 'valid'
      ? partValues(row.values, terms)
      : { values: isContactCard ? contactCard(row.values) : {}, withheld: nothingWithheld };
  const gated: GatedPerson = {
    id: row.id,
    state,
    purposes: terms.purposes,
    isContactCard,
    values,
    withheld,
    counted: status === activeStatus ? terms.counted : countedNowhere,
    status: state === 'withdrawn' ? undefined : status,
    conflicts: shownConflicts(row.conflicts, state, purposes),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt
  };
  const expiresOn = state === 'withdrawn' ? undefined : basis.expiresOn;
  const eraseProposedOn = eraseDate(row, basis, settings);
  // Neither is the usual case, and everybody is gated at every unlock.
  if (!expiresOn && !eraseProposedOn) return gated;
  return {
    ...gated,
    ...(expiresOn ? { expiresOn } : {}),
    ...(eraseProposedOn ? { eraseProposedOn } : {})
  };
}

/** Consents by the person they belong to; those without a person belong to nobody. */
export function consentsByPersonId(
  consents: readonly ConsentRow[]
): ReadonlyMap<RecordId, readonly ConsentRow[]> {
  const byPerson = new Map<RecordId, ConsentRow[]>();
  for (const row of consents) {
    const { person } = row.values;
    if (person === undefined) continue;
    const list = byPerson.get(person);
    if (list) list.push(row);
    else byPerson.set(person, [row]);
  }
  return byPerson;
}

/** Gates all people that are not in the 回收站, in the order of `rows`; linear in people plus consents. */
export function gatePeople(
  rows: readonly PersonRow[],
  consents: readonly ConsentRow[],
  today: IsoDate,
  settings: GateSettings = defaultGateSettings
): readonly GatedPerson[] {
  const byPerson = consentsByPersonId(consents);
  return rows
    .filter((row) => !row.isDeleted)
    .map((row) => gatePerson(row, byPerson.get(row.id) ?? [], today, settings));
}
