/** Applications for help that stand still, for 今日 (S3-19). */
import { describe, expect, it } from 'vitest';
import type { RecordItem } from '../../../src/lib/app/types';
import type { AidValues } from '../../../src/lib/domain/aid/record';
import { stillAids } from '../../../src/lib/features/today/still-aids';
import type { IsoDate } from '../../../src/lib/kernel/dates';

const today = '2026-03-31' as IsoDate;
const day = (text: string): IsoDate => text as IsoDate;
const aid = (id: string, values: AidValues) => ({ id, values }) as unknown as RecordItem<'aid'>;
const shown = (...aids: RecordItem<'aid'>[]) =>
  stillAids(aids, today).map((line) => [line.aid.id, line.status, line.days]);

describe('S3-19: applications that stand still', () => {
  it('counts from the last step, shows the longest wait first, and only from two weeks on', () => {
    const steps = [
      { on: day('2026-02-10'), text: '入户' },
      { on: day('2026-02-01'), text: '申请' }
    ];
    expect(
      shown(
        aid('fresh', { on: day('2026-03-18'), status: 'applied' }),
        aid('still', { on: day('2026-03-17'), status: 'applied' }),
        aid('stepped', { on: day('2026-02-01'), status: 'visited', steps })
      )
    ).toEqual([
      ['stepped', 'visited', 49],
      ['still', 'applied', 14]
    ]);
  });

  it('leaves out what has ended, what is no application, and what may not be read (I14)', () => {
    const on = day('2025-01-01');
    expect(
      shown(
        aid('paid', { on, status: 'paid' }),
        aid('closed', { on, status: 'closed' }),
        aid('gift', { on, type: 'donation' }),
        aid('hidden', { on })
      )
    ).toEqual([]);
  });
});
