/**
 * One contract for every kind of record: stored as it was given, listed, undone, found again after a restart, put into
 * the 回收站; and of a person who withdrew or was erased nothing is left to find (I7, I14).
 */
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/lib/domain/field';
import { personFieldsOf } from '../../../src/lib/domain/people-of';
import {
  definitionOf,
  namingKinds,
  recordKinds,
  workKinds
} from '../../../src/lib/domain/registry';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createSeededRandom } from '../../../src/lib/app/demo/seeded-random';
import type { Queries, RecordItem } from '../../../src/lib/app/types';
import { madeUpValues, type MadeUpContext } from '../../factories/made-up-values';
import { createTestSession, valueOf } from '../../factories/session';

type TestSession = Awaited<ReturnType<typeof createTestSession>>;

const names = ['任谷雨', '解立秋'] as const;
const random = createSeededRandom('record kinds');

/** Two people with every consent, and what made-up records of a kind may refer to. */
async function createBook(session: TestSession): Promise<MadeUpContext> {
  const people: RecordId[] = [];
  for (const name of names) {
    people.push(unwrap(await session.commands.save('person', undefined, { name })).id);
  }
  unwrap(
    await session.commands.registerConsents({
      personIds: people,
      purposes: ['register', 'visit', 'identity', 'address', 'care', 'greeting', 'clergy'],
      channel: 'paper',
      signedOn: session.today.get(),
      expiresOn: null,
      originalsAt: '二号柜'
    })
  );
  const ids = new Map<RecordKind, RecordId>();
  const idOf = (kind: RecordKind): RecordId => {
    const id = ids.get(kind) ?? random.id();
    ids.set(kind, id);
    return id;
  };
  return { today: session.today.get(), people, idOf };
}

const items = (queries: Queries, kind: RecordKind): readonly RecordItem[] =>
  valueOf(queries.records(kind as 'visit'));

/** Everything a screen can be told, as one text. */
function everythingTold({ queries }: TestSession): string {
  const { people } = queries;
  const told: unknown[] = [
    ...workKinds.filter((kind) => kind !== 'person'),
    'auditEvent' as const
  ].map((kind) => items(queries, kind).map(({ values }) => values));
  told.push(valueOf(people).all, valueOf(queries.recycleBin), valueOf(queries.todayView));
  for (const person of valueOf(people).all) told.push(valueOf(queries.timelineOf(person.id)));
  told.push(names.map((name) => queries.search(name)));
  return JSON.stringify(told);
}

const edited: readonly RecordKind[] = workKinds.filter(
  (kind) => kind !== 'person' && kind !== 'importBatch'
);

describe.each(edited)('%s', (kind) => {
  const definition = definitionOf(kind);

  it('is saved, listed, undone, found again after a restart, and put into the 回收站', async () => {
    const session = await createTestSession();
    const { commands, queries } = session;
    const values = madeUpValues(kind, await createBook(session));
    const { id } = unwrap(await commands.save(kind, undefined, values));
    const find = () => items(queries, kind).find((item) => item.id === id);
    expect(find()?.values).toMatchObject(values);
    expect(find()?.closed).toEqual([]);
    expect(queries.nameOf(kind, id)).toBe(definition.title(find()?.values ?? {}));

    const [name = ''] = Object.keys(values).filter((each) => {
      const type = definition.fields[each]?.input.type;
      return type === 'text' || type === 'sharedText' || type === 'count' || type === 'date';
    });
    if (name !== '') {
      const before = values[name];
      const next = typeof before === 'number' ? before + 1 : before;
      const patch = {
        [name]: definition.fields[name]?.input.type === 'date' ? before : `${String(next)}2`
      };
      const changed = await commands.save(kind, id, patch as never);
      if (changed.ok) unwrap(await commands.undo(changed.value.receipt));
    }
    expect(find()?.values).toMatchObject(values);

    const again = await session.reopen();
    expect(again.view.row(kind, id)?.values).toMatchObject(values);
    expect((await queries.history(kind, id)).length).toBeGreaterThan(0);

    const removed = unwrap(await commands.remove(kind, [id]));
    expect(find()).toBeUndefined();
    expect(valueOf(queries.recycleBin).map((line) => line.id)).toContain(id);
    unwrap(await commands.undo(removed));
    expect(find()?.values).toMatchObject(values);
  });
});

describe.each(namingKinds.filter((kind) => kind !== 'consent'))('%s names people', (kind) => {
  it('I14: a withdrawal leaves of the person a number alone, at once; taking it back opens all again', async () => {
    const session = await createTestSession();
    const context = await createBook(session);
    const [gone] = context.people as [RecordId];
    const values = madeUpValues(kind, context);
    const { id } = unwrap(await session.commands.save(kind, undefined, values));
    const find = () => items(session.queries, kind).find((item) => item.id === id);
    expect(valueOf(session.queries.recordsOf(gone)).map((item) => item.id)).toContain(id);

    unwrap(await session.commands.withdrawConsent(gone, 'all'));
    const told = everythingTold(session);
    expect(told).not.toContain(names[0]);
    expect(told).not.toContain(gone);
    expect(find()?.hiddenPeople).toBe(1);
    const guarded = Object.keys(definitionOf(kind).fields).filter(
      (name) =>
        definitionOf(kind).fields[name]?.consent !== 'none' &&
        !personFieldsOf(definitionOf(kind)).includes(name)
    );
    for (const name of guarded) expect(find()?.values, name).not.toHaveProperty(name);
    expect(valueOf(session.queries.recordsOf(gone))).toEqual([]);

    unwrap(await session.commands.unlockPerson(gone));
    expect(find()?.values).toMatchObject(values);
  });

  it('I7: an erasure leaves the person nowhere, a neighbour everywhere', async () => {
    const session = await createTestSession();
    const context = await createBook(session);
    const [gone, neighbour] = context.people as [RecordId, RecordId];
    const alone = { ...context, people: [gone, neighbour].slice(0, 1) };
    unwrap(await session.commands.save(kind, undefined, madeUpValues(kind, context)));
    if (kind !== 'relation') {
      unwrap(await session.commands.save(kind, undefined, madeUpValues(kind, alone)));
    }
    const inBin = unwrap(await session.commands.save(kind, undefined, madeUpValues(kind, context)));
    unwrap(await session.commands.remove(kind, [inBin.id]));
    unwrap(await session.commands.erasePerson(gone, 'request'));

    expect(everythingTold(session)).not.toContain(names[0]);
    expect(everythingTold(session)).toContain(names[1]);
    await session.replica.rebuild();
    const again = await session.reopen();
    for (const view of [session.replica.view, again.view]) {
      const rows = recordKinds.flatMap((each) => view.rows(each));
      expect(JSON.stringify(rows)).not.toContain(gone);
      expect(view.row(kind, inBin.id)).toBeUndefined();
      const isKept = JSON.stringify(view.rows(kind)).includes(neighbour);
      const holdsSeveral = personFieldsOf(definitionOf(kind)).some(
        (name) => definitionOf(kind).fields[name]?.input.type === 'refs'
      );
      expect(isKept, 'what is shared stays with the others').toBe(holdsSeveral);
    }
  });
});

describe('metadata', () => {
  it('I14: all person fields of a kind rest on one purpose, so that a name is open in all or in none', () => {
    for (const kind of recordKinds) {
      const { fields } = definitionOf(kind);
      const needs = new Set(
        personFieldsOf(definitionOf(kind)).map((name) => fields[name]?.consent)
      );
      expect(needs.size, kind).toBeLessThanOrEqual(1);
    }
  });
});
