/** 导入台账 from files to the book, on a replica in memory (issue 2 "The ledger comes in"). */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createFixture } from '../../contract/replica/fixture';
import { assert } from '../../../src/lib/kernel/assert';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { addDays } from '../../../src/lib/kernel/dates';
import { canonicalJson, type Json } from '../../../src/lib/kernel/json';
import { registerConsents } from '../../../src/lib/app/commands/consents';
import { erasePerson, type EraseReason } from '../../../src/lib/app/commands/erase';
import { saveRecord } from '../../../src/lib/app/commands/save';
import { mergePeople } from '../../../src/lib/app/doubles/merge-people';
import { spaceSettingsId } from '../../../src/lib/domain/space-settings/record';
import type { LedgerJob, LedgerSource, LedgerState } from '../../../src/lib/app/ledger/types';
import { createTestBook, fixtureFile, importAll, reached, type TestBook } from './ledger-helpers';

// Every test reads a whole ledger and writes it; machines of continuous integration are slow and busy.
vi.setConfig({ testTimeout: 30_000 });

const h1 = 'h1-统战对象花名册.xls';

const csv = (name: string, ...lines: string[]): LedgerSource => ({
  name,
  content: new Blob([['姓名,性别,联系电话,工作单位,统战类别', ...lines].join('\r\n')])
});

const plain = (book: TestBook): readonly Json[] =>
  book.people().map(({ id, values }) => ({ id, values: values as Json }));

describe('importing H1', () => {
  it('makes 23 people 待同意 in one commit, with one batch and the missing community', async () => {
    const book = await createTestBook();
    const { written } = await importAll(book, [fixtureFile(h1)]);
    expect(written).toMatchObject({ created: 23, changed: 0, places: 1, undecided: 0 });
    expect(book.people()).toHaveLength(23);
    const { snapshot } = book.context.people;
    expect(snapshot.get().all.every(({ state }) => state === 'pending')).toBe(true);
    // Three are marked as dead or moved away: there is nobody to ask.
    expect(snapshot.get().pendingCount).toBe(20);
    expect(book.people().every(({ values }) => values.pinyinKey !== undefined)).toBe(true);
    expect(book.replica.view.rows('importBatch')).toHaveLength(1);
    expect(book.replica.view.rows('orgNode').map(({ values }) => values)).toEqual([
      { level: 'community', name: '和平里社区' }
    ]);
  });

  it('24 people once the cell with two names is split', async () => {
    const book = await createTestBook();
    const { written } = await importAll(book, [fixtureFile(h1)], async (job, { sheets }) => {
      const sheet = sheets.find(({ isChosen }) => isChosen);
      const doubt = sheet?.proposal.findings.find(({ raw }) => raw === '李明/王丽');
      const choice = doubt?.choices.findIndex(({ value }) => Array.isArray(value)) ?? -1;
      assert(sheet && doubt && choice >= 0, 'H1-6 has a cell with two names');
      await job.decide(sheet.proposal.sheetKey, { cells: [{ id: doubt.id, choice }] });
    });
    expect(written?.created).toBe(24);
  });

  it('a hidden sheet waits to be chosen, and the report says so', async () => {
    const book = await createTestBook();
    const { written } = await importAll(book, [fixtureFile(h1)]);
    const left = written?.report.lines.find(({ columnLabel }) => columnLabel === '整张表');
    expect(left).toMatchObject({ kind: 'left-out', sheetName: '旧表' });
  });
});

