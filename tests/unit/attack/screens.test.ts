/**
 * A colleague's device may write any value of any shape into any field, and refer to anything: every query, figure and
 * printed value must still answer (DESIGN 9, I5).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import { definitionOf, recordKinds } from '../../../src/lib/domain/registry';
import type { FieldMap, RecordKind } from '../../../src/lib/domain/field';
import type { ReadingEntryRow } from '../../../src/lib/domain/reading-entry/record';
import { createFigures, createWorkFigures } from '../../../src/lib/features/statistics/figures';
import { parsePeriod } from '../../../src/lib/domain/statistics/period';
import { orgLines } from '../../../src/lib/features/settings/org-tree';
import type { Json } from '../../../src/lib/kernel/json';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordChange } from '../../../src/lib/storage/types';
import { createTestSession, valueOf } from '../../factories/session';

const ids = Array.from({ length: 12 }, (_, n) => n.toString(16).padStart(32, '0') as RecordId);
const id = fc.constantFrom(...ids);

/** What no form writes: other shapes, words of no list, dates at the edge, names of prototypes, ends of numbers. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    '',
    ' ',
    '__proto__',
    'constructor',
    '\u202e张\u0000三',
    '\ud83d',
    '<img src=x onerror=alert(1)>',
    '=1+1',
    '1800',
    '2200-12-31',
    '2026-02-31',
    '9999999999',
    'x'.repeat(9000)
  ),
  fc.constantFrom<Json>(0, -1, 1.5, 8.64e15, Number.MAX_SAFE_INTEGER, 1e300, true, false),
  fc.constantFrom<Json>(
    [],
    {},
    [null],
    [[]],
    { number: '1' },
    { scheme: 'U12', code: '__proto__' }
  ),
  id,
  fc.array(id, { maxLength: 4 })
);

/** A value that the field would take, where one is easily made, and else an odd one. */
function valueFor(fields: FieldMap, name: string): fc.Arbitrary<Json> {
  const field = fields[name];
  const input = field?.input;
  const fitting: readonly Json[] =
    input?.type === 'date' || input?.type === 'partialDate'
      ? ['1800-01-01', '2200-12-31', '2026-11-23', '1968', '1968-05']
      : input?.type === 'count' || input?.type === 'money'
        ? [0, Number.MAX_SAFE_INTEGER]
        : input?.type === 'dateTime'
          ? [0, 8.64e15]
          : input?.type === 'phones'
            ? [{ number: '15400000001' }, { number: '', note: 'x' }]
            : input?.type === 'categories'
              ? [
                  { scheme: 'U12', code: '10' },
                  { scheme: 'constructor', code: 'toString' }
                ]
              : [...ids, 'active', 'granted', 'withdrawn', 'community', '张三'];
  const one = fc.oneof(fc.constantFrom(...fitting), odd);
  if (field?.cardinality === 'many') return fc.array(one, { maxLength: 3 });
  return field?.cardinality === 'shared' ? fc.string() : one;
}

function changeOf(kind: RecordKind): fc.Arbitrary<RecordChange> {
  const { fields } = definitionOf(kind);
  const names = Object.keys(fields);
  const byName = names.map((name) => [name, valueFor(fields, name)] as const);
  const values = fc
    .record(Object.fromEntries(byName), { requiredKeys: [] })
    .map((some) => some as Readonly<Record<string, Json>>);
  return fc.record({ type: fc.constant('create' as const), kind: fc.constant(kind), id, values });
}

const kinds = recordKinds.filter((kind) => kind !== 'auditEvent');

describe('attack: rows that no form would write', { timeout: 60_000 }, () => {
  it('every query, figure and printed value still answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...kinds).chain(changeOf), { minLength: 4, maxLength: 14 }),
        async (changes) => {
          const { replica, queries, people, today } = await createTestSession();
          // One record each: a later change of another kind would be another record's.
          const byId = new Map(changes.map((change) => [change.id, change]));
          unwrap(await replica.commit([...byId.values()]));
          const day = today.get();
          const nameOf = (kind: RecordKind, of: RecordId) => queries.nameOf(kind, of);
          const shown = valueOf(queries.people);
          const visits = valueOf(queries.records('visit'));
          valueOf(queries.todayView);
          valueOf(queries.withdrawn);
          valueOf(queries.recycleBin);
          for (const one of ids) valueOf(queries.timelineOf(one));
          for (const text of ['张', 'zs', '0001', '__proto__']) queries.search(text);
          for (const kind of recordKinds) {
            const definition = definitionOf(kind);
            const { fields } = definition;
            for (const row of replica.view.rows(kind)) {
              expect(typeof definition.title(row.values)).toBe('string');
              for (const [name, value] of Object.entries(row.values)) {
                const text = fields[name]?.format(value, { nameOf });
                expect(typeof text).toBe('string');
                fields[name]?.mask?.(value);
              }
              await queries.history(kind, row.id);
            }
          }
          const nodes = replica.view.rows('orgNode') as never;
          orgLines(nodes);
          for (const key of ['all', '2026', '2200']) {
            const period = parsePeriod(key);
            if (!period) throw new Error('no period');
            for (const view of ['register', 'visits'] as const) {
              const input = { people: shown, visits, nodes, place: ids[0], period, today: day };
              expect(createFigures(view, input).length).toBeGreaterThan(0);
              createFigures(view, { ...input, place: undefined });
            }
            const work = createWorkFigures({
              activities: valueOf(queries.records('activity')),
              attendance: valueOf(queries.records('attendance')),
              services: valueOf(queries.records('serviceEntry')),
              aids: valueOf(queries.records('aid')),
              jobs: valueOf(queries.records('job')),
              readings: replica.view.rows('readingEntry') as readonly ReadingEntryRow[],
              materials: [],
              period,
              today: day
            });
            expect(work.length).toBeGreaterThan(0);
          }
          for (const row of replica.view.rows('person')) {
            gatePerson(row as never, people.consentsOf(row.id), day);
          }
          await replica.rebuild();
          await replica.close();
        }
      ),
      { numRuns: 10 }
    );
  });
});
