/** The ways of needs and suggestions (DOMAIN F; S0-02, S1-26, S2-04, S2-24, S3-06), without storage or screen. */
import { describe, expect, it } from 'vitest';
import { makeMove, movesFrom, type MoveAnswer } from '../../../src/lib/domain/handling/move';
import { needStatuses } from '../../../src/lib/domain/code-lists/need-status';
import { needTypes } from '../../../src/lib/domain/code-lists/need-type';
import { services } from '../../../src/lib/domain/code-lists/service';
import { suggestionStatuses } from '../../../src/lib/domain/code-lists/suggestion-status';
import { needColumns, needDue, needMoves, type NeedMove } from '../../../src/lib/domain/need/flow';
import {
  entriesOfHelp,
  fittingServices,
  isKept,
  servicesOfUnit
} from '../../../src/lib/domain/need/offers';
import { promiseFor } from '../../../src/lib/domain/need/promise';
import type { NeedValues } from '../../../src/lib/domain/need/record';
import { checkNeed } from '../../../src/lib/domain/need/rules';
import {
  suggestionColumns,
  suggestionMoves,
  type SuggestionMove
} from '../../../src/lib/domain/suggestion/flow';
import type { SuggestionValues } from '../../../src/lib/domain/suggestion/record';
import { checkSuggestion } from '../../../src/lib/domain/suggestion/rules';
import { needTypeOf, splitConcerns } from '../../../src/lib/domain/visit/concerns';
import { receptionRecord } from '../../../src/lib/domain/reception/record';
import { localDateTime, type IsoDate } from '../../../src/lib/kernel/dates';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';

const day = (text: string) => text as IsoDate;
const today = day('2026-03-10');
const me = 'me' as RecordId;
const other = { id: 'other' as RecordId, name: '石小雪' };
const answer: MoveAnswer = { today, me, note: '写一句', worker: other };
const fresh: NeedValues = {
  raisedOn: today,
  type: 'papers',
  content: '办证',
  status: 'registered'
};

const after = (values: object, patch: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...values, ...patch }).filter(([, value]) => value !== null));
const need = (values: NeedValues, id: NeedMove, given: Partial<MoveAnswer> = {}): NeedValues =>
  after(values, unwrap(makeMove(needMoves, id, values, [], { ...answer, ...given })));
const suggestion = (values: SuggestionValues, id: SuggestionMove): SuggestionValues =>
  after(values, unwrap(makeMove(suggestionMoves, id, values, [], { ...answer, adopted: true })));
const texts = ({ steps = [] }: NeedValues | SuggestionValues) => steps.map(({ text }) => text);