describe('I11: importing is repeatable', () => {
  it('the same file again adds nothing and writes nothing', async () => {
    const book = await createTestBook();
    await importAll(book, [fixtureFile(h1)]);
    const before = canonicalJson(plain(book) as Json);
    const again = await importAll(book, [fixtureFile(h1)]);
    expect(again.check?.counts).toMatchObject({ new: 0, same: 23, changed: 0 });
    expect(again.written?.batchIds).toEqual([]);
    expect(canonicalJson(plain(book) as Json)).toBe(before);
    expect(book.replica.view.rows('importBatch')).toHaveLength(1);
  });

  it('a row whose record was merged into another one is that person’s row from then on', async () => {
    const book = await createTestBook();
    const ledger = csv(
      '名册.csv',
      '任谷雨,女,15400000081,青禾小学,',
      '任立夏,女,15400000082,青禾小学,'
    );
    await importAll(book, [ledger]);
    const [one, other] = book.people().map(({ id }) => id);
    assert(one && other, 'two people were imported');
    const merged = await mergePeople(book.context, { ids: [one, other], choices: {} });
    expect(merged.ok).toBe(true);
    const again = await importAll(book, [ledger]);
    expect(again.check?.counts).toMatchObject({ new: 0 });
    expect(again.written?.created ?? 0).toBe(0);
    expect(book.context.people.snapshot.get().all).toHaveLength(1);
  });

  it('the same file on two devices of a space makes the same ids', async () => {
    const space = await createFixture();
    const [one, two] = [await createTestBook(space), await createTestBook(space)];
    await importAll(one, [fixtureFile(h1)]);
    await importAll(two, [fixtureFile(h1)]);
    const ids = (book: TestBook) =>
      book
        .people()
        .map(({ id }) => id)
        .sort();
    expect(ids(two)).toEqual(ids(one));
    const other = await createTestBook();
    await importAll(other, [fixtureFile(h1)]);
    expect(ids(other).filter((id) => ids(one).includes(id))).toEqual([]);
  });

  it('an undone import leaves nothing, and can be made again', async () => {
    const book = await createTestBook();
    const first = await importAll(book, [fixtureFile(h1)]);
    await book.undo(first.written?.batchIds ?? []);
    expect(book.people()).toEqual([]);
    const live = (kind: 'orgNode' | 'importBatch') =>
      book.replica.view.rows(kind).filter(({ isDeleted }) => !isDeleted);
    expect([...live('orgNode'), ...live('importBatch')]).toEqual([]);
    const second = await importAll(book, [fixtureFile(h1)]);
    expect(second.written).toMatchObject({ created: 23, places: 1 });
    expect(book.people()).toHaveLength(23);
    expect(live('orgNode')).toHaveLength(1);
    await book.undo(second.written?.batchIds ?? []);
    expect(book.people()).toEqual([]);
  });

  it('undo gives changed values back and keeps people touched since, unless named', async () => {
    const book = await createTestBook();
    await importAll(book, [csv('一.csv', '张三,男,15400000001,旧单位,台属')]);
    const second = await importAll(book, [
      csv('二.csv', '张三,男,15400000001,新单位,台属', '李四妹,女,15400000002,商店,台属')
    ]);
    expect(second.check?.counts).toMatchObject({ changed: 1, new: 1 });
    const added = book.people().find(({ values }) => values.name === '李四妹');
    assert(added, 'the second file adds a person');
    const batchIds = second.written?.batchIds ?? [];
    await book.context.commit([
      { type: 'set', kind: 'person', id: added.id, values: { post: '店长' } }
    ]);
    expect(await book.undoPreview(batchIds)).toEqual({
      entries: 0,
      created: 0,
      changed: 1,
      touched: [{ kind: 'person', id: added.id, touch: 'edited' }]
    });
    await book.undo(batchIds);
    const units = book.people().map(({ values }) => [values.name, values.unit]);
    expect(units.sort()).toEqual([
      ['张三', '旧单位'],
      ['李四妹', '商店']
    ]);
  });

  it('undo keeps people whose consent was registered since, unless named', async () => {
    const book = await createTestBook();
    const first = await importAll(book, [
      csv('一.csv', '张三,男,15400000001,甲单位,台属', '李四妹,女,15400000002,商店,台属')
    ]);
    const agreed = book.people().find(({ values }) => values.name === '张三');
    assert(agreed, 'the file has the person');
    book.clock.advance(60_000);
    const registered = await registerConsents(book.context, {
      personIds: [agreed.id],
      purposes: ['register'],
      channel: 'inPerson',
      signedOn: book.clock.today(),
      expiresOn: addDays(book.clock.today(), 365),
      originalsAt: '档案柜'
    });
    assert(registered.ok, 'a plain consent is registered');
    const batchIds = first.written?.batchIds ?? [];
    const preview = await book.undoPreview(batchIds);
    expect(preview).toEqual({
      entries: 0,
      created: 1,
      changed: 0,
      touched: [{ kind: 'person', id: agreed.id, touch: 'consent' }]
    });
    await book.undo(batchIds);
    expect(book.people().map(({ values }) => values.name)).toEqual(['张三']);
    expect(book.context.people.gated(agreed.id)?.state).toBe('valid');
  });

  it('a value edited here since the import stays unless ticked, and is told in the report', async () => {
    const book = await createTestBook();
    await importAll(book, [csv('一.csv', '张三,男,15400000001,旧单位,台属')]);
    const [person] = book.people();
    assert(person, 'one person');
    await book.context.commit([
      { type: 'set', kind: 'person', id: person.id, values: { unit: '本人更正的单位' } }
    ]);
    const { check, written } = await importAll(book, [
      csv('二.csv', '张三,男,15400000001,新单位,台属')
    ]);
    expect(check?.lines[0]?.differences).toMatchObject([{ field: 'unit', hold: 'edited-here' }]);
    // The person's basis is not recorded: the old value is not shown (I14).
    expect(check?.lines[0]?.differences[0]?.before).toBeUndefined();
    expect(book.people()[0]?.values.unit).toBe('本人更正的单位');
    expect(written?.report.lines.map(({ message }) => message)).toContain(
      '与人才库不同，保留人才库里的值'
    );
  });
});

