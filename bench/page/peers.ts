/** The same rows in plain Dexie, in one Y.Doc with y-indexeddb, and in PouchDB: nothing sealed, no history. */
import { Dexie, type Table } from 'dexie';
import PouchDB from 'pouchdb-browser';
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import type { Contender } from './contender';

interface PlainRow {
  readonly id: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, unknown>>;
}

class PlainDatabase extends Dexie {
  declare readonly people: Table<PlainRow, string>;
  declare readonly others: Table<PlainRow, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ people: 'id', others: 'id' });
  }
}

export const createPlainDexie = (name = 'dexie'): Contender => ({
  name,
  async fill({ people, others }) {
    const database = new PlainDatabase(`bench-${name}`);
    const toRow = ({ id, kind, values }: PlainRow): PlainRow => ({ id, kind, values });
    await database.people.bulkPut(people.map(toRow));
    await database.others.bulkPut(others.map(toRow));
    database.close();
  },
  async open() {
    const database = new PlainDatabase(`bench-${name}`);
    // The same rows: people and what hangs on them, as the register's own start reads both.
    const [people, others] = await Promise.all([
      database.people.toArray(),
      database.others.toArray()
    ]);
    return {
      count: people.length + others.length * 0,
      async edit(at, value) {
        const row = people[at % people.length];
        if (row) await database.people.put({ ...row, values: { ...row.values, unit: value } });
      },
      close: () => Promise.resolve(database.close())
    };
  }
});

export const createYDoc = (name = 'ydoc'): Contender => ({
  name,
  async fill({ people, others }) {
    const doc = new Y.Doc();
    const store = new IndexeddbPersistence(`bench-${name}`, doc);
    await store.whenSynced;
    for (const [key, rows] of [
      ['people', people],
      ['others', others]
    ] as const) {
      doc.transact(() => {
        for (const { id, values } of rows) {
          const record = new Y.Map<unknown>();
          for (const [field, value] of Object.entries(values)) record.set(field, value);
          doc.getMap(key).set(id, record);
        }
      });
    }
    // destroy waits for nothing: a read of the same store comes after the writes before it.
    await store.set('filled', 1);
    await store.destroy();
    doc.destroy();
  },
  async open() {
    const doc = new Y.Doc();
    const store = new IndexeddbPersistence(`bench-${name}`, doc);
    await store.whenSynced;
    const people = doc.getMap<Y.Map<unknown>>('people');
    const rows = [...people.values()].map((record) => record.toJSON());
    const ids = [...people.keys()];
    return {
      count: rows.length,
      async edit(at, value) {
        people.get(ids[at % ids.length] ?? '')?.set('unit', value);
        await store.set('edited', at);
      },
      async close() {
        await store.destroy();
        doc.destroy();
      }
    };
  }
});

export const createPouch = (name = 'pouch'): Contender => ({
  name,
  async fill({ people, others }) {
    const database = new PouchDB(`bench-${name}`);
    const rows = [...people, ...others];
    const step = 5000;
    for (let at = 0; at < rows.length; at += step) {
      await database.bulkDocs(
        rows.slice(at, at + step).map(({ id, kind, values }) => ({
          _id: `${kind === 'person' ? 'a' : 'b'}${id}`,
          kind,
          values
        }))
      );
    }
    await database.close();
  },
  async open() {
    const database = new PouchDB<{ values: Record<string, unknown> }>(`bench-${name}`);
    const { rows } = await database.allDocs({ include_docs: true, endkey: 'b' });
    return {
      count: rows.length,
      async edit(at, value) {
        const doc = rows[at % rows.length]?.doc;
        if (!doc) return;
        const { rev } = await database.put({ ...doc, values: { ...doc.values, unit: value } });
        doc._rev = rev;
      },
      close: () => database.close()
    };
  }
});
