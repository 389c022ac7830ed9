import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../../src/lib/app/library/library';
import { unwrap } from '../../../src/lib/kernel/result';
import { AppDatabase } from '../../../src/lib/storage/database';
import { deleteWorkingCopies } from '../../../src/lib/storage/texts/copy-names';
import { createTestSession, valueOf } from '../../factories/session';

/** y-indexeddb finds its database as the browser's own; other test files keep theirs. */
const globals = globalThis as { indexedDB?: unknown; IDBKeyRange?: unknown };
const before = { indexedDB: globals.indexedDB, IDBKeyRange: globals.IDBKeyRange };
const factory = new IDBFactory();

beforeAll(() => {
  Object.assign(globals, { indexedDB: factory, IDBKeyRange });
});
afterAll(() => {
  Object.assign(globals, before);
});

/** Nothing else listens in these tests; a real channel would keep the process alive. */
class SilentChannel {
  postMessage(): void {}
  addEventListener(): void {}
  close(): void {}
}

async function openLibrary() {
  const session = await createTestSession();
  const database = new AppDatabase({ indexedDB: factory, IDBKeyRange });
  const page = {
    BroadcastChannel: SilentChannel,
    indexedDB: factory,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined
  } as unknown as Window & typeof globalThis;
  const library = createLibrary({
    context: session.context,
    database,
    page,
    onError: (thrown) => {
      throw thrown;
    }
  });
  const copies = async (): Promise<number> => (await factory.databases()).length - 1;
  return { ...session, database, library, copies };
}

describe('资料: the library of a session', () => {
  it('S0-14 a rule is made with its text, written on, kept whole as a version, and closed into the log', async () => {
    const { library, queries, replica, database, copies } = await openLibrary();
    const made = unwrap(await library.create('regulation', { title: '例会制度' }, '一、总则'));
    const { id } = made;
    expect(valueOf(library.texts)(id)).toBe('一、总则');
    const open = await library.open('regulation', id);
    unwrap(open.edit({ at: 4, deleted: 0, inserted: '\n每月一次。' }));
    // The screen goes first when the book is locked; the session then waits for what it let go of.
    void open.close();
    await library.close();
    expect(valueOf(library.texts)(id)).toBe('一、总则\n每月一次。');
    const refused = await library.finalise(id, { on: '2026-03-05' });
    expect(refused).toMatchObject({ error: { fields: { name: '请填写版本名称' } } });
    const version = unwrap(await library.finalise(id, { name: '试行稿', on: '2026-03-05' }));
    expect(valueOf(queries.rows('textVersion'))).toMatchObject([
      { id: version.id, values: { material: id, name: '试行稿', characters: 9 } }
    ]);
    expect(replica.view.rows('textPiece').map(({ values }) => values)).toContainEqual(
      expect.objectContaining({ batch: version.id, content: '一、总则\n每月一次。' })
    );
    expect(await copies()).toBe(1);
    await deleteWorkingCopies(database, factory);
    expect(await copies()).toBe(0);
    database.close();
  });

  it('I9 I14 a text with the name of someone who may be shown is asked about; an ordinary word is let through', async () => {
    const { library, commands, database } = await openLibrary();
    unwrap(await commands.save('person', undefined, { name: '文明' }));
    const text = '评选文明楼栋。';
    const asked = await library.create('studyMaterial', { title: '评选' }, text);
    expect(asked).toEqual({ ok: false, error: { type: 'names', names: ['文明'] } });
    const values = { title: '评选', ordinaryWords: ['文明'] };
    const { id } = unwrap(await library.create('studyMaterial', values, text));
    const open = await library.open('studyMaterial', id);
    expect(open.namesInside).toEqual([]);
    unwrap(open.edit({ at: 0, deleted: 0, inserted: '文明' }));
    await library.close();
    database.close();
  });

  it('a removed rule goes to 回收站 with its text; its pieces are no lines there', async () => {
    const { library, queries, commands, database } = await openLibrary();
    const { id } = unwrap(await library.create('regulation', { title: '例会制度' }, '正文'));
    unwrap(await library.remove('regulation', id));
    expect(valueOf(queries.recycleBin).map(({ title }) => title)).toEqual(['例会制度']);
    unwrap(await commands.restore('regulation', [id]));
    expect(valueOf(library.texts)(id)).toBe('正文');
    await library.close();
    database.close();
  });
});
