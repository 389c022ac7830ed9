import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll } from 'vitest';
import { describeTexts } from './suite';

/** y-indexeddb finds its database as the browser's own; other test files keep theirs. */
const globals = globalThis as { indexedDB?: unknown; IDBKeyRange?: unknown };
const before = { indexedDB: globals.indexedDB, IDBKeyRange: globals.IDBKeyRange };

beforeAll(() => {
  Object.assign(globals, { indexedDB: new IDBFactory(), IDBKeyRange });
});
afterAll(() => {
  Object.assign(globals, before);
});

describeTexts('fake-indexeddb (quick)');