describe('several files in one import', () => {
  it('one person in two files is asked once and then written once, with both categories', async () => {
    const book = await createTestBook();
    const job = book.start([
      csv('甲.csv', '张三,男,15400000001,,台属'),
      csv('乙.csv', '张三,男,15400000001,第九十九中学,侨眷')
    ]);
    await reached(job, 'open');
    await job.check();
    const { check } = await reached(job, 'checked');
    const [double] = check?.lines.filter(({ kind }) => kind === 'probably-same') ?? [];
    const [candidate] = double?.candidates ?? [];
    assert(double && candidate, 'the second row looks like the first');
    const { rowKey, sheetKey } = double;
    await job.write({ same: [{ rowKey, sheetKey, is: candidate.id }] });
    await reached(job, 'written');
    expect(book.people()).toHaveLength(1);
    const [person] = book.people();
    expect(person?.values.unit).toBe('第九十九中学');
    expect(person?.values.categories).toHaveLength(2);
  });

  it('an unreadable file gets a plain answer and stops no other', async () => {
    const book = await createTestBook();
    const { failures, sheets } = await reached(
      book.start([fixtureFile('花名册.et'), csv('一.csv', '张三,男,15400000001,,台属')]),
      'open'
    );
    expect(failures).toMatchObject([{ fileName: '花名册.et' }]);
    expect(failures[0]?.message).toContain('另存为');
    expect(sheets).toHaveLength(1);
  });
});

