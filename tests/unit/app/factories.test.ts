import { describe, expect, it } from 'vitest';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import { definitionOf } from '../../../src/lib/domain/registry';
import { equalJson, type Json } from '../../../src/lib/kernel/json';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { createLargeSpace } from '../../factories/large-space';
import { loadQuickReader } from '../../factories/quick-reader';
import {
  changeToRow,
  createConsentChange,
  createConsentedPerson,
  createHouseholdChange,
  createImportBatchChange,
  createOrgNodeChange,
  createPersonChange,
  createRelationChange,
  createSpaceSettingsChange,
  createVisitChange,
  createWorkerChange,
  personIdOf,
  type CreateChange
} from '../../factories/records';

function refusedValues(changes: readonly CreateChange[]): string[] {
  return changes.flatMap(({ kind, values }) =>
    Object.entries(values).flatMap(([name, value]) => {
      const parsed = definitionOf(kind).fields[name]?.parse(value);
      const isKept = parsed?.ok === true && equalJson(parsed.value as Json, value);
      return isKept ? [] : [`${kind}.${name} ${JSON.stringify(value)}`];
    })
  );
}

describe('record factories', () => {
  it('make records whose every value is valid', () => {
    const changes = [
      ...createConsentedPerson('a'),
      createVisitChange('1'),
      createHouseholdChange('1'),
      createRelationChange('1'),
      createOrgNodeChange('1'),
      createWorkerChange('1'),
      createImportBatchChange('1'),
      createSpaceSettingsChange()
    ];
    expect(refusedValues(changes)).toEqual([]);
    for (const { kind, values } of changes) {
      const fields = Object.entries(definitionOf(kind).fields);
      const missing = fields.filter(([name, field]) => field.required && !(name in values));
      expect(missing, kind).toEqual([]);
    }
  });

  it('take overrides, and take a default away by undefined', () => {
    const person = createPersonChange('a', { name: '盖半夏', salutation: undefined });
    expect(person.values['name']).toBe('盖半夏');
    expect(person.values).not.toHaveProperty('salutation');
    expect(person.id).toBe(personIdOf('a'));
    expect(person.id).not.toBe(personIdOf('b'));
  });

  it('make rows that the consent gate reads (I14)', () => {
    const person = changeToRow('person', createPersonChange('a'));
    const consent = changeToRow('consent', createConsentChange('a', { person: person.id }));
    const today = '2026-11-23' as IsoDate;
    expect(gatePerson(person, [consent], today)?.state).toBe('valid');
    expect(gatePerson(person, [], today)?.state).toBe('pending');
  });
});

describe('large space', () => {
  it('is a function of its seed and holds valid values', async () => {
    const options = { people: 150, visits: 400, readName: await loadQuickReader() };
    const space = createLargeSpace(options);
    expect(createLargeSpace(options)).toEqual(space);
    expect(createLargeSpace({ ...options, seed: 'x' }).personIds[0]).not.toBe(space.personIds[0]);
    const all = [...space.places, ...space.people, ...space.visits];
    expect(refusedValues(all)).toEqual([]);
    expect(new Set(all.map((change) => change.id)).size).toBe(all.length);
  });

  it('has the reference size of DESIGN 8: 20,000 people, 100,000 visits', () => {
    const space = createLargeSpace();
    expect(space.personIds).toHaveLength(20_000);
    expect(space.visits).toHaveLength(100_000);
    const ids = new Set([...space.people, ...space.visits].map((change) => change.id));
    expect(ids.size).toBe(space.people.length + space.visits.length);
    // Generous, since tests share a busy machine; alone it takes about a second.
  }, 30_000);
});
