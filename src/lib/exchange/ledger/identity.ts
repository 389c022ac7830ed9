/**
 * Who a row is among the people already here (issue 2 "Identity"): the row imported before, else the id
 * number, else name + telephone, else name + birth month + building. A name alone never makes two rows one.
 */
import { idNumberKey } from '../../domain/id-number';
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import type { MatchReason } from './dry-run-types';

/** What is compared: values by field, and the building as a name or an id, whatever both sides use. */
export interface IdentityFacts {
  readonly values: Readonly<Record<string, Json>>;
  readonly building?: string;
}

export interface IdentityKeys {
  readonly idNumber?: string;
  readonly namePhones: readonly string[];
  readonly nameBirthBuilding?: string;
  readonly name?: string;
  /** `YYYY-MM` when the month is known. */
  readonly birthMonth?: string;
}

export function identityKeys({ values, building }: IdentityFacts): IdentityKeys {
  const name = typeof values['name'] === 'string' ? values['name'] : undefined;
  const birth = typeof values['birth'] === 'string' ? values['birth'] : '';
  const birthMonth = birth.length >= 7 ? birth.slice(0, 7) : undefined;
  const id = typeof values['idNo'] === 'string' ? idNumberKey(values['idNo']) : undefined;
  const phones = [...numbersIn(values['mobile']), ...numbersIn(values['phone'])];
  const hasPlace = name !== undefined && birthMonth !== undefined && building !== undefined;
  return {
    ...(id === undefined ? {} : { idNumber: id }),
    namePhones: name === undefined ? [] : phones.map((phone) => JSON.stringify([name, phone])),
    ...(hasPlace ? { nameBirthBuilding: JSON.stringify([name, birthMonth, building]) } : {}),
    ...(name === undefined ? {} : { name }),
    ...(birthMonth === undefined ? {} : { birthMonth })
  };
}

function numbersIn(phones: Json | undefined): readonly string[] {
  if (!Array.isArray(phones)) return [];
  return phones.flatMap((phone: Json) => {
    const isPhone = phone !== null && typeof phone === 'object' && !Array.isArray(phone);
    const number = isPhone ? (phone as { readonly [key: string]: Json })['number'] : undefined;
    return typeof number === 'string' ? [number] : [];
  });
}

export interface Identified {
  readonly id: RecordId;
  readonly by: MatchReason;
}

export type IdentityMatch =
  | { readonly type: 'none' }
  | { readonly type: 'one'; readonly match: Identified }
  | {
      readonly type: 'doubtful';
      readonly candidates: readonly RecordId[];
      readonly reason: string;
    };

/** Looks people up by the keys above. Built once for 20,000 people, then one lookup per row. */
export class IdentityIndex {
  readonly #byId = new Map<string, Set<RecordId>>();
  readonly #byNamePhone = new Map<string, Set<RecordId>>();
  readonly #byPlace = new Map<string, Set<RecordId>>();
  readonly #byName = new Map<string, Set<RecordId>>();
  readonly #keysOf = new Map<RecordId, IdentityKeys>();

  add(id: RecordId, facts: IdentityFacts): void {
    const keys = identityKeys(facts);
    this.#keysOf.set(id, keys);
    if (keys.idNumber !== undefined) put(this.#byId, keys.idNumber, id);
    for (const key of keys.namePhones) put(this.#byNamePhone, key, id);
    if (keys.nameBirthBuilding !== undefined) put(this.#byPlace, keys.nameBirthBuilding, id);
    if (keys.name !== undefined) put(this.#byName, keys.name, id);
  }

  find(facts: IdentityFacts): IdentityMatch {
    const keys = identityKeys(facts);
    const steps = [
      ['id-number', keys.idNumber === undefined ? [] : [keys.idNumber], this.#byId],
      ['name-phone', keys.namePhones, this.#byNamePhone],
      [
        'name-birth-building',
        keys.nameBirthBuilding === undefined ? [] : [keys.nameBirthBuilding],
        this.#byPlace
      ]
    ] as const;
    for (const [by, wanted, table] of steps) {
      const found = new Set(wanted.flatMap((key) => [...(table.get(key) ?? [])]));
      if (found.size > 1) return doubtful([...found], '库里有几个人都对得上');
      const [id] = found;
      if (id === undefined) continue;
      if (by !== 'id-number' && this.#contradicts(id, keys)) {
        return doubtful([id], '姓名和电话相同，但证件号码或出生年月不同');
      }
      return { type: 'one', match: { id, by } };
    }
    return this.#findByNameAlone(keys);
  }

  /** Same name with nothing that tells them apart: a person decides. */
  #findByNameAlone(keys: IdentityKeys): IdentityMatch {
    const candidates = [...(this.#byName.get(keys.name ?? '') ?? [])].filter(
      (id) => !this.#contradicts(id, keys)
    );
    return candidates.length === 0
      ? { type: 'none' }
      : doubtful(candidates, '姓名相同，别的对不上也不矛盾');
  }

  /** Both sides know the value and the values differ. */
  #contradicts(id: RecordId, keys: IdentityKeys): boolean {
    const own = this.#keysOf.get(id);
    if (!own) return false;
    const differ = (a: string | undefined, b: string | undefined): boolean =>
      a !== undefined && b !== undefined && a !== b;
    if (differ(own.idNumber, keys.idNumber)) return true;
    if (own.idNumber !== undefined && own.idNumber === keys.idNumber) return false;
    if (differ(own.birthMonth, keys.birthMonth)) return true;
    const sharesPhone = own.namePhones.some((key) => keys.namePhones.includes(key));
    return own.namePhones.length > 0 && keys.namePhones.length > 0 && !sharesPhone;
  }
}

const doubtful = (candidates: readonly RecordId[], reason: string): IdentityMatch => ({
  type: 'doubtful',
  candidates,
  reason
});

function put(table: Map<string, Set<RecordId>>, key: string, id: RecordId): void {
  const ids = table.get(key);
  if (ids) ids.add(id);
  else table.set(key, new Set([id]));
}