describe('what stays of an import', () => {
  it('I7: the stored batch holds no name, number or word of a row', async () => {
    const book = await createTestBook();
    await importAll(book, [fixtureFile(h1)]);
    const stored = JSON.stringify(book.replica.view.rows('importBatch'));
    const words = book
      .people()
      .flatMap(({ values }) => [
        values.name ?? '',
        values.unit ?? '',
        ...(values.mobile ?? []).map(({ number }) => number)
      ]);
    expect(words.filter((word) => word.length > 1 && stored.includes(word))).toEqual([]);
    expect(stored).not.toContain('1968.1');
  });

  it('I7: a person erased after the import does not come back with the file', async () => {
    const book = await createTestBook();
    await importAll(book, [fixtureFile(h1)]);
    const [person] = book.people();
    assert(person, 'H1 has people');
    await book.replica.erase([person.id], 'request');
    const { check } = await importAll(book, [fixtureFile(h1)]);
    expect(check?.counts).toMatchObject({ new: 0, erased: 1, same: 22 });
    expect(book.people()).toHaveLength(22);
  });

  it.each(['newcomers-html', 'intellectuals'])(
    'B-7, B-8: no canary of an excluded column of %s reaches rows, batch or report',
    async (name) => {
      const expected = JSON.parse(
        readFileSync(
          new URL(`../../fixtures/ledgers/blind/${name}.expected.json`, import.meta.url),
          'utf8'
        )
      ) as { file: string; canaries: string[]; mustNotAppear: string[] };
      expect(expected.canaries.length).toBeGreaterThan(0);
      const book = await createTestBook();
      const state = await importAll(
        book,
        [fixtureFile(`blind/${expected.file}`)],
        async (job, open) => {
          for (const { proposal } of open.sheets) {
            const rows = await job.rows(proposal.sheetKey, 1, 200);
            const seen = JSON.stringify(rows);
            for (const canary of expected.canaries) expect(seen).not.toContain(canary);
          }
        }
      );
      const all = JSON.stringify([
        state,
        book.replica.view.rows('person'),
        book.replica.view.rows('importBatch')
      ]);
      expect(book.people().length).toBeGreaterThan(5);
      for (const canary of expected.canaries) expect(all).not.toContain(canary);
    }
  );

  it('the mapping and the answers are remembered for the same headers', async () => {
    const book = await createTestBook();
    await importAll(
      book,
      [csv('一.csv', '张三,男,15400000001,甲单位,怪类别')],
      async (job, open) => {
        const [sheet] = open.sheets;
        const [term] = sheet?.proposal.terms ?? [];
        const [choice] = term?.choices ?? [];
        assert(sheet && term && choice, 'an unknown category is asked');
        await job.decide(sheet.proposal.sheetKey, {
          columns: [{ index: 3, target: { type: 'ignore', reason: 'known' } }],
          terms: [{ field: term.field, term: term.term, value: choice.value }]
        });
      }
    );
    const again = await reached(
      book.start([csv('二.csv', '李四妹,女,15400000002,乙单位,怪类别')]),
      'open'
    );
    expect(again.sheets[0]?.proposal.columns[3]).toMatchObject({
      target: { type: 'ignore' },
      reason: '和上次一样'
    });
  });

  it('a word is asked once: its answer holds in ledgers with other headers, until it is taken back', async () => {
    const book = await createTestBook();
    const withWord = (name: string, phone: string): LedgerSource => ({
      name: `${phone}.csv`,
      content: new Blob([`姓名,性别,电话,统战类别,备注\r\n${name},女,${phone},怪类别,`])
    });
    const firstTerm = (state: LedgerState) => state.sheets[0]?.proposal.terms[0];
    const answer =
      (value: 'first' | null) =>
      async (job: LedgerJob, open: LedgerState): Promise<void> => {
        const term = firstTerm(open);
        assert(open.sheets[0] && term, 'the word is listed');
        const chosen = value === null ? null : (term.choices[0]?.value ?? null);
        await job.decide(open.sheets[0].proposal.sheetKey, {
          terms: [{ field: term.field, term: term.term, value: chosen }]
        });
      };
    await importAll(book, [csv('一.csv', '张三,男,15400000001,甲单位,怪类别')], answer('first'));
    let seen: LedgerState | undefined;
    const second = await importAll(book, [withWord('李四妹', '15400000002')], (_job, open) => {
      seen = open;
      return Promise.resolve();
    });
    const term = seen && firstTerm(seen);
    expect(term?.remembered).toEqual(term?.choices[0]?.value);
    const added = book.people().find(({ values }) => values.name === '李四妹');
    expect(added?.values.categories).toEqual(term?.remembered);
    expect(second.written?.report.lines.map(({ message }) => message).join()).toContain(
      '照上次的选择记为'
    );
    const third = await importAll(book, [withWord('王五妹', '15400000003')], answer(null));
    expect(third.written?.created).toBe(1);
    const after = book.people().find(({ values }) => values.name === '王五妹');
    expect(after?.values.categories).toBeUndefined();
    const again = await reached(book.start([withWord('赵六妹', '15400000004')]), 'open');
    expect(firstTerm(again)?.remembered).toBeUndefined();
  });

  it('who a row is gets asked once: the next ledger with that row comes with the answer chosen', async () => {
    const book = await createTestBook();
    const names = (name: string, ...lines: string[]): LedgerSource => ({
      name,
      content: new Blob([['姓名,工作单位,备注', ...lines].join('\r\n')])
    });
    await importAll(book, [csv('一.csv', '张三,男,15400000001,甲单位,台属')]);
    const [known] = book.people();
    assert(known, 'one person');
    const answer = async (source: LedgerSource, is: RecordId | 'new'): Promise<LedgerState> => {
      const job = book.start([source]);
      await reached(job, 'open');
      await job.check();
      const { check } = await reached(job, 'checked');
      const [line] = check?.lines ?? [];
      assert(line, 'one line');
      await job.write({ same: [{ rowKey: line.rowKey, sheetKey: line.sheetKey, is }] });
      return { ...(await reached(job, 'written')), ...(check ? { check } : {}) };
    };
    const first = await answer(names('二.csv', '张三,甲单位,'), known.id);
    expect(first.check?.lines[0]).not.toHaveProperty('remembered');
    const second = await answer(names('三.csv', '张三,甲单位,2026年'), 'new');
    expect(second.check?.lines[0]?.remembered).toBe(known.id);
    const other = book.people().find(({ id }) => id !== known.id);
    assert(other, 'somebody new of the same name');
    const third = await answer(names('四.csv', '张三,甲单位,2027年'), other.id);
    expect(third.check?.lines[0]?.remembered).toBe(other.id);
    // A mark is no edit, and names nobody.
    expect(book.people().flatMap(({ values }) => values.importKeys ?? [])).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/)
    ]);
  });

  it('an optional field switched on in the wizard is on after the import, not before', async () => {
    const book = await createTestBook();
    await importAll(book, [fixtureFile(h1)], async (job, { sheets }) => {
      const sheet = sheets.find(({ isChosen }) => isChosen);
      const column = sheet?.proposal.columns.find(({ target }) => target.type === 'not-enabled');
      assert(sheet && column?.target.type === 'not-enabled', 'H1 has an optional column');
      const { field } = column.target;
      job.enableField(field);
      await job.decide(sheet.proposal.sheetKey, {
        columns: [{ index: column.index, target: { type: 'field', field } }]
      });
      expect(book.context.settings().enabledFields.has(field)).toBe(false);
    });
    expect([...book.context.settings().enabledFields]).toEqual(expect.arrayContaining(['address']));
  });
});

