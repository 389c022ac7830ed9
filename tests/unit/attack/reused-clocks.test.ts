/** A writer who takes the clocks of a held part again: what builds on which must not depend on what comes first (I1). */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import type { Entry } from '../../../src/lib/log/entry';
import { applyTrusted, type RecordDoc } from '../../../src/lib/merge/record-doc';
import { createMemoryDisk, createMemoryStore } from '../../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../../src/lib/storage/replica';
import { createSeededRandom, type SeededRandom } from '../../contract/replica/seeded-random';
import { createAttacker, createVictim, type Attacker } from '../../factories/attacker';

const id = (n: number): RecordId => n.toString(16).padStart(32, '0') as RecordId;
const record = id(1);

function docOf(by: Attacker, ...updates: readonly Uint8Array[]): RecordDoc {
  const doc = by.doc(record);
  for (const update of updates) applyTrusted(doc, update);
  return doc;
}

const say = (by: Attacker, text: string, ...on: readonly Uint8Array[]): Uint8Array =>
  by.update(docOf(by, ...on), [{ type: 'text', key: 'content', text }]);

const entryOf = (by: Attacker, plaintext: Uint8Array): Promise<Entry> =>
  by.entry('general', [{ recordId: record, plaintext }]);

async function createWork() {
  const victim = await createVictim();
  const attackers: Attacker[] = [];
  for (let i = 0; i < 4; i++) attackers.push(await createAttacker(victim, 'editor'));
  const [creator, forker, builder, third] = attackers as [Attacker, Attacker, Attacker, Attacker];
  const created = creator.update(creator.doc(record), [
    { type: 'create', values: { recordKind: 'visit', on: '2026-11-20' } },
    { type: 'text', key: 'content', text: '谈了话' }
  ]);
  const forked = say(forker, '谈了话，甲', created);
  const onFork = say(builder, '谈了话，甲乙', created, forked);
  const onBuilder = say(third, '谈了话，甲乙丙', created, forked, onFork);
  const entries = [await entryOf(creator, created), await entryOf(forker, forked)];
  for (const update of [onFork, say(builder, '谈了话戊', created)])
    entries.push(await entryOf(builder, update));
  for (const update of [onBuilder, say(third, '谈了话丁', created)])
    entries.push(await entryOf(third, update));
  const another = forker.update(forker.doc(id(2)), [
    { type: 'create', values: { recordKind: 'visit', on: '2026-11-21' } }
  ]);
  const parts = [{ recordId: id(2), plaintext: another }];
  entries.push(await forker.entry('general', parts, { isFirst: true }));
  const members = attackers.map(({ admission }) => admission);
  return { victim, members, entries };
}

function shuffled<T>(random: SeededRandom, all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: random.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

async function stateOf(replica: SyncReplica) {
  const { digest } = await replica.digest('general');
  const row = replica.view.rows('visit').find((one) => one.id === record);
  return { digest: toHex(digest), content: row?.values.content as unknown };
}

describe('attack: the clocks of a held part taken again', () => {
  it('I1 ends alike in any order, and as a rebuild does', async () => {
    const { victim, members, entries } = await createWork();
    const random = createSeededRandom(1);
    const states: unknown[] = [];
    for (let order = 0; order < 24; order++) {
      const disk = createMemoryDisk();
      const replica = await createReplica(await victim.fixture.deps(() => createMemoryStore(disk)));
      unwrap(await replica.ingest({ members, entries: [] }));
      for (const entry of shuffled(random, entries))
        unwrap(await replica.ingest({ members: [], entries: [entry] }));
      const state = await stateOf(replica);
      states.push(state);
      await replica.rebuild();
      expect(await stateOf(replica)).toEqual(state);
      await replica.close();
    }
    for (const state of states) expect(state).toEqual(states[0]);
  });
});
