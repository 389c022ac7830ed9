/** What every replica does, whatever store lies below it. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordKind } from '../../../src/lib/domain/field';
import type { RecordRow } from '../../../src/lib/domain/record';
import type { RecordChange, Replica, ViewChange } from '../../../src/lib/storage/types';
import { createReplica } from '../../../src/lib/storage/replica';
import type { SpaceId, RecordId } from '../../../src/lib/kernel/ids';
import type { ReplicaStore } from '../../../src/lib/storage/store';
import { putRow } from '../../../src/lib/storage/store';
import { emptyFrontier } from '../../../src/lib/log/frontier';
import { createHold } from '../../factories/held-store';
import { createFixture } from './fixture';

const phone = { number: '15400000001' };

export interface StoreUnderTest {
  open(spaceId: SpaceId): ReplicaStore;
  dispose(): Promise<void>;
}

export const person = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'create', kind: 'person', id, values }) as RecordChange;
export const setPerson = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'set', kind: 'person', id, values }) as RecordChange;

const visit = (id: RecordId, content: string): RecordChange => ({
  type: 'create',
  kind: 'visit',
  id,
  values: { content }
});
const setVisit = (id: RecordId, content: string): RecordChange => ({
  type: 'set',
  kind: 'visit',
  id,
  values: { content }
});

export function describeReplica(name: string, createStore: () => Promise<StoreUnderTest>): void {
  describe(`replica on ${name}`, () => {
    async function open() {
      const under = await createStore();
      const fixture = await createFixture();
      const deps = await fixture.deps((spaceId) => under.open(spaceId));
      return { under, fixture, deps, replica: await createReplica(deps) };
    }

    it('commits, shows the row in both scopes, and opens again with the same rows (I8)', async () => {
      const { under, fixture, deps, replica } = await open();
      const id = fixture.newId();
      const receipt = unwrap(
        await replica.commit([person(id, { name: '林小满', note: '甲', healthOptIn: true })])
      );
      expect(receipt.changedIds).toEqual([id]);
      const row = replica.view.row('person', id);
      expect(row?.values).toMatchObject({ name: '林小满', note: '甲' });
      const reopened = await createReplica(deps);
      expect(reopened.view.rows('person')).toEqual(replica.view.rows('person'));
      await reopened.fold();
      const folded = await createReplica(deps);
      expect(folded.view.rows('person')).toEqual(replica.view.rows('person'));
      expect(folded.view.searchKey('person', id)).toBe(`k:${id}`);
      await under.dispose();
    });

    it('shows a change only after it is durable, and tells listeners which ids', async () => {
      const { under, fixture, replica } = await open();
      const seen: ViewChange[] = [];
      replica.view.onChange((change) => seen.push(change));
      const id = fixture.newId();
      const pending = replica.commit([person(id, { name: '王一' })]);
      expect(replica.view.row('person', id)).toBeUndefined();
      unwrap(await pending);
      expect(seen.map((change) => [...change.ids])).toEqual([[id]]);
      expect(seen[0]?.source).toBe('local');
      await under.dispose();
    });

    it('S11: tells of a large commit in slices, each already whole in memory', async () => {
      const { under, fixture, replica } = await open();
      const ids = Array.from({ length: 600 }, () => fixture.newId());
      const told: number[] = [];
      replica.view.onChange(({ ids: changed }) => {
        told.push(changed.size);
        for (const id of changed) expect(replica.view.row('person', id)).toBeDefined();
      });
      unwrap(await replica.commit(ids.map((id) => person(id, { name: '甲' }))));
      expect(told).toEqual([250, 250, 100]);
      await under.dispose();
    });

    it('keeps edits, folds and edits again, and rebuilds to the same rows and digest (I2)', async () => {
      const { under, fixture, deps, replica } = await open();
      const ids = Array.from({ length: 150 }, () => fixture.newId());
      unwrap(await replica.commit(ids.map((id, i) => person(id, { name: `人${i}`, note: '一' }))));
      await replica.fold();
      for (const id of ids.slice(0, 5))
        unwrap(await replica.commit([setPerson(id, { note: '二' })]));
      await replica.fold();
      unwrap(await replica.commit([setPerson(ids[7] as RecordId, { name: '改名' })]));
      const rows = sortedRows(replica);
      const digest = await replica.digest('general');
      expect(digest.recordCount).toBe(150);
      await replica.rebuild();
      expect(sortedRows(replica)).toEqual(rows);
      expect((await replica.digest('general')).digest).toEqual(digest.digest);
      const reopened = await createReplica(deps);
      expect(sortedRows(reopened)).toEqual(rows);
      expect(await reopened.digest('general')).toEqual(digest);
      await under.dispose();
    });

    it('undoes only what has not been changed since', async () => {
      const { under, fixture, replica } = await open();
      const id = fixture.newId();
      unwrap(
        await replica.commit([person(id, { name: '李四', note: '旧', salutation: '李老师' })])
      );
      const receipt = unwrap(
        await replica.commit([setPerson(id, { note: '新', salutation: '李阿姨' })])
      );
      unwrap(await replica.commit([setPerson(id, { note: '更新' })]));
      unwrap(await replica.undo(receipt));
      expect(replica.view.row('person', id)?.values).toMatchObject({
        note: '更新',
        salutation: '李老师'
      });
      await under.dispose();
    });

    it('tells the history of a record field by field, oldest first', async () => {
      const { under, fixture, replica } = await open();
      const id = fixture.newId();
      unwrap(await replica.commit([person(id, { name: '赵五' })]));
      fixture.clock.advance(60_000);
      unwrap(await replica.commit([setPerson(id, { name: '赵伍', note: '改了字' })]));
      fixture.clock.advance(60_000);
      unwrap(await replica.commit([{ type: 'delete', kind: 'person', id }]));
      const steps = await replica.history('person', id);
      expect(steps.map(({ kind }) => kind)).toEqual(['create', 'set', 'delete']);
      expect(steps[1]?.changes).toContainEqual({ field: 'name', before: '赵五', after: '赵伍' });
      expect(steps[0]?.slot).toBe(replica.slot);
      expect(replica.view.row('person', id)?.isDeleted).toBe(true);
      await under.dispose();
    });

    it('locks at once, lifts the lock, and knows it after opening again', async () => {
      const { under, fixture, deps, replica } = await open();
      const id = fixture.newId();
      unwrap(await replica.commit([person(id, { name: '孙七' })]));
      unwrap(await replica.lock(id, 'withdrawn'));
      expect(replica.view.row('person', id)?.isLocked).toBe(true);
      expect((await createReplica(deps)).view.row('person', id)?.isLocked).toBe(true);
      unwrap(await replica.unlock(id));
      expect(replica.view.row('person', id)?.isLocked).toBe(false);
      expect((await createReplica(deps)).view.row('person', id)?.isLocked).toBe(false);
      await under.dispose();
    });

    it('erases a record from entries, states and rows while its neighbour stays (I7)', async () => {
      const { under, fixture, deps, replica } = await open();
      const [gone, stays] = [fixture.newId(), fixture.newId()];
      unwrap(
        await replica.commit([person(gone, { name: '某甲' }), person(stays, { name: '某乙' })])
      );
      await replica.fold();
      unwrap(
        await replica.commit([
          setPerson(gone, { note: '再改' }),
          setPerson(stays, { note: '也改' })
        ])
      );
      unwrap(await replica.erase([gone], 'request'));
      const { entries } = await replica.since(emptyFrontier);
      for (const entry of entries) {
        entry.header.parts.forEach(({ recordId }, index) => {
          expect(entry.parts[index] === null, recordId).toBe(recordId === gone);
        });
      }
      expect(replica.view.row('person', gone)).toBeUndefined();
      expect(await replica.history('person', gone)).toEqual([]);
      expect(await replica.history('person', stays)).toHaveLength(2);
      const again = await replica.commit([person(gone, { name: '某甲' })]);
      expect(again).toEqual({ ok: false, error: { type: 'unknown-record', id: gone } });
      const digest = await replica.digest('general');
      const reopened = await createReplica(deps);
      await reopened.rebuild();
      expect(sortedRows(reopened)).toEqual(sortedRows(replica));
      expect(await reopened.digest('general')).toEqual(digest);
      expect(digest).toMatchObject({ recordCount: 1, isComplete: true });
      await under.dispose();
    });

    it('brings a second replica to the same digest from its log, in any order (I1, I2)', async () => {
      const { under, fixture, replica } = await open();
      const ids = Array.from({ length: 6 }, () => fixture.newId());
      unwrap(await replica.commit(ids.map((id) => person(id, { name: '甲', mobile: [phone] }))));
      for (const id of ids) unwrap(await replica.commit([setPerson(id, { note: `备${id}` })]));
      const { members, entries } = await replica.since(emptyFrontier);
      const other = await createStore();
      const deps = await fixture.deps((spaceId) => other.open(spaceId));
      const copy = await createReplica({ ...deps, incarnation: 2 });
      for (const entry of [...entries].reverse())
        unwrap(await copy.ingest({ members, entries: [entry] }));
      expect(await copy.digest('general')).toEqual(await replica.digest('general'));
      expect(sortedRows(copy)).toEqual(sortedRows(replica));
      expect(await copy.frontier()).toEqual(await replica.frontier());
      await under.dispose();
      await other.dispose();
    });

    /** A folded book with one visit changed and one made since, and a store that holds the visits back. */
    async function openHeld() {
      const opened = await open();
      const { fixture, deps, replica } = opened;
      const visits = Array.from({ length: 3 }, () => fixture.newId());
      unwrap(await replica.commit([person(fixture.newId(), { name: '周一' })]));
      unwrap(await replica.commit(visits.slice(0, 2).map((id) => visit(id, '面访'))));
      await replica.fold();
      unwrap(await replica.commit([setVisit(visits[0] as RecordId, '电话')]));
      unwrap(await replica.commit([visit(visits[2] as RecordId, '新的一次')]));
      const hold = createHold((kind) => kind === 'visit');
      const again = await createReplica({ ...deps, store: hold.wrap(deps.store) });
      return { ...opened, visits, hold, again };
    }

    it('S7: the register is there before the books, and nothing calls a sealed book empty', async () => {
      const { under, visits, hold, replica, again } = await openHeld();
      expect(again.view.rows('person')).toEqual(replica.view.rows('person'));
      expect(again.view.isOpen(['person'])).toBe(true);
      expect(again.view.isOpen(['person', 'visit'])).toBe(false);
      const [first] = visits as [RecordId];
      expect(() => again.view.rows('visit')).toThrow(/before they are open/);
      expect(() => again.view.row('visit', first)).toThrow(/before they are open/);
      expect(() => again.view.searchKey('visit', first)).toThrow(/before they are open/);
      const changes: ViewChange[] = [];
      again.view.onChange((change) => changes.push(change));
      hold.give();
      unwrap(await again.whenOpen());
      expect(again.view.isOpen(['visit'])).toBe(true);
      const ofRows = changes.filter(({ kinds }) => kinds.size > 0);
      expect(ofRows.map(({ kinds, ids }) => [[...kinds], ids.size])).toEqual([[['visit'], 0]]);
      expect(sortedRows(again, 'visit')).toEqual(sortedRows(replica, 'visit'));
      await under.dispose();
    });

    it('S7: work waits for the books, and a fold after it keeps every visit once (I2)', async () => {
      const { under, visits, hold, deps, again } = await openHeld();
      const [first] = visits as [RecordId];
      const pending = again.commit([setVisit(first, '上门')]);
      hold.give();
      unwrap(await pending);
      await again.fold();
      const digest = await again.digest('general');
      const reopened = await createReplica(deps);
      unwrap(await reopened.whenOpen());
      const rows = reopened.view.rows('visit');
      expect(rows).toHaveLength(3);
      expect(reopened.view.row('visit', first)?.values).toMatchObject({ content: '上门' });
      await reopened.rebuild();
      expect(await reopened.digest('general')).toEqual(digest);
      const byId = (list: readonly { readonly id: string }[]) =>
        [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(reopened.view.rows('visit'))).toEqual(byId(rows));
      await under.dispose();
    });

    it('S7: closed while the books open, it ends and what waited is told so', async () => {
      const { under, hold, fixture, deps, replica, again } = await openHeld();
      const waiting = [again.whenOpen(), again.commit([visit(fixture.newId(), '未写')])];
      const closing = again.close();
      hold.give();
      await closing;
      const locked = { ok: false, error: { type: 'locked' } };
      expect(await Promise.all(waiting)).toEqual([locked, locked]);
      const reopened = await createReplica(deps);
      unwrap(await reopened.whenOpen());
      expect(sortedRows(reopened, 'visit')).toEqual(sortedRows(replica, 'visit'));
      await under.dispose();
    });

    it('S9: a page of a book that does not open is rebuilt from the log', async () => {
      const { under, hold, deps, replica, again } = await openHeld();
      hold.give();
      await again.close();
      const [page] = await deps.store.range('pages', ['visit']);
      const torn = page?.value.slice().fill(7) ?? new Uint8Array(0);
      await deps.store.write([putRow('pages', page?.key ?? [], torn)]);
      const reopened = await createReplica(deps);
      expect(reopened.view.rows('person')).toEqual(replica.view.rows('person'));
      const told: ViewChange[] = [];
      reopened.view.onChange((change) => told.push(change));
      unwrap(await reopened.whenOpen());
      expect(told.some(({ kinds, source }) => kinds.has('visit') && source === 'rebuild')).toBe(
        true
      );
      const values = (from: Replica) =>
        from.view.rows('visit').map((row) => (row.values as { content?: string }).content);
      expect(values(reopened).sort()).toEqual(values(replica).sort());
      await under.dispose();
    });

    it('refuses to change a record that is not there, and cancels before the write', async () => {
      const { under, fixture, replica } = await open();
      const id = fixture.newId();
      expect(await replica.commit([setPerson(id, { note: 'x' })])).toEqual({
        ok: false,
        error: { type: 'unknown-record', id }
      });
      const controller = new AbortController();
      const ids = Array.from({ length: 300 }, () => fixture.newId());
      const result = await replica.commit(
        ids.map((one) => person(one, { name: '批量', note: '长'.repeat(100) })),
        { signal: controller.signal, onProgress: () => controller.abort() }
      );
      expect(result).toEqual({ ok: false, error: { type: 'cancelled' } });
      expect(replica.view.rows('person')).toEqual([]);
      await under.dispose();
    });
  });
}

export const sortedRows = (replica: Replica, kind: RecordKind = 'person'): RecordRow[] =>
  [...replica.view.rows(kind)].sort((a, b) => (a.id < b.id ? -1 : 1));
