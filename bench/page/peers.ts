/** The same rows in plain Dexie, in one Y.Doc with y-indexeddb, and in PouchDB: nothing sealed, signed or gated. */
import { Dexie, type Table } from 'dexie';
import PouchDB from 'pouchdb-browser';
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import type { Contender } from './contender';

interface PlainRow {
  readonly id: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const plain = ({ id, kind, values }: PlainRow): PlainRow => ({ id, kind, values });

class PlainDatabase extends Dexie {
  declare readonly people: Table<PlainRow, string>;
  declare readonly others: Table<PlainRow, string>;

  constructor() {
    super('bench-dexie', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ people: 'id', others: 'id' });
  }
}

export const createPlainDexie = (): Contender => ({
  async fill({ people, others }) {
    const database = new PlainDatabase();
    await database.people.bulkPut(people.map(plain));
    await database.others.bulkPut(others.map(plain));
    database.close();
  },
  async open(reading) {
    const database = new PlainDatabase();
    const people = await database.people.toArray();
    const others = reading === 'all' ? await database.others.toArray() : [];
    return {
      count: people.length + others.length,
      async edit(at, value) {
        const row = people[at % people.length];
        if (row) await database.people.put({ ...row, values: { ...row.values, unit: value } });
      },
      close: () => Promise.resolve(database.close())
    };
  }
});

const ydocName = 'bench-ydoc';

export const createYDoc = (): Contender => ({
  async fill({ people, others }) {
    const doc = new Y.Doc();
    const store = new IndexeddbPersistence(ydocName, doc);
    await store.whenSynced;
    for (const [key, rows] of Object.entries({ people, others })) {
      doc.transact(() => {
        for (const { id, values } of rows) {
          const record = new Y.Map<unknown>();
          for (const [field, value] of Object.entries(values)) record.set(field, value);
          doc.getMap(key).set(id, record);
        }
      });
    }
    // destroy waits for nothing, and its writes are told to nobody: the state is written once more, and awaited.
    await storeState(store);
    await store.destroy();
    doc.destroy();
  },
  // The document is read whole or not at all.
  async open(reading) {
    const doc = new Y.Doc();
    const store = new IndexeddbPersistence(ydocName, doc);
    await store.whenSynced;
    const people = doc.getMap<Y.Map<unknown>>('people');
    const maps = reading === 'all' ? [people, doc.getMap<Y.Map<unknown>>('others')] : [people];
    const rows = maps.flatMap((map) => [...map.values()].map((record) => record.toJSON()));
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

interface PouchRow {
  readonly kind: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const openPouch = (): PouchDB<PouchRow> => new PouchDB<PouchRow>('bench-pouch');

export const createPouch = (): Contender => ({
  async fill({ people, others }) {
    const database = openPouch();
    // Its rows are read in the order of their ids: what belongs to people comes first.
    const docs = Object.entries({ a: people, b: others }).flatMap(([prefix, rows]) =>
      rows.map(({ id, kind, values }) => ({ _id: `${prefix}${id}`, kind, values }))
    );
    const step = 5000;
    for (let at = 0; at < docs.length; at += step) {
      await database.bulkDocs(docs.slice(at, at + step));
    }
    await database.close();
  },
  async open(reading) {
    const database = openPouch();
    const range = reading === 'all' ? {} : { endkey: 'b' };
    const { rows } = await database.allDocs({ include_docs: true, ...range });
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
