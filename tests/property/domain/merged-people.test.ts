/** Merged people (domain/doubles/links, domain/consent/merged): order, repetition, and what may be seen afterwards. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consentBasis } from '../../../src/lib/domain/consent/basis';
import { mergedBasis } from '../../../src/lib/domain/consent/merged';
import type { ConsentRow, ConsentValues } from '../../../src/lib/domain/consent/record';
import { mergedPeople } from '../../../src/lib/domain/doubles/links';
import type { IsoDate, PartialDate } from '../../../src/lib/kernel/dates';
import { hlcToMs } from '../../../src/lib/kernel/hlc';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { consentRow, idOf } from '../../factories/domain-rows';

const today = '2026-11-23' as IsoDate;
const members = [1, 2, 3, 4, 5, 6].map(idOf);
const links = fc.array(
  fc.record({ from: fc.nat(5), into: fc.nat(5), at: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 8 }
);
type Links = readonly { readonly from: number; readonly into: number; readonly at: number }[];

const recordsOf = (made: Links, order: readonly RecordId[] = members) =>
  order.map((id) => ({
    id,
    mergedInto: made
      .filter(({ from }) => members[from] === id)
      .map(({ into, at }) => ({ id: members[into] ?? id, at }))
  }));

const facts = (made: Links, order?: readonly RecordId[]) =>
  [...mergedPeople(recordsOf(made, order))].sort(([a], [b]) => (a < b ? -1 : 1));

describe('who is one person', () => {
  it('I1: does not depend on the order of links or records, nor on a link being there twice', () => {
    fc.assert(
      fc.property(links, fc.shuffledSubarray([...members], { minLength: 6 }), (made, order) => {
        expect(facts([...made].reverse(), order)).toEqual(facts(made));
        expect(facts([...made, ...made])).toEqual(facts(made));
      })
    );
  });

  it('the smallest id of all that hang together stands, each record in one person only', () => {
    fc.assert(
      fc.property(links, (made) => {
        const people = mergedPeople(recordsOf(made));
        for (const { from, into } of made) {
          if (from === into) continue;
          const [a, b] = [people.get(idOf(from + 1)), people.get(idOf(into + 1))];
          expect(a).toBeDefined();
          expect(a).toBe(b);
        }
        for (const [id, person] of people) {
          expect(person.members).toContain(id);
          expect(person.id).toBe([...person.members].sort()[0]);
          expect(person.members.length).toBeGreaterThan(1);
        }
      })
    );
  });
});

const purposes = fc.subarray(['register', 'visit', 'greeting', 'identity']);
const dates = fc.constantFrom('2026-01-05', '2026-05-05', '2026-11-20', '2027-02-01');
const paper = fc.record(
  {
    purposes,
    signedOn: dates,
    channel: fc.constantFrom('inPerson', 'guardian'),
    expiresOn: dates,
    withdrawnOn: dates
  },
  { requiredKeys: ['purposes', 'signedOn', 'channel'] }
);
const birth = fc.option(
  fc.constantFrom('1968-05', '2015-06', '2015') as fc.Arbitrary<PartialDate>,
  {
    nil: undefined
  }
);
const side = fc.record({ papers: fc.array(paper, { maxLength: 4 }), birth });

describe('I14: consents never widen by a merge', () => {
  it('nothing holds that held at neither record, and a withdrawal ends it for both', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        let number = 0;
        const rows = (papers: typeof a.papers): readonly ConsentRow[] =>
          papers.map((values) => {
            number += 1;
            return consentRow(number, idOf(1), values as unknown as ConsentValues);
          });
        const records = [
          { consents: rows(a.papers), birth: a.birth },
          { consents: rows(b.papers), birth: b.birth }
        ];
        const all = records.flatMap(({ consents }) => consents);
        // Merged after everything was written.
        const mergedAt = Math.max(0, ...all.map(({ createdAt }) => hlcToMs(createdAt)));
        const merged = mergedBasis(records, mergedAt, today);
        const own = records.flatMap(
          ({ consents, birth: on }) => consentBasis(consents, on, today).purposes
        );
        for (const purpose of merged.purposes) expect(own).toContain(purpose);
        const ended = new Set(
          all
            .filter(({ values }) => values.withdrawnOn !== undefined)
            .flatMap(({ values }) => values.purposes ?? [])
        );
        for (const purpose of merged.purposes) expect(ended.has(purpose)).toBe(false);
        expect(mergedBasis([...records].reverse(), mergedAt, today).purposes).toEqual(
          merged.purposes
        );
      }),
      { numRuns: 400 }
    );
  });
});