describe('诉求 (DOMAIN F)', () => {
  it('every status has its column, and whatever move is made the rules of the record hold', () => {
    expect([...needColumns].sort()).toEqual(needStatuses.items.map(({ code }) => code).sort());
    const seen = new Map<string, NeedValues>([['registered', fresh]]);
    const waiting = [fresh];
    for (let values = waiting.pop(); values; values = waiting.pop()) {
      for (const id of movesFrom(needMoves, values, [])) {
        const next = need(values, id);
        expect(checkNeed(next, today), `${values.status ?? ''} → ${id}`).toEqual([]);
        const key = next.status ?? '';
        if (seen.has(key)) continue;
        seen.set(key, next);
        waiting.push(next);
      }
    }
    expect([...seen.keys()].sort()).toEqual([...needColumns].sort());
  });

  it('S1-26: handed over it waits for the receipt of the colleague, who then handles it', () => {
    const handed = need(need(fresh, 'accept'), 'handOver', { note: '' });
    expect(handed).toMatchObject({ status: 'registered', handler: other.id });
    const taken = need(handed, 'accept', { me: other.id, note: '' });
    expect(taken).toMatchObject({ status: 'accepted', handler: other.id });
    expect(texts(taken)).toEqual(['受理：写一句', '交给石小雪办理，等待签收', '受理']);
    expect(taken.steps?.[2]).toEqual({ on: today, text: '受理', by: other.id });
  });

  it('S2-04: closing wants a result, is looked at again after 30 days, and reopening keeps the first ending', () => {
    const refused = makeMove(needMoves, 'close', fresh, [], { ...answer, note: '  ' });
    expect(refused).toMatchObject({ error: { field: 'note', message: '办结要写明办理结果' } });
    const closed = need(fresh, 'close', { satisfaction: 'good' });
    expect(closed).toMatchObject({ closedOn: today, result: '写一句', satisfaction: 'good' });
    expect(needDue(closed)).toEqual({ type: 'recheck', on: '2026-04-09' });
    const checked = need(closed, 'recheck', { today: day('2026-04-11'), note: '证已拿到' });
    expect(checked).toMatchObject({ recheckOn: '2026-04-11', satisfaction: 'good' });
    expect(needDue(checked)).toBeUndefined();
    const again = need(checked, 'reopen', { today: day('2026-05-02'), note: '证件有误' });
    expect(texts(again)).toEqual(['办结：写一句', '回头看：证已拿到', '重新办理：证件有误']);
    for (const name of ['closedOn', 'result', 'satisfaction', 'recheckOn', 'recheckResult']) {
      expect(again).not.toHaveProperty(name);
    }
  });

  it('a promise is due while the need is open; the date proposed follows the type', () => {
    const promised = { ...fresh, promiseBy: promiseFor('papers', today) };
    expect(needDue(promised)).toEqual({ type: 'promise', on: '2026-03-15' });
    expect(needDue(need(promised, 'withdraw'))).toBeUndefined();
    for (const { code } of needTypes.items) expect(promiseFor(code, today) > today).toBe(true);
  });

  it('I14: without consent nothing is written of the course or the result, handing over still works', () => {
    const closed = ['type', 'content', 'steps', 'result', 'recheckResult'];
    expect(movesFrom(needMoves, fresh, closed)).toEqual(['accept', 'handOver', 'withdraw']);
    expect(unwrap(makeMove(needMoves, 'handOver', fresh, closed, answer))).toEqual({
      status: 'registered',
      handler: other.id
    });
    expect(makeMove(needMoves, 'close', fresh, closed, answer)).toMatchObject({ ok: false });
  });

  it('S1-25: help is kept on both sides, with the need; a need without a name has the giving side alone', () => {
    const [need, helper, person] = ['n' as RecordId, 'h' as RecordId, 'p' as RecordId];
    const on = '2026-03-05' as IsoDate;
    const shared = { on, type: 'law', need, times: 1 };
    const lawyer = { kind: 'person', id: helper, services: ['law', 'mediation'] } as const;
    const valuesOf = (...input: Parameters<typeof entriesOfHelp>) =>
      entriesOfHelp(...input).map(({ values }) => values);
    expect(valuesOf({ id: need, people: [person] }, lawyer, on)).toEqual([
      { ...shared, direction: 'given', people: [helper] },
      { ...shared, direction: 'received', people: [person] }
    ]);
    expect(valuesOf({ id: need, people: [] }, { ...lawyer, kind: 'group' }, on)).toEqual([
      { ...shared, direction: 'given', group: helper }
    ]);
    expect(valuesOf({ id: need, people: [] }, { ...lawyer, kind: 'partnerUnit' }, on)).toEqual([
      { ...shared, direction: 'given', unit: helper }
    ]);
  });

  it('S1-25: help stands in the book once a day, whoever gave it', () => {
    const helper = { id: 'h' as RecordId };
    const on = '2026-03-05' as IsoDate;
    for (const giver of [{ group: helper.id }, { unit: helper.id }, { people: [helper.id] }]) {
      expect(isKept([{ values: { on, ...giver } }], helper, on)).toBe(true);
      expect(isKept([{ values: { on, ...giver } }], helper, '2026-03-06' as IsoDate)).toBe(false);
    }
    expect(isKept([{ values: { on, group: 'x' as RecordId } }], helper, on)).toBe(false);
  });

  it('S3-06, S1-23, S0-08: a unit offers what it told and what it lends', () => {
    expect(servicesOfUnit(['law'], ['funds', 'equipment', undefined])).toEqual(['law', 'donation']);
    expect(servicesOfUnit(undefined, [])).toEqual([]);
    expect(fittingServices('assistance', servicesOfUnit(undefined, ['funds']))).toEqual([
      'donation'
    ]);
  });

  it('S3-06: a need meets who offers such a service', () => {
    expect(fittingServices('neighbours', ['law', 'repair', 'mediation'])).toEqual([
      'mediation',
      'repair'
    ]);
    expect(fittingServices('pension', ['law'])).toEqual([]);
    const fitting = needTypes.items.flatMap(({ code }) =>
      fittingServices(
        code,
        services.items.map((item) => item.code)
      )
    );
    expect(new Set(fitting).size).toBeGreaterThan(8);
  });
});

