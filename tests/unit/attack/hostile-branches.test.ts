/** A hostile colleague's branches, clocks and vectors (I1, I3). */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../src/lib/crypto/random';
import { importSigningKey } from '../../../src/lib/crypto/sign';
import { createDevice } from '../../../src/lib/log/founding';
import { emptyFrontier } from '../../../src/lib/log/frontier';
import {
  copyMemoryDisk,
  createMemoryDisk,
  createMemoryStore
} from '../../../src/lib/storage/memory-store';
import { createReplica, type SyncReplica } from '../../../src/lib/storage/replica';
import { toHex } from '../../../src/lib/kernel/bytes';
import type { Hlc } from '../../../src/lib/kernel/hlc';
import type { DeviceId, RecordId } from '../../../src/lib/kernel/ids';
import type { Json } from '../../../src/lib/kernel/json';
import { unwrap } from '../../../src/lib/kernel/result';
import { edit, type FieldOp } from '../../../src/lib/merge/edit';
import { createWriterSlot, issueMark } from '../../../src/lib/merge/field-key';
import { applyTrusted, canonicalUpdate } from '../../../src/lib/merge/record-doc';
import { signMemberEntry, type MemberEntry } from '../../../src/lib/log/member-entry';
import type { Entry } from '../../../src/lib/log/entry';
import { createAttacker, createVictim, type Attacker, type Victim } from '../../factories/attacker';
import { settingRole } from '../../factories/member-log';

const id = (n: number): RecordId => n.toString(16).padStart(32, '0') as RecordId;
const record = id(1);

const entryOf = (by: Attacker, plaintext: Uint8Array, of = record, more = {}): Promise<Entry> =>
  by.entry('general', [{ recordId: of, plaintext }], more);

function make(by: Attacker, ops: readonly FieldOp[], ...on: readonly Uint8Array[]): Uint8Array {
  const doc = by.doc(record);
  for (const update of on) applyTrusted(doc, update);
  return by.update(doc, ops);
}

const rowOf = (replica: SyncReplica) =>
  replica.view.rows('visit').find((one) => one.id === record)?.values as
    Record<string, unknown> | undefined;

const commit = async (
  { replica, fixture }: Victim,
  values: Record<string, Json>
): Promise<void> => {
  fixture.clock.advance(1000);
  unwrap(await replica.commit([{ type: 'set', kind: 'visit', id: record, values }]));
};

const take = async ({ replica }: Victim, entries: readonly Entry[]): Promise<void> =>
  void unwrap(await replica.ingest({ members: [], entries }));

async function lower(victim: Victim, who: Attacker): Promise<MemberEntry> {
  const { space, clock } = victim.fixture;
  const entry = await signMemberEntry(
    {
      spaceId: space.spaceId,
      author: space.device.registration,
      parents: [who.admission.id],
      atMs: clock.now(),
      payload: settingRole(who.device.registration, 'viewer')
    },
    victim.deps.keys.signingKey
  );
  unwrap(await victim.replica.addMembers([entry]));
  return entry;
}

async function createWork() {
  const victim = await createVictim();
  const [creator, hostile] = [
    await createAttacker(victim, 'editor'),
    await createAttacker(victim, 'editor')
  ] as const;
  for (const { admission } of [creator, hostile])
    unwrap(await victim.replica.ingest({ members: [admission], entries: [] }));
  const created = make(creator, [
    {
      type: 'create',
      values: { recordKind: 'visit', on: '2026-11-20', method: '面访' }
    },
    { type: 'text', key: 'content', text: '谈了话' }
  ]);
  await take(victim, [await entryOf(creator, created)]);
  return { victim, creator, hostile, created };
}

/** What a replica says, and what its rebuild says. */
async function expectSteady({ replica }: Victim): Promise<void> {
  const state = async () => ({
    digest: toHex((await replica.digest('general')).digest),
    values: rowOf(replica)
  });
  const before = await state();
  await replica.rebuild();
  expect(await state()).toEqual(before);
}

type Work = Awaited<ReturnType<typeof createWork>>;

/** A value with any vector: `edit` would not write it. */
function rawValue(
  by: Attacker,
  key: string,
  seen: Record<string, number>,
  on: Uint8Array
): Uint8Array {
  const { ydoc } = by.doc(record);
  Y.applyUpdate(ydoc, on);
  const before = Y.encodeStateVector(ydoc);
  ydoc.clientID = by.clientId;
  const stored = { v: '恶', hlc: 1, seq: 1, seen };
  ydoc.getMap('r').set(`${key}@${by.slot}`, stored);
  return canonicalUpdate(Y.encodeStateAsUpdate(ydoc, before));
}

