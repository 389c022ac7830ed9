/** The visit ledger H2 from files to the book, on replicas in memory (issue 4; I11, I12, I14). */
import { describe, expect, it, vi } from 'vitest';
import { createFixture, type Fixture } from '../../contract/replica/fixture';
import { saveRecord } from '../../../src/lib/app/commands/save';
import type { LedgerState, NameQuestion, WriteDecisions } from '../../../src/lib/app/ledger/types';
import type { NeedValues } from '../../../src/lib/domain/need/record';
import type { VisitValues } from '../../../src/lib/domain/visit/record';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestBook, fixtureFile, reached, type TestBook } from './ledger-helpers';

vi.setConfig({ testTimeout: 30_000 });

const encodings = ['h2-gbk.csv', 'h2-utf8.csv', 'h2-utf8-bom.csv', 'h2-走访慰问登记表.xlsx'];

async function createBook(fixture?: Fixture): Promise<TestBook> {
  const used = fixture ?? (await createFixture());
  used.clock.advance(Date.UTC(2026, 10, 28, 4) - used.clock.now());
  return createTestBook(used);
}

const person = async ({ context }: TestBook, name: string, mobile?: string): Promise<RecordId> =>
  unwrap(
    await saveRecord(context, 'person', undefined, {
      name,
      ...(mobile === undefined ? {} : { mobile: [{ number: mobile }] })
    })
  ).id;

const live = (book: TestBook, kind: 'visit' | 'need' | 'reception' | 'person' | 'importBatch') =>
  book.replica.view.rows(kind).filter(({ isDeleted }) => !isDeleted);
const visits = (book: TestBook) => live(book, 'visit').map(({ values }) => values as VisitValues);
const needs = (book: TestBook) => live(book, 'need').map(({ values }) => values as NeedValues);

async function importLedger(
  book: TestBook,
  name: string,
  answer: (questions: readonly NameQuestion[]) => WriteDecisions['names'] = () => []
): Promise<LedgerState> {
  const job = book.start([fixtureFile(name)]);
  await reached(job, 'open');
  await job.check();
  const checked = await reached(job, 'checked');
  const names = answer(checked.check?.records?.names ?? []) ?? [];
  await job.write({ names });
  return reached(job, 'written');
}

const sum = (book: TestBook): number =>
  visits(book).reduce((total, { giftMoney = 0 }) => total + giftMoney, 0) / 100;

describe('importing a 接待登记簿 (S3-01)', () => {
  it('S2-02: the reception leads to the need it grew into; the import is taken back whole', async () => {
    const book = await createBook();
    const text = [
      '接待日期,来访人,来访事由,接待人,处理情况',
      '2026-03-05 14:30,,楼道灯不亮,李四,已修好',
      '2026-03-06,,问活动时间,李四,'
    ].join('\r\n');
    const job = book.start([{ name: '接待登记簿.csv', content: new Blob([text]) }]);
    await reached(job, 'open');
    await job.check();
    await reached(job, 'checked');
    await job.write({ names: [] });
    const { written } = await reached(job, 'written');
    expect(written).toMatchObject({ entries: { reception: 2, need: 1 } });
    const [need] = live(book, 'need');
    expect(need?.values).toMatchObject({ raisedOn: '2026-03-05', status: 'resolved' });
    const receptions = live(book, 'reception').map(
      ({ values }) => (values as { need?: RecordId }).need
    );
    expect(receptions.filter((id) => id !== undefined)).toEqual([need?.id]);
  });
});

