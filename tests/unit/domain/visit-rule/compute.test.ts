import { describe, expect, it } from 'vitest';
import { builtInRules } from '../../../../src/lib/domain/visit-rule/built-in';
import { createFactBook } from '../../../../src/lib/domain/visit-rule/fact-book';
import { visitRuleRecord } from '../../../../src/lib/domain/visit-rule/record';
import { checkVisitRule } from '../../../../src/lib/domain/visit-rule/rules';
import { computeTasks } from '../../../../src/lib/domain/visit-rule/task-index';
import type { RuleConfig } from '../../../../src/lib/domain/visit-rule/versions';
import type { IsoDate, PartialDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';
import { emptyBook, factsOfBook, rowOf, testCalendar } from '../../../factories/visit-world';

const idOf = (serial: number): RecordId => serial.toString(16).padStart(32, '0') as RecordId;
const day = (text: string): IsoDate => text as IsoDate;
const person = idOf(1);

/** Someone who agreed to everything in 2020. */
function bookOf(values: { readonly birth?: PartialDate; readonly greetings?: readonly string[] }) {
  const book = emptyBook();
  const since = day('2020-01-01');
  book.people.set(
    person,
    rowOf('person', person, { name: '任谷雨', status: 'active', ...values }, since)
  );
  const purposes = ['register', 'visit', 'greeting', 'care'] as const;
  const consent = { person, purposes, channel: 'paper', signedOn: since };
  book.consents.set(idOf(2), rowOf('consent', idOf(2), consent, since));
  return book;
}

/** The tasks that one rule makes, switched on. */
function tasksOf(
  book: ReturnType<typeof emptyBook>,
  key: string,
  span: readonly [string, string],
  today: string,
  change: (config: RuleConfig) => RuleConfig = (config) => config
) {
  const found = builtInRules.find((rule) => rule.key === key);
  if (!found) throw new Error(`no rule ${key}`);
  const present = { number: 1, config: change({ ...found.config, enabled: true }) };
  const facts = createFactBook();
  facts.apply(factsOfBook(book, day(today)));
  return computeTasks(facts, {
    rules: [{ id: found.id, key, versions: [present], present }],
    calendar: testCalendar,
    span: { from: day(span[0]), to: day(span[1]) },
    today: day(today)
  });
}

/** The rule without its limit to help marks. */
const forAll = ({ tags: _tags, ...config }: RuleConfig): RuleConfig => config;

const visitOn = (book: ReturnType<typeof emptyBook>, serial: number, on: string): void => {
  const values = { people: [person], on: day(on), method: 'home' };
  book.visits.set(idOf(serial), rowOf('visit', idOf(serial), values, day(on)));
};

describe('must-visit engine by example (SPEC 2, 4)', () => {
  it('V10 a birthday on 29 February is the 28th in a common year, and says so', () => {
    const book = bookOf({ birth: '1960-02-29' as PartialDate, greetings: ['birthday'] });
    const span = ['2027-01-01', '2028-12-31'] as const;
    const tasks = tasksOf(book, 'V10', span, '2027-01-01');
    expect(tasks.map(({ due }) => due)).toEqual(['2027-02-28', '2028-02-29']);
    expect(tasks[0]?.explanation).toContain('生日2月29日，今年按2月28日');
    expect(tasks[1]?.explanation).not.toContain('今年按');
  });

  it('V10 a birth known to the month, and a birthday that was not chosen, make no task', () => {
    const span = ['2027-01-01', '2028-12-31'] as const;
    const month = bookOf({ birth: '1960-02' as PartialDate, greetings: ['birthday'] });
    expect(tasksOf(month, 'V10', span, '2027-01-01')).toEqual([]);
    const silent = bookOf({ birth: '1960-02-29' as PartialDate });
    expect(tasksOf(silent, 'V10', span, '2027-01-01')).toEqual([]);
  });

  it('V6 春节 2027 lies on 6 February; its window opens twenty days before', () => {
    const book = bookOf({ greetings: ['spring'] });
    const [task, ...others] = tasksOf(book, 'V6', ['2027-01-01', '2027-03-31'], '2027-01-20');
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      occasion: 'spring@2027',
      from: '2027-01-17',
      due: '2027-02-06',
      state: 'open',
      explanation: '春节前走访：本人选择该节日；1月17日至2月6日之间去'
    });
  });

  it('V8 a season over the new year is one task, closed by one visit in either year', () => {
    const book = bookOf({});
    const span = ['2026-11-01', '2027-02-28'] as const;
    const [task, ...others] = tasksOf(book, 'V8', span, '2027-01-05', forAll);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ from: '2026-12-01', due: '2027-02-10', state: 'open' });
    expect(task?.explanation).toContain('次年2月10日');
    visitOn(book, 20, '2026-12-31');
    expect(tasksOf(book, 'V8', span, '2027-01-05', forAll)[0]?.state).toBe('done');
  });

  it('V11 a pairing asks for its agreed cycle while it runs; one visit settles one month', () => {
    const book = bookOf({});
    const pairing = { person, helper: idOf(9), cycle: 'monthly', from: day('2026-09-10') };
    const values = { ...pairing, until: day('2026-12-15') };
    book.pairings.set(idOf(3), rowOf('pairing', idOf(3), values, day('2026-09-10')));
    visitOn(book, 20, '2026-10-02');
    visitOn(book, 21, '2026-10-30');
    const tasks = tasksOf(book, 'V11', ['2026-08-01', '2027-01-31'], '2026-11-20');
    expect(tasks.map(({ occasion, state }) => [occasion, state])).toEqual([
      ['month@2026-09', 'missed'],
      ['month@2026-10', 'done'],
      ['month@2026-11', 'open']
    ]);
    expect(tasks[0]?.assignee).toBe(idOf(9));
  });

  it('no rule by party, ethnicity or belief; a rule in use has a name and a time', () => {
    const { categories, seasonFrom } = visitRuleRecord.fields;
    for (const code of ['01', '02', '04', '05']) {
      expect(categories.parse([code]).ok).toBe(false);
    }
    expect(categories.parse(['07']).ok).toBe(true);
    expect(seasonFrom.parse('12月1日')).toEqual({ ok: true, value: '12-01' });
    expect(seasonFrom.parse('2-30').ok).toBe(false);
    expect(checkVisitRule({ enabled: true }).map(({ field }) => field)).toEqual([
      'name',
      'triggers'
    ]);
  });
});