describe('vectors on a branch that is adopted', () => {
  const branchSaying = async (
    seenBy: (victim: Victim) => Record<string, number>,
    saying: (work: Work, seen: Record<string, number>) => Uint8Array
  ) => {
    const work = await createWork();
    const { victim, hostile } = work;
    const said = saying(work, seenBy(victim));
    const other = hostile.update(hostile.doc(id(2)), [
      { type: 'create', values: { recordKind: 'visit', on: '2026-11-21' } }
    ]);
    const entries = [
      await entryOf(hostile, said),
      await entryOf(hostile, other, id(2), { isFirst: true })
    ];
    await take(victim, entries);
    await lower(victim, hostile);
    return work;
  };

  const value = (seen: Record<string, number>): FieldOp => ({
    ...{ type: 'set', key: 'method', value: '恶' },
    written: { hlc: undefined, seen }
  });
  const words = (seen: Record<string, number>): FieldOp => ({
    ...{ type: 'text', key: 'content', text: '谈了话，恶' },
    written: { hlc: undefined, seen }
  });

  it.each([
    ['a value', value],
    ['words', words]
  ])("I1: %s that claim the adopting device's future", async (_, opOf) => {
    const { victim, hostile } = await branchSaying(
      ({ replica }) => ({ [replica.slot]: 900 }),
      ({ hostile: by, created }, seen) => make(by, [opOf(seen)], created)
    );
    expect(await victim.replica.unshownBranches()).toHaveLength(1);
    unwrap(await victim.replica.adoptBranches([hostile.device.registration.deviceId]));
    await commit(victim, { on: '2026-11-22' });
    expect(rowOf(victim.replica)).toMatchObject({ on: '2026-11-22' });
    await expectSteady(victim);
  });

  it.each([
    ['of slots', (i: number) => i + 1000, 16],
    ['of issue marks', () => 0, 1]
  ])('I1: a vector %s that is as long as may be', async (_, incarnation, each) => {
    const seen: Record<string, number> = {};
    for (let i = 0; i < 1024; i++) {
      const device = Math.floor(i / each)
        .toString(16)
        .padStart(32, '0') as DeviceId;
      seen[createWriterSlot(device, incarnation(i))] = 1;
    }
    expect(Object.keys(seen)).toHaveLength(1024);
    const { victim, hostile } = await branchSaying(
      () => ({}),
      ({ hostile: by, created }) => rawValue(by, 'method', seen, created)
    );
    expect(await victim.replica.unshownBranches()).toHaveLength(1);
    unwrap(await victim.replica.adoptBranches([hostile.device.registration.deviceId]));
    await commit(victim, { on: '2026-11-22' });
    await expectSteady(victim);
  });

  it('S15: a stamp near the end of time is adopted once', async () => {
    const { victim, hostile } = await createWork();
    const doc = hostile.doc(id(3));
    const late = (Number.MAX_SAFE_INTEGER - 5) as Hlc;
    const update = edit(
      doc,
      hostile.slot,
      [{ type: 'create', values: { recordKind: 'visit', on: '2026-11-25' } }],
      () => late
    ) as Uint8Array;
    const { clock } = victim.fixture;
    const now = clock.now();
    clock.set(late / 1024);
    const entry = await entryOf(hostile, update, id(3));
    clock.set(now);
    const other = hostile.update(hostile.doc(id(2)), [
      { type: 'create', values: { recordKind: 'visit', on: '2026-11-21' } }
    ]);
    await take(victim, [entry, await entryOf(hostile, other, id(2), { isFirst: true })]);
    await lower(victim, hostile);
    expect(await victim.replica.unshownBranches()).toHaveLength(1);
    unwrap(await victim.replica.adoptBranches([hostile.device.registration.deviceId]));
    expect(await victim.replica.unshownBranches()).toEqual([]);
    await expectSteady(victim);
  });
});

describe('a key that somebody else has got hold of', () => {
  it('I3: a hundred more branches hide neither the one that came first nor the longest', async () => {
    const { victim, hostile } = await createWork();
    const branch = async (n: number, length: number): Promise<Entry[]> => {
      const made: Entry[] = [];
      for (let i = 0; i < length; i++) {
        const update = hostile.update(hostile.doc(id(n + i)), [
          { type: 'create', values: { recordKind: 'visit', on: '2026-11-21' } }
        ]);
        made.push(await entryOf(hostile, update, id(n + i), i === 0 ? { isFirst: true } : {}));
      }
      return made;
    };
    const [first, longest] = [await branch(100, 1), await branch(200, 3)];
    const others: Entry[] = [];
    for (let i = 0; i < 100; i++) others.push(...(await branch(1000 + 2 * i, 2)));
    await take(victim, first);
    await take(victim, [...others, ...longest]);
    expect(await victim.replica.unshownBranches()).toMatchObject([
      { isOwed: true, isOnTop: false }
    ]);
    await lower(victim, hostile);
    const [lost, ...more] = await victim.replica.unshownBranches();
    expect(more).toEqual([]);
    expect(lost?.isOwed).toBe(false);
    expect([...(lost?.recordIds ?? [])]).toEqual(
      expect.arrayContaining([id(100), id(200), id(201), id(202)])
    );
  });
});

