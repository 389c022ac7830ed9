/** The books as lists (S3-01…04, S3-14; B-10; I13, I14): every kind with a book, drawn from its metadata alone. */
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/lib/domain/field';
import { definitionOf, namingKinds } from '../../../src/lib/domain/registry';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import {
  bookColumns,
  cellText,
  filterFields,
  filterItems,
  filterOf,
  periodsOf,
  sortItems,
  totalsOf
} from '../../../src/lib/features/books/book-list';
import {
  books,
  shownFields,
  type Book,
  type BookItem
} from '../../../src/lib/features/books/books';
import { allTables } from '../../../src/lib/features/books/all-tables';
import { formSections } from '../../../src/lib/features/books/form-sections';
import { freshValues } from '../../../src/lib/features/books/fresh';
import { historyLines } from '../../../src/lib/features/books/history-lines';
import { bookTable } from '../../../src/lib/features/books/ledger';
import { createSeededRandom } from '../../../src/lib/app/demo/seeded-random';
import { madeUpValues } from '../../factories/made-up-values';
import { createTestSession, valueOf } from '../../factories/session';

const random = createSeededRandom('books');

async function createBook({ kind }: Book) {
  const session = await createTestSession();
  const { commands, queries } = session;
  const person = unwrap(await commands.save('person', undefined, { name: '任谷雨' })).id;
  unwrap(
    await commands.registerConsents({
      personIds: [person],
      purposes: ['register', 'visit', 'identity', 'care'],
      channel: 'paper',
      signedOn: session.today.get(),
      expiresOn: null,
      originalsAt: '二号柜'
    })
  );
  const ids = new Map<RecordKind, RecordId>();
  const values = madeUpValues(kind, {
    today: session.today.get(),
    people: [person],
    idOf: (each) => {
      const id = ids.get(each) ?? random.id();
      ids.set(each, id);
      return id;
    }
  });
  const { id } = unwrap(await commands.save(kind, undefined, values));
  const items = (): readonly BookItem[] => valueOf(queries.records(kind as 'visit'));
  return { session, person, id, items };
}

describe('记录', () => {
  it('S3-01…04: the usual five stand first, each book once', () => {
    expect(books.slice(0, 5).map(({ title }) => title)).toEqual([
      '接待登记簿',
      '服务登记簿',
      '统战工作情况记录册',
      '活动记录册',
      '走访登记簿'
    ]);
    expect(new Set(books.map(({ title }) => title)).size).toBe(books.length);
  });
});

