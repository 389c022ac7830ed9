/** Applications by household and donations in kind (S3-18, S3-19, S3-20; DOMAIN D2 Aid). */
import { describe, expect, it } from 'vitest';
import { createTestSession } from '../../../factories/session';
import { aidRecord, type AidValues } from '../../../../src/lib/domain/aid/record';
import { checkAid, nextStatuses } from '../../../../src/lib/domain/aid/rules';
import { aidStatuses } from '../../../../src/lib/domain/code-lists/aid-status';
import type { IsoDate } from '../../../../src/lib/kernel/dates';
import type { RecordId } from '../../../../src/lib/kernel/ids';
import { unwrap } from '../../../../src/lib/kernel/result';
import { valueOf } from '../../../factories/session';

const today = '2026-03-05' as IsoDate;
const household = '00000000000000000000000001' as RecordId;
const fieldsAt = (values: AidValues) => checkAid(values, today).map(({ field }) => field);

describe('S3-19: an application goes its steps', () => {
  it('apply, visit, verify, decide, pay: the next one first, later ones may be taken at once', () => {
    expect(nextStatuses({})).toEqual(['applied', 'visited', 'verified', 'decided', 'paid']);
    expect(nextStatuses({ status: 'visited' })).toEqual(['verified', 'decided', 'paid']);
    for (const status of ['paid', 'closed']) expect(nextStatuses({ status })).toEqual([]);
    const known = aidStatuses.items.map(({ code }) => code);
    for (const status of nextStatuses({})) expect(known).toContain(status);
  });

  it('names the household, ends with a result, and no step lies ahead', () => {
    const base = { on: today, type: 'allowance', status: 'applied' };
    expect(fieldsAt(base)).toEqual(['household']);
    expect(fieldsAt({ ...base, household })).toEqual([]);
    expect(fieldsAt({ ...base, household, status: 'closed' })).toEqual(['result']);
    const ahead = [{ on: '2026-03-06' as IsoDate, text: '入户' }];
    expect(fieldsAt({ ...base, household, steps: ahead })).toEqual(['steps']);
    // What was given without an application needs no household.
    expect(fieldsAt({ on: today, type: 'donation' })).toEqual([]);
  });

  it('DOMAIN D1: no field asks for income', () => {
    const labels = Object.values(aidRecord.fields).map(({ label }) => label);
    expect(labels.join()).not.toMatch(/收入|工资|低保金|存款/);
  });

  it('I14: status and steps of a person who did not agree to care stay closed', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const on = session.today.get();
    const person = unwrap(await commands.save('person', undefined, { name: '顾念慈' })).id;
    const values = {
      on,
      type: 'allowance',
      people: [person],
      status: 'applied',
      steps: [{ on, text: '已申请' }]
    };
    unwrap(await commands.save('aid', undefined, values));
    const [item] = valueOf(queries.records('aid'));
    expect(item?.values.status).toBeUndefined();
    expect(item?.values.steps).toBeUndefined();
    expect(item?.closed.length).toBeGreaterThan(0);
  });

  it('S3-20: a donation in kind keeps its things and their value', async () => {
    const { commands, queries, today: day } = await createTestSession();
    const values = { on: day.get(), type: 'donation', items: ['棉衣20件'], value: 500_000 };
    unwrap(await commands.save('aid', undefined, values));
    const [item] = valueOf(queries.records('aid'));
    expect(item?.values).toMatchObject({ items: ['棉衣20件'], value: 500_000 });
  });
});