describe('importing H2', () => {
  it.each(encodings)(
    '%s: the known sum, twelve households in one visit, needs of their own',
    async (name) => {
      const book = await createBook();
      const { written, check } = await importLedger(book, name);
      expect(written).toMatchObject({ created: 0, entries: { visit: 10, need: 6 } });
      expect(check?.records?.counts).toEqual({ new: 10, same: 0, blocked: 0 });
      expect(sum(book)).toBe(9500);
      expect(live(book, 'person')).toEqual([]);
      expect(visits(book).filter(({ unnamedHouseholds }) => unnamedHouseholds === 12)).toHaveLength(
        1
      );
      const pair = visits(book).find(({ on }) => on === '2026-09-22');
      expect(pair).toMatchObject({ unnamedHouseholds: 1, unnamedPersons: 2, method: 'home' });
      expect(needs(book).filter(({ status }) => status === 'resolved')).toHaveLength(2);
      expect(needs(book).every(({ visit }) => visit !== undefined)).toBe(true);
      expect(live(book, 'importBatch')).toHaveLength(1);
    }
  );

  it('G: name with telephone is somebody; a name alone asks once for all its rows', async () => {
    const book = await createBook();
    const known = await person(book, '李秀兰', '15400000001');
    const [one, other] = [await person(book, '周国强'), await person(book, '周国强')];
    unwrap(await saveRecord(book.context, 'worker', undefined, { name: '王某' }));
    const { check } = await importLedger(book, 'h2-gbk.csv', (questions) => {
      const question = questions.find(({ name }) => name === '周国强');
      const made = questions.find(({ name }) => name === '买买提·艾力');
      return [
        ...(question ? [{ key: question.key, is: one }] : []),
        ...(made ? [{ key: made.key, is: 'new' as const }] : [])
      ];
    });
    const names = check?.records?.names ?? [];
    expect(names.find(({ name }) => name === '李秀兰')).toMatchObject({ matched: known, count: 2 });
    const asked = names.find(({ name }) => name === '周国强');
    expect(asked?.matched).toBeUndefined();
    expect(asked?.candidates.map(({ id }) => id).sort()).toEqual([one, other].sort());
    const peopleOf = (id: RecordId) =>
      visits(book).filter(({ people = [] }) => people.includes(id));
    expect(peopleOf(known)).toHaveLength(2);
    expect(peopleOf(one)).toHaveLength(2);
    expect(peopleOf(other)).toHaveLength(0);
    expect(needs(book).filter(({ people = [] }) => people.includes(known))).toHaveLength(3);
    const made = book.people().find(({ values }) => values.name === '买买提·艾力');
    expect(made && peopleOf(made.id)).toHaveLength(1);
    expect(made && book.context.people.gated(made.id)?.state).toBe('pending');
    const [first] = visits(book).filter(({ unnamedHouseholds }) => unnamedHouseholds === 12);
    expect(first?.visitors).toHaveLength(1);
    expect(first?.otherVisitors).toEqual(['李四', '赵六']);
  });

  it('I14: a name of somebody withdrawn or in the 回收站 only counts', async () => {
    const book = await createBook();
    const gone = await person(book, '欧阳小红');
    await book.context.commit([{ type: 'delete', kind: 'person', id: gone }]);
    const { check } = await importLedger(book, 'h2-gbk.csv', (questions) =>
      questions.map(({ key }) => ({ key, is: 'new' as const }))
    );
    const question = check?.records?.names.find(({ name }) => name === '欧阳小红');
    expect(question).toMatchObject({ candidates: [], canBeNew: false });
    expect(book.people().some(({ values }) => values.name === '欧阳小红')).toBe(false);
  });
});

describe('I11: a visit ledger is repeatable', () => {
  it('again, in another encoding and on another device: nothing is added', async () => {
    const space = await createFixture();
    const [one, two] = [await createBook(space), await createBook(space)];
    await importLedger(one, 'h2-gbk.csv');
    for (const name of encodings) {
      const again = await importLedger(one, name);
      expect(again.check?.records?.counts).toEqual({ new: 0, same: 10, blocked: 0 });
      expect(again.written).toMatchObject({ batchIds: [], entries: {} });
    }
    expect(visits(one)).toHaveLength(10);
    await importLedger(two, 'h2-utf8.csv');
    const ids = (book: TestBook) =>
      [...live(book, 'visit'), ...live(book, 'need')].map(({ id }) => id).sort();
    expect(ids(two)).toEqual(ids(one));
  });

  it('undo takes visits, needs and new people back; what was edited since stays; it can be made again', async () => {
    const book = await createBook();
    const everybodyNew = (questions: readonly NameQuestion[]): WriteDecisions['names'] =>
      questions.map(({ key }) => ({ key, is: 'new' as const }));
    const first = await importLedger(book, 'h2-gbk.csv', everybodyNew);
    expect(first.written?.created).toBe(6);
    const batchIds = first.written?.batchIds ?? [];
    expect(await book.undoPreview(batchIds)).toEqual({
      entries: 16,
      created: 6,
      changed: 0,
      touched: []
    });
    await book.undo(batchIds);
    for (const kind of ['visit', 'need', 'person', 'importBatch'] as const) {
      expect(live(book, kind)).toEqual([]);
    }
    const second = await importLedger(book, 'h2-gbk.csv', everybodyNew);
    expect(second.written).toMatchObject({ created: 6, entries: { visit: 10, need: 6 } });
    const [edited] = live(book, 'visit');
    await book.context.commit([
      { type: 'set', kind: 'visit', id: edited?.id as RecordId, values: { giftMoney: 100 } }
    ]);
    const again = second.written?.batchIds ?? [];
    const preview = await book.undoPreview(again);
    expect(preview.touched).toContainEqual({ kind: 'visit', id: edited?.id, touch: 'edited' });
    await book.undo(again);
    expect(live(book, 'visit').map(({ id }) => id)).toEqual([edited?.id]);
  });
});