describe('marks of values that somebody else wrote', () => {
  it('I3: an editor who claims to have issued a colleague’s words hides them from nobody', async () => {
    const { victim, hostile, created } = await createWork();
    const colleague = await createAttacker(victim, 'editor');
    unwrap(await victim.replica.ingest({ members: [colleague.admission], entries: [] }));
    const on = (by: Attacker, ops: readonly FieldOp[]) => make(by, ops, created);
    // The colleague's profile lived twice: both branches are held.
    const said = on(colleague, [{ type: 'text', key: 'content', text: '谈了话，甲' }]);
    const day = on(colleague, [{ type: 'set', key: 'on', value: '2026-11-23' }]);
    const entries = [
      await entryOf(colleague, said),
      await entryOf(colleague, day, record, { isFirst: true })
    ];
    await take(victim, entries);
    expect(await victim.replica.unshownBranches()).toMatchObject([{ isOwed: true }]);
    const { ydoc } = colleague.doc(record);
    for (const update of [created, said]) Y.applyUpdate(ydoc, update);
    const key = `t/content@${colleague.slot}`;
    const stored = ydoc.getMap('r').get(key) as { seq: number; hlc: Hlc };
    const mark = issueMark({ slot: colleague.slot, seq: stored.seq, hlc: stored.hlc });
    const claim: FieldOp = {
      type: 'text',
      key: 'content',
      text: '谈了话，恶',
      written: { hlc: undefined, seen: {}, mark }
    };
    await take(victim, [await entryOf(hostile, on(hostile, [claim]))]);
    await lower(victim, colleague);
    unwrap(await victim.replica.adoptBranches([colleague.device.registration.deviceId]));
    for (const word of ['甲', '恶']) expect(rowOf(victim.replica)?.content).toContain(word);
  });
});

describe('a false claim to have written something again', () => {
  it('S15: a conflict names nobody as its writer of whom nothing is held', async () => {
    const { victim, creator, hostile, created } = await createWork();
    const mark = issueMark({ slot: creator.slot, seq: 1, hlc: 1 as Hlc });
    await commit(victim, { method: '电话' });
    await take(victim, [
      await entryOf(hostile, rawValue(hostile, 'method', { [mark]: 1 }, created))
    ]);
    const [conflict] = await victim.replica.conflicts('visit', record);
    const versions = conflict?.type === 'field' ? conflict.versions : [];
    expect(versions).toHaveLength(2);
    expect(versions.map(({ firstSlot }) => firstSlot)).toEqual([undefined, undefined]);
  });
});

describe('false claims about a held branch', () => {
  it.each([
    ['a value', 0, { method: '电话' }, 'method', '电话'],
    ['a value', 900, { method: '电话' }, 'method', '电话'],
    ['words', 0, { content: '谈了话，丙' }, 'content', '丙'],
    ['words', 900, { content: '谈了话，丙' }, 'content', '丙']
  ])(
    'I3: %s of an honest branch is issued where a hostile colleague claims to have seen %i edits',
    async (_, claimed, said, key, word) => {
      const { fixture, deps, replica } = await createVictim();
      const { clock } = fixture;
      const disk = createMemoryDisk();
      await replica.close();
      const open = async (of = disk) =>
        createReplica({
          ...(await fixture.deps(() => createMemoryStore(of))),
          renewDevice: async (present, next) => {
            const made = await createDevice('我', systemRandom, undefined, {
              ...present,
              incarnation: next - 1
            });
            return {
              registration: made.registration,
              signingKey: await importSigningKey(made.pairs.signing.secret)
            };
          }
        });
      const life = await open();
      const victim: Victim = { fixture, deps, replica: life };
      const hostile = await createAttacker(victim, 'editor');
      unwrap(await life.ingest({ members: [hostile.admission], entries: [] }));
      const created = make(hostile, [
        { type: 'create', values: { recordKind: 'visit', on: '2026-11-20' } },
        { type: 'text', key: 'content', text: '谈了话' }
      ]);
      await take(victim, [await entryOf(hostile, created)]);
      const copy = await open(copyMemoryDisk(disk));
      await commit({ ...victim, replica: copy }, said);
      await commit(victim, { on: '2026-11-21' });
      clock.advance(60_000);
      const seen: Record<string, number> = claimed > 0 ? { [life.slot]: claimed } : {};
      const before = life.slot;
      const claims: FieldOp =
        key === 'method'
          ? { type: 'set', key, value: '恶', written: { hlc: undefined, seen } }
          : { type: 'text', key, text: '恶谈了话', written: { hlc: undefined, seen } };
      await take(victim, [await entryOf(hostile, make(hostile, [claims], created))]);
      const batch = await copy.since(emptyFrontier);
      expect(unwrap(await life.ingest(batch))).toMatchObject({ forked: 1 });
      expect(life.slot).not.toBe(before);
      const shown = rowOf(life) ?? {};
      const disputed = (await life.conflicts('visit', record)).flatMap((one) =>
        one.type === 'field' ? one.versions.map(({ value }) => value) : []
      );
      expect(JSON.stringify([shown, disputed])).toContain(word);
    }
  );
});