describe('接待', () => {
  const { at } = receptionRecord.fields;

  it('S3-01: the time is a number, or the local day and time as a form holds it', () => {
    const ms = new Date(2026, 2, 10, 9, 5).getTime();
    expect(localDateTime(ms)).toBe('2026-03-10T09:05');
    expect(at.parse(localDateTime(ms))).toEqual({ ok: true, value: ms });
    expect(at.parse('2026-03-10')).toEqual({ ok: true, value: new Date(2026, 2, 10).getTime() });
    expect(at.parse('2026-03-10T25:00').ok).toBe(false);
    expect(at.parse('3月10日').ok).toBe(false);
  });
});

describe('意见建议 (S2-24)', () => {
  const raised: SuggestionValues = { raisedOn: today, topic: '多开讲座', status: 'raised' };

  it('goes from raised to checked, the proposer hears of it, and every stage obeys the rules', () => {
    expect([...suggestionColumns].sort()).toEqual(
      suggestionStatuses.items.map(({ code }) => code).sort()
    );
    const ways: readonly SuggestionMove[] = ['assign', 'reply', 'feedback', 'publish', 'check'];
    const done = ways.reduce((values, id) => {
      const next = suggestion(values, id);
      expect(checkSuggestion(next, today), id).toEqual([]);
      return next;
    }, raised);
    expect(done).toMatchObject({ status: 'checked', adopted: true, published: true });
    expect(texts(done)).toEqual([
      '交给石小雪办理：写一句',
      '已向提出人反馈：写一句',
      '公开：写一句',
      '核查：写一句'
    ]);
  });

  it('is handed to somebody, and answered only with an answer', () => {
    const nobody = { ...answer, worker: undefined };
    expect(makeMove(suggestionMoves, 'assign', raised, [], nobody)).toMatchObject({
      error: { field: 'worker' }
    });
    expect(makeMove(suggestionMoves, 'reply', raised, [], { ...answer, note: '' })).toMatchObject({
      error: { field: 'note' }
    });
  });
});

describe('反映事项 (DOMAIN H2)', () => {
  it.each([
    ['1、楼道灯坏了；2、想申请低保。', ['楼道灯坏了', '想申请低保。']],
    ['（1）下水堵了\n（2）想找工作', ['下水堵了', '想找工作']],
    ['①门禁失灵②', ['门禁失灵②']],
    ['2.5公里外才有菜场', ['2.5公里外才有菜场']],
    ['楼道灯坏了\n\n楼道灯坏了', ['楼道灯坏了']],
    ['', []]
  ])('%j is %j', (text, matters) => expect(splitConcerns(text)).toEqual(matters));

  it('I12: the type is taken only from a word of one type', () => {
    expect(needTypeOf('想申请低保')).toBe('assistance');
    expect(needTypeOf('想找工作，也想问医保')).toBeUndefined();
    expect(needTypeOf('楼道灯坏了')).toBeUndefined();
  });
});
