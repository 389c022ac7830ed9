/**
 * Records for tests: valid by default, every value overridable, `undefined` takes a default away. Ids follow from
 * kind and key, so a test may name a record before it makes it: `recordIdOf('person', 'a')`.
 */
import { createChange, type CreateChange } from '../../src/lib/app/demo/changes';
import { createSeededRandom } from '../../src/lib/app/demo/seeded-random';
import type { RecordKind } from '../../src/lib/domain/field';
import type { RowOfKind, ValuesOfKind } from '../../src/lib/domain/registry';
import { spaceSettingsId } from '../../src/lib/domain/space-settings/record';
import type { IsoDate, PartialDate } from '../../src/lib/kernel/dates';
import type { Hlc } from '../../src/lib/kernel/hlc';
import type { RecordId } from '../../src/lib/kernel/ids';

export type { CreateChange };

export const recordIdOf = (kind: RecordKind, key: string): RecordId =>
  createSeededRandom(`${kind}:${key}`).id();

export const personIdOf = (key: string): RecordId => recordIdOf('person', key);

export const createPersonChange = (
  key: string,
  values: ValuesOfKind<'person'> = {}
): CreateChange =>
  createChange('person', personIdOf(key), {
    name: '任谷雨',
    pinyinKey: 'ren gu yu',
    salutation: '任老师',
    sex: '2',
    birth: '1968-05' as PartialDate,
    mobile: [{ number: '15400000001' }],
    status: 'active',
    ...values
  });

/** Consent on paper for register, visits, identity and greetings; valid from 2026-01-05 to 2029-01-04. */
export const createConsentChange = (
  key: string,
  values: ValuesOfKind<'consent'> & { readonly person: RecordId }
): CreateChange =>
  createChange('consent', recordIdOf('consent', key), {
    purposes: ['register', 'visit', 'identity', 'greeting'],
    channel: 'paper',
    textVersion: '2024-1',
    signedOn: '2026-01-05' as IsoDate,
    expiresOn: '2029-01-04' as IsoDate,
    originalsAt: '社区办公室二号柜',
    ...values
  });

/** A person whose basis is recorded: two changes. */
export const createConsentedPerson = (
  key: string,
  values: ValuesOfKind<'person'> = {},
  consent: ValuesOfKind<'consent'> = {}
): CreateChange[] => [
  createPersonChange(key, values),
  createConsentChange(key, { ...consent, person: personIdOf(key) })
];

export const createVisitChange = (key: string, values: ValuesOfKind<'visit'> = {}): CreateChange =>
  createChange('visit', recordIdOf('visit', key), {
    people: [personIdOf('a')],
    on: '2026-03-05' as IsoDate,
    method: 'home',
    cause: 'routine',
    content: '上门走访,介绍社区最近的活动。',
    ...values
  });

export const createHouseholdChange = (
  key: string,
  values: ValuesOfKind<'household'> = {}
): CreateChange =>
  createChange('household', recordIdOf('household', key), {
    contact: personIdOf('a'),
    members: [personIdOf('a'), personIdOf('b')],
    size: 2,
    ...values
  });

export const createRelationChange = (
  key: string,
  values: ValuesOfKind<'relation'> = {}
): CreateChange =>
  createChange('relation', recordIdOf('relation', key), {
    first: personIdOf('a'),
    second: personIdOf('b'),
    term: 'spouse',
    ...values
  });

export const createOrgNodeChange = (
  key: string,
  values: ValuesOfKind<'orgNode'> = {}
): CreateChange =>
  createChange('orgNode', recordIdOf('orgNode', key), {
    level: 'community',
    name: '和风里社区',
    ...values
  });

export const createWorkerChange = (
  key: string,
  values: ValuesOfKind<'worker'> = {}
): CreateChange =>
  createChange('worker', recordIdOf('worker', key), {
    name: '区连翘',
    pinyinKey: 'ou lian qiao',
    type: 'socialWorker',
    duty: '走访与登记',
    ...values
  });

export const createImportBatchChange = (
  key: string,
  values: ValuesOfKind<'importBatch'> = {}
): CreateChange =>
  createChange('importBatch', recordIdOf('importBatch', key), {
    fileName: '统战对象花名册.xls',
    digest: '0'.repeat(64),
    sheet: 'Sheet1',
    at: Date.UTC(2026, 2, 5, 1, 30),
    ...values
  });

export const createSpaceSettingsChange = (
  values: ValuesOfKind<'spaceSettings'> = {}
): CreateChange =>
  createChange('spaceSettings', spaceSettingsId, {
    spaceName: '和风里社区工作簿',
    communityName: '和风里社区',
    reportingUnit: '同心街道和风里社区居委会',
    ...values
  });

export interface RowBookkeeping {
  readonly conflicts?: readonly string[];
  readonly createdAt?: Hlc;
  readonly updatedAt?: Hlc;
  readonly updatedBy?: string;
  readonly isDeleted?: boolean;
  readonly isLocked?: boolean;
}

const madeAt = (Date.UTC(2026, 0, 5, 1) * 1024) as Hlc;

/** The row a replica would show for a creation, for tests of what reads rows. */
export function changeToRow<Kind extends RecordKind>(
  kind: Kind,
  change: CreateChange,
  bookkeeping: RowBookkeeping = {}
): RowOfKind<Kind> {
  if (change.kind !== kind) throw new TypeError(`a ${change.kind} is no ${kind}`);
  const row = {
    id: change.id,
    kind,
    values: change.values,
    conflicts: [],
    createdAt: madeAt,
    updatedAt: madeAt,
    updatedBy: 'test',
    isDeleted: false,
    isLocked: false,
    ...bookkeeping
  };
  // The values were typed by the factory that made the change; FieldPatch only forgets it.
  return row as unknown as RowOfKind<Kind>;
}
