import { describe, expect, it } from 'vitest';
import { rollOf, type RollEntry } from '../../../../src/lib/domain/activity/roll';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const id = (text: string) => text as RecordId;
const compare = (a: RecordId, b: RecordId): number => (a < b ? -1 : 1);
const entry = (person: string | undefined, role: string, count = 0): RollEntry => ({
  id: id(`entry-${person ?? count}`),
  person: person === undefined ? undefined : id(person),
  count,
  role
});

describe('roll of an activity (S1-35)', () => {
  it('holds the members of the group and whoever signed up or came, each once', () => {
    const roll = rollOf({
      entries: [entry('c', 'signedUp'), entry('a', 'attended')],
      expected: [id('b'), id('a')],
      guests: 0,
      compare
    });
    expect(roll.lines.map(({ person, role, isPresent }) => [person, role, isPresent])).toEqual([
      ['a', 'attended', true],
      ['b', undefined, false],
      ['c', 'signedUp', false]
    ]);
    expect(roll).toMatchObject({ present: 1, signedUp: 1, excused: 0 });
  });

  it('no line moves when it is ticked', () => {
    const order = (entries: RollEntry[]) =>
      rollOf({ entries, expected: [id('b'), id('a'), id('c')], guests: 0, compare }).lines.map(
        ({ person }) => person
      );
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
      compare
    });
    expect(roll).toMatchObject({ present: 2 + 12 + 1 + 3, unnamed: 13, excused: 1, signedUp: 0 });
  });
});