describe.each(books)('$title', (book) => {
  const { definition, kind } = book;

  it('list, filters, sums, paper and history are drawn from the metadata', async () => {
    const { session, person, id, items } = await createBook(book);
    const { queries } = session;
    const columns = bookColumns(definition, items());
    expect(columns.length).toBeGreaterThan(2);
    for (const { id: column } of columns) {
      for (const item of items())
        expect(typeof cellText(definition, item, column, queries)).toBe('string');
    }
    expect(
      sortItems(definition, items(), { column: 'title', ascending: false }, queries)
    ).toHaveLength(1);

    const find = (query: string, text = '') =>
      filterItems(
        definition,
        items(),
        filterOf(definition, new URLSearchParams(query), text),
        queries
      ).length;
    expect(find('')).toBe(1);
    for (const period of periodsOf(definition, items())) expect(find(`period=${period}`)).toBe(1);
    if (definition.dateOf) expect(find('period=1999')).toBe(0);
    for (const name of filterFields(definition)) {
      const value = items()[0]?.values[name];
      if (value === undefined) continue;
      const held = Array.isArray(value) ? String(value[0]) : String(value);
      expect(find(`f.${name}=${held}`), name).toBe(1);
      expect(find(`f.${name}=nothing`), name).toBe(0);
    }
    expect(find('', '没有这样的字')).toBe(0);

    const table = bookTable(book, items(), queries);
    expect(table.rows[0]).toHaveLength(table.columns.length);
    expect(new Set(table.columns.map(({ label }) => label)).size).toBe(table.columns.length);
    expect(table.personIds).toEqual(namingKinds.includes(kind) ? [person] : []);
    expect(totalsOf(definition, [], queries)).toEqual([]);
    for (const name of definition.totals ?? []) {
      expect(definition.fields[name]?.input.type).toMatch(/^(count|decimal|money)$/);
    }
    const nameOf: typeof queries.nameOf = (of, each) => queries.nameOf(of, each);
    const [first] = historyLines(definition, await queries.history(kind, id), nameOf);
    expect(first?.kind).toBe('create');
  });

  it('I14: after a withdrawal nothing of the person is in list, search or paper', async () => {
    const { session, person, items } = await createBook(book);
    unwrap(await session.commands.withdrawConsent(person, 'all'));
    const { queries } = session;
    const table = bookTable(book, items(), queries);
    expect(table.personIds).toEqual([]);
    expect(JSON.stringify(table)).not.toContain('任谷雨');
    const filter = filterOf(definition, new URLSearchParams(), '任谷雨');
    expect(filterItems(definition, items(), filter, queries)).toEqual([]);
  });

  it('a new record begins with today and only codes and ids come from the address', () => {
    const names = shownFields(definition);
    const params = new URLSearchParams(names.map((name) => [`v.${name}`, '<b>任谷雨</b>']));
    const values = freshValues(definition, {
      today: '2026-11-28' as never,
      now: 1_790_000_000_000,
      me: undefined,
      params
    });
    expect(JSON.stringify(values)).not.toContain('任谷雨');
    for (const name of names) {
      const field = definition.fields[name];
      if (field?.required && field.input.type === 'date') expect(values[name]).toBe('2026-11-28');
      if (name in values) expect(field?.parse(values[name]).ok, name).toBe(true);
    }
  });
});

describe('S0-07: an ordinary activity tagged as 统战', () => {
  const definition = definitionOf('activity');

  it('is found by the tick; one without is no 统战活动, said or not', () => {
    const item = (topic: string, isUnitedFront?: boolean): BookItem =>
      ({
        id: topic.repeat(32) as RecordId,
        values: { topic, isUnitedFront },
        people: [],
        hiddenPeople: 0,
        closed: []
      }) as unknown as BookItem;
    const items = [item('a', true), item('b'), item('c', false)];
    const found = (wanted: string) =>
      filterItems(
        definition,
        items,
        filterOf(definition, new URLSearchParams(`f.isUnitedFront=${wanted}`), ''),
        { nameOf: () => undefined }
      ).map(({ values }) => values['topic']);
    expect([found('true'), found('false')]).toEqual([['a'], ['b', 'c']]);
  });

  it('stands in sight in the form; what is seldom filled in folds apart, every field once', () => {
    const names = shownFields(definition);
    const { sections, seldom } = formSections(definition, names);
    const often = sections.flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(often).toContain('isUnitedFront');
    expect(often).not.toContain('series');
    expect([...often, ...seldom.map(({ name }) => name)].sort()).toEqual([...names].sort());
    for (const book of books) {
      const hidden = formSections(book.definition, shownFields(book.definition)).seldom;
      expect(hidden.filter(({ field }) => field.required)).toEqual([]);
    }
  });
});

describe('S3-14 导出全部台账', () => {
  it('every book that has something is a table; stopped, none', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const on = session.today.get();
    for (const topic of ['中秋联谊会', '=1+1']) {
      unwrap(await commands.save('activity', undefined, { type: 'fellowship', topic, on }));
    }
    unwrap(await commands.save('venue', undefined, { name: '活动室', area: '85.5' }));
    const seen: number[] = [];
    const stop = new AbortController();
    const note = (done: number): Promise<void> => {
      seen.push(done);
      return Promise.resolve();
    };
    const tables = await allTables(queries, stop.signal, note);
    expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['活动记录册', 2],
      ['阵地登记册', 1]
    ]);
    expect(seen).toHaveLength(books.length);
    expect(tables[1]?.notes).toEqual(['合计：面积 85.5平方米']);
    expect(tables[1]?.rows[0]).toContain(85.5);
    stop.abort();
    expect(await allTables(queries, stop.signal, note)).toEqual([]);
  });
});
