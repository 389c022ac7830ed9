/** What every replica does, whatever store lies below it. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import type { RecordChange, Replica, ViewChange } from '../../../src/lib/storage/types';
import { createReplica } from '../../../src/lib/storage/replica';
import type { SpaceId, RecordId } from '../../../src/lib/kernel/ids';
import type { ReplicaStore } from '../../../src/lib/storage/store';
import { createFixture } from './fixture';

export interface StoreUnderTest {
  open(spaceId: SpaceId): ReplicaStore;
  dispose(): Promise<void>;
}

export const person = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'create', kind: 'person', id, values }) as RecordChange;
export const setPerson = (id: RecordId, values: Record<string, unknown>): RecordChange =>
  ({ type: 'set', kind: 'person', id, values }) as RecordChange;

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

export const sortedRows = (replica: Replica): unknown[] =>
  [...replica.view.rows('person')].sort((a, b) => (a.id < b.id ? -1 : 1));
