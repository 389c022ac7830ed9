/** Matters that stand still, for 今日 (S3-19, S2-04, S2-24): nobody is forgotten for want of a date. */
import { describe, expect, it } from 'vitest';
import type { RecordItem } from '../../../src/lib/app/types';
import { stillMatters } from '../../../src/lib/features/today/still-matters';
import type { IsoDate } from '../../../src/lib/kernel/dates';

const today = '2026-03-31' as IsoDate;
const day = (text: string): IsoDate => text as IsoDate;
type Kind = 'aid' | 'need' | 'suggestion';
const item = <K extends Kind>(id: string, values: RecordItem<K>['values']) =>
  ({ id, values, people: [] }) as unknown as RecordItem<K>;
const shown = (of: {
  aids?: RecordItem<'aid'>[];
  needs?: RecordItem<'need'>[];
  suggestions?: RecordItem<'suggestion'>[];
}) =>
  stillMatters({ aids: [], needs: [], suggestions: [], ...of }, today).map((line) => [
    line.item.id,
    line.status,
    line.days
  ]);

describe('matters that stand still', () => {
  it('S3-19: counts from the last step, shows the longest wait first, and only from two weeks on', () => {
    const steps = [
      { on: day('2026-02-10'), text: '入户' },
      { on: day('2026-02-01'), text: '申请' }
    ];
    const aids = [
      item<'aid'>('fresh', { on: day('2026-03-18'), status: 'applied' }),
      item<'aid'>('still', { on: day('2026-03-17'), status: 'applied' }),
      item<'aid'>('stepped', { on: day('2026-02-01'), status: 'visited', steps })
    ];
    expect(shown({ aids })).toEqual([
      ['stepped', '已入户', 49],
      ['still', '已申请', 14]
    ]);
  });

  it('S3-19, I14: leaves out what has ended, what is no application, and what may not be read', () => {
    const on = day('2025-01-01');
    const aids = [
      item<'aid'>('paid', { on, status: 'paid' }),
      item<'aid'>('closed', { on, status: 'closed' }),
      item<'aid'>('gift', { on, type: 'donation' }),
      item<'aid'>('hidden', { on })
    ];
    expect(shown({ aids })).toEqual([]);
  });

  it('S2-04: an open need without a promise; a promised one comes back by its date', () => {
    const raisedOn = day('2026-03-01');
    const needs = [
      item<'need'>('bare', { raisedOn, status: 'working' }),
      item<'need'>('passed', { raisedOn: day('2026-03-02'), status: 'transferred' }),
      item<'need'>('promised', { raisedOn, status: 'working', promiseBy: day('2026-05-01') }),
      item<'need'>('done', { raisedOn, status: 'resolved' }),
      item<'need'>('taken back', { raisedOn, status: 'withdrawn' })
    ];
    expect(shown({ needs })).toEqual([
      ['bare', '办理中', 30],
      ['passed', '转办', 29]
    ]);
  });

  it('S2-24: a suggestion until it is answered', () => {
    const raisedOn = day('2026-03-01');
    const steps = [{ on: day('2026-03-10'), text: '交给物业' }];
    const suggestions = [
      item<'suggestion'>('new', { raisedOn: day('2026-03-20'), status: 'raised' }),
      item<'suggestion'>('assigned', { raisedOn, status: 'assigned', steps }),
      item<'suggestion'>('answered', { raisedOn, status: 'answered' })
    ];
    expect(shown({ suggestions })).toEqual([['assigned', '已交办', 21]]);
  });
});
