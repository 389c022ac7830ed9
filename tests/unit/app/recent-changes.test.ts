/** 最近的变化 tells deeds, not stamps (I13). */
import { describe, expect, it } from 'vitest';
import { registerConsents, withdrawConsent } from '../../../src/lib/app/commands/consents';
import { watchEarlierHands } from '../../../src/lib/app/queries/earlier-hands';
import { recentChanges } from '../../../src/lib/app/queries/recent-changes';
import type { LedgerSource } from '../../../src/lib/app/ledger/types';
import { definitionOf } from '../../../src/lib/domain/registry';
import { addDays } from '../../../src/lib/kernel/dates';
import { assert } from '../../../src/lib/kernel/assert';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createTestPair, type TestSession } from '../../factories/session';
import { createTestBook, importAll, type TestBook } from './ledger-helpers';

const ledger = (name: string, ...lines: string[]): LedgerSource => ({
  name,
  content: new Blob([['姓名,性别,联系电话,工作单位', ...lines].join('\r\n')])
});

const feed = (book: TestBook) =>
  recentChanges({
    view: book.replica.view,
    today: book.clock.today(),
    kinds: ['person', 'visit', 'consent', 'household', 'importBatch'],
    earlierOf: () => [],
    titleOf: (row) => definitionOf(row.kind).title(row.values),
    nameOfSlot: () => '李四'
  });
const texts = (book: TestBook): readonly string[] => feed(book).map(({ text }) => text);

describe('最近的变化 (I13)', () => {
  it('an import is one line with what it made and changed, and its undo another one', async () => {
    const book = await createTestBook();
    await importAll(book, [ledger('一.csv', '张三,男,15400000001,甲单位')]);
    book.clock.advance(120_000);
    const second = await importAll(book, [
      ledger(
        '二.csv',
        '张三,男,15400000001,乙单位',
        '李四妹,女,15400000002,',
        '王五,男,15400000003,'
      )
    ]);
    expect(texts(book)).toEqual([
      '李四 导入了 二.csv · 二，新增 2 人，更新 1 人',
      '李四 导入了 一.csv · 一，新增 1 人'
    ]);
    book.clock.advance(120_000);
    await book.undo(second.written?.batchIds ?? []);
    expect(texts(book)[0]).toBe('李四 撤销了导入 二.csv');
  });

  it('someone who agrees twice within a minute is opened once', async () => {
    const book = await createTestBook();
    await importAll(book, [ledger('一.csv', '张三,男,15400000001,')]);
    const personIds = book.people().map(({ id }) => id);
    book.clock.advance(120_000);
    const signedOn = book.clock.today();
    const form = {
      personIds,
      channel: 'inPerson',
      signedOn,
      expiresOn: addDays(signedOn, 365),
      originalsAt: ''
    } as const;
    for (const purposes of [['register'], ['care']] as const) {
      const agreed = await registerConsents(book.context, { ...form, purposes });
      assert(agreed.ok, 'the consent is registered');
    }
    const [line] = feed(book);
    expect(line?.text).toBe('李四 登记了 2 份同意');
    expect(line?.items.map(({ id }) => id)).toEqual(personIds);
  });

  it('agreeing and withdrawing are said as such, and a later edit is one of its own', async () => {
    const book = await createTestBook();
    await importAll(book, [
      ledger('一.csv', '张三,男,15400000001,', '李四妹,女,15400000002,', '王五,男,15400000003,')
    ]);
    const people = book.people().map(({ id }) => id);
    book.clock.advance(120_000);
    const agreed = await registerConsents(book.context, {
      personIds: people.slice(0, 2),
      purposes: ['register'],
      channel: 'inPerson',
      signedOn: book.clock.today(),
      expiresOn: addDays(book.clock.today(), 365),
      originalsAt: '档案柜'
    });
    assert(agreed.ok, 'consents are registered');
    expect(feed(book)[0]).toMatchObject({ text: '李四 登记了 2 份同意' });
    expect(
      feed(book)[0]
        ?.items.map(({ id }) => id)
        .sort()
    ).toEqual(people.slice(0, 2).sort());
    book.clock.advance(120_000);
    const [first, second] = people;
    assert(first && second, 'three people');
    await withdrawConsent(book.context, first, 'all');
    expect(feed(book)[0]).toMatchObject({ text: '李四 登记了 1 份撤回', items: [] });
    book.clock.advance(120_000);
    await book.context.commit([
      { type: 'set', kind: 'person', id: second, values: { post: '店长' } }
    ]);
    expect(texts(book)[0]).toMatch(/^李四 修改了成员 /);
    expect(feed(book)[0]?.items).toHaveLength(1);
  });

  it('a colleague’s change is told beside the own later one, one line for each who wrote', async () => {
    const pair = await createTestPair(81);
    const { first, second } = pair;
    const { clock } = first.fixture;
    const names = new Map([
      [first.replica.slot, '钱立秋'],
      [second.replica.slot, '王桂芳']
    ]);
    const save = async (of: TestSession, id: RecordId | undefined, post: string) => {
      clock.advance(120_000);
      const values = { name: '任谷雨', post };
      return unwrap(await of.commands.save('person', id, values)).id;
    };
    const hands = watchEarlierHands({
      replica: first.context.replica,
      today: first.today,
      kinds: ['person']
    });
    let lines: readonly string[] = [];
    const stop = hands.watch((earlierOf) => {
      const told = recentChanges({
        view: first.context.replica.view,
        today: clock.today(),
        kinds: ['person'],
        earlierOf,
        titleOf: (row) => definitionOf(row.kind).title(row.values),
        nameOfSlot: (slot) => names.get(slot) ?? slot
      });
      lines = told.map(({ text }) => text);
    }, assertNoError);
    const id = await save(first, undefined, '教师');
    await pair.meet();
    for (const post of ['店长', '校长']) await save(second, id, post);
    await pair.meet();
    for (const post of ['教导主任', '顾问']) await save(first, id, post);
    await expect
      .poll(() => lines)
      .toEqual(['钱立秋 修改了成员 任谷雨', '王桂芳 修改了成员 任谷雨']);
    await pair.meet();
    clock.advance(120_000);
    unwrap(await second.commands.remove('person', [id]));
    await pair.meet();
    await expect
      .poll(() => lines)
      .toEqual(['王桂芳 把成员 任谷雨移到回收站', '钱立秋 修改了成员 任谷雨']);
    stop();
  });
});

const assertNoError = (thrown: unknown): never => {
  throw thrown;
};