describe('people who asked to be erased (I7)', () => {
  const checkOf = async (book: TestBook, source: LedgerSource) => {
    const job = book.start([source]);
    await reached(job, 'open');
    await job.check();
    return { job, check: (await reached(job, 'checked')).check };
  };
  const eraseFirst = async (reason: EraseReason): Promise<TestBook> => {
    const book = await createTestBook();
    await importAll(book, [csv('一.csv', '张三,男,15400000001,甲单位,台属')]);
    const [person] = book.people();
    assert(person, 'one person');
    const erased = await erasePerson(book.context, person.id, reason);
    assert(erased.ok, 'an erasure on a healthy store succeeds');
    expect(book.people()).toEqual([]);
    return book;
  };
  const nextYear = csv('二.csv', '李四妹,女,15400000002,,台属', '张三,男,15400000001,乙单位,台属');

  it('stay out of the next ledger too, with a line, and nothing of them is kept in the open', async () => {
    const book = await eraseFirst('request');
    const stored = JSON.stringify(book.replica.view.rows('spaceSettings'));
    expect(stored).not.toMatch(/张三|15400000001/);
    for (const source of [csv('一.csv', '张三,男,15400000001,甲单位,台属'), nextYear]) {
      const { job, check } = await checkOf(book, source);
      expect(check?.counts.erased).toBe(1);
      await job.write({});
      const { written } = await reached(job, 'written');
      expect(written?.report.lines.map(({ message }) => message)).toContain(
        '本人已要求清除，没有导入'
      );
    }
    expect(book.people().map(({ values }) => values.name)).toEqual(['李四妹']);
  });

  it('come in when a person says so, as 待同意, also from the very file they once came from', async () => {
    for (const source of [csv('一.csv', '张三,男,15400000001,甲单位,台属'), nextYear]) {
      const book = await eraseFirst('withdrawn');
      const { job, check } = await checkOf(book, source);
      const line = check?.lines.find(({ kind }) => kind === 'erased');
      assert(line, 'the erased person is listed');
      await job.write({ bring: [line.id] });
      const { written } = await reached(job, 'written');
      const back = book.people().find(({ values }) => values.name === '张三');
      expect(back && book.context.people.gated(back.id)?.state).toBe('pending');
      const messages = written?.report.lines.map(({ message }) => message) ?? [];
      expect(messages.join()).toContain('按您的选择重新导入');
      expect(messages).not.toContain('本人已要求清除，没有导入');
      // Once here, the person is known again, and the same file changes nothing.
      const again = await checkOf(book, source);
      expect(again.check?.counts).toMatchObject({ erased: 0, new: 0 });
    }
  });

  it('marks can be deleted, and people who were never asked leave none', async () => {
    const never = await eraseFirst('no-basis');
    expect((await checkOf(never, nextYear)).check?.counts).toMatchObject({ erased: 0, new: 2 });
    const book = await eraseFirst('request');
    expect(book.context.settings().erasedMarks).toBe(1);
    const cleared = await saveRecord(book.context, 'spaceSettings', spaceSettingsId, {
      erasedMarks: []
    });
    expect(cleared.ok).toBe(true);
    expect((await checkOf(book, nextYear)).check?.counts).toMatchObject({ erased: 0, new: 2 });
  });
});

describe('cancelling', () => {
  it('I11: a write that is cancelled leaves nothing', async () => {
    const book = await createTestBook();
    const job = book.start([fixtureFile(h1)]);
    await reached(job, 'open');
    await job.check();
    const writing = job.write({});
    job.cancel();
    await writing;
    const state = await reached(job, 'checked');
    expect(state.problem).toEqual({ type: 'cancelled' });
    expect(book.people()).toEqual([]);
    expect(book.replica.view.rows('importBatch')).toEqual([]);
  });
});
