import { describe, expect, it } from 'vitest';
import { rollOf, type RollEntry } from '../../../../src/lib/domain/activity/roll';
import { keepsRole, listedRoles } from '../../../../src/lib/domain/activity/listed-roles';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const id = (text: string) => text as RecordId;
const compare = (a: RecordId, b: RecordId): number => (a < b ? -1 : 1);
const entry = (
  person: string | undefined,
  role: string,
  count = 0,
  isExpected = false,
  isRest = false
): RollEntry => ({
  id: id(`entry-${person ?? count}`),
  person: person === undefined ? undefined : id(person),
  count,
  role,
  isExpected,
  isRest
});

describe('roll of an activity (S1-35)', () => {
  it('holds the members of the group and whoever signed up or came, each once', () => {
    const roll = rollOf({
      entries: [entry('c', 'signedUp'), entry('a', 'attended')],
      expected: [id('b'), id('a')],
      guests: 0,
      actual: undefined,
      compare
    });
    expect(roll.lines.map(({ person, role, isPresent }) => [person, role, isPresent])).toEqual([
      ['a', 'attended', true],
      ['b', undefined, false],
      ['c', 'signedUp', false]
    ]);
    expect(roll).toMatchObject({ present: 1, signedUp: 1, excused: 0 });
  });

  it('应到 by a list keeps its number when the listed come; who is of the group is not counted twice', () => {
    const invited = (roles: Readonly<Record<string, string>>) =>
      rollOf({
        entries: Object.entries(roles).map(([person, role]) => entry(person, role, 0, true)),
        expected: [id('a')],
        guests: 0,
        actual: undefined,
        compare
      });
    expect(invited({ a: 'invited', b: 'invited', c: 'invited' })).toMatchObject({
      present: 0,
      signedUp: 0,
      invited: 2
    });
    expect(invited({ a: 'attended', b: 'attended', c: 'invited' })).toMatchObject({
      present: 2,
      invited: 2
    });
  });

  it('a list before the day invites or signs up, on the day also ticks; what is written stays', () => {
    const today = '2026-03-05' as IsoDate;
    expect(listedRoles('2026-03-06' as IsoDate, today)).toEqual(['signedUp', 'invited']);
    expect(listedRoles(today, today)).toEqual(['attended', 'invited']);
    expect(listedRoles('2026-03-04' as IsoDate, today)).toEqual(['attended']);
    const kept = (wanted: 'invited' | 'signedUp' | 'attended') =>
      ['invited', 'signedUp', 'attended', 'served', 'excused'].filter((role) =>
        keepsRole(role, wanted)
      );
    expect(kept('invited')).toHaveLength(5);
    expect(kept('signedUp')).toEqual(['signedUp', 'attended', 'served']);
    expect(kept('attended')).toEqual(['attended', 'served']);
  });

  it('no line moves when it is ticked', () => {
    const order = (entries: RollEntry[]) =>
      rollOf({
        entries,
        expected: [id('b'), id('a'), id('c')],
        guests: 0,
        actual: undefined,
        compare
      }).lines.map(({ person }) => person);
    expect(order([entry('c', 'attended')])).toEqual(order([]));
  });

  it('counts helpers, lecturers, people without a name, hidden people and guests as present', () => {
    const roll = rollOf({
      entries: [
        entry('a', 'served'),
        entry('b', 'lectured'),
        entry('c', 'excused'),
        entry(undefined, 'attended', 12),
        // Someone who withdrew: one person without a name.
        entry(undefined, 'attended'),
        entry(undefined, 'signedUp', 5)
      ],
      expected: [],
      guests: 3,
      actual: undefined,
      compare
    });
    expect(roll).toMatchObject({ present: 2 + 12 + 1 + 3, unnamed: 13, excused: 1, signedUp: 0 });
  });
  it('whoever is named after a table gave the number was one of the unnamed; a number counted here stays (H3-2)', () => {
    const roll = (named: string[], actual: number | undefined, isRest: boolean) =>
      rollOf({
        entries: [
          ...named.map((person) => entry(person, 'attended')),
          entry(undefined, 'attended', 33, false, isRest)
        ],
        expected: [],
        guests: 0,
        actual,
        compare
      });
    expect(roll(['a', 'b'], 35, true)).toMatchObject({ present: 35, unnamed: 33 });
    expect(roll(['a', 'b', 'c', 'd'], 35, true)).toMatchObject({ present: 35, unnamed: 31 });
    expect(roll(['a', 'b', 'c'], 2, true)).toMatchObject({ present: 3, unnamed: 0 });
    expect(roll(['a', 'b', 'c'], undefined, true)).toMatchObject({ present: 36, unnamed: 33 });
    expect(roll(['a', 'b', 'c', 'd'], 35, false)).toMatchObject({ present: 37, unnamed: 33 });
  });
});
