/** Attacks by a member's own device, or by anyone who can hand entries over. */
import { describe, expect, it } from 'vitest';
import { createAttacker, createVictim, type Victim } from '../../factories/attacker';
import { createMemoryDisk, createMemoryStore } from '../../../src/lib/storage/memory-store';
import { createReplica } from '../../../src/lib/storage/replica';
import { systemRandom } from '../../../src/lib/crypto/random';
import { unwrap } from '../../../src/lib/kernel/result';
import type { Json } from '../../../src/lib/kernel/json';
import { createRecordId } from '../../../src/lib/kernel/ids';
import { addDays } from '../../../src/lib/kernel/dates';
import { readSettings } from '../../../src/lib/app/queries/settings';
import { gatePerson } from '../../../src/lib/domain/consent/gate';
import type { PersonRow } from '../../../src/lib/domain/person/record';
import { spaceSettingsId } from '../../../src/lib/domain/space-settings/record';
import { createAuditId } from '../../../src/lib/log/audit-id';
import { decodeHeader, encodeHeader, entryKind } from '../../../src/lib/log/entry-header';
import { createEpochSecret, sealEpoch } from '../../../src/lib/log/epoch-keys';
import { createDevice } from '../../../src/lib/log/founding';
import { importSigningKey } from '../../../src/lib/crypto/sign';
import { createGrant } from '../../../src/lib/log/grant';
import { signMemberEntry } from '../../../src/lib/log/member-entry';
import { removing } from '../../factories/member-log';
import { applyTrusted } from '../../../src/lib/merge/record-doc';

const nobody = { members: [], entries: [] };

async function withPerson(victim: Victim) {
  const id = victim.fixture.newId();
  unwrap(
    await victim.replica.commit([
      { type: 'create', kind: 'person', id, values: { name: '王建国' } }
    ])
  );
  return id;
}

/** Another opening of what the victim holds: a rebuilt copy from its log alone. */
async function reopened(victim: Victim) {
  const replica = await createReplica(victim.deps);
  await replica.close();
}

describe('attack: a member who may write little or lies', () => {
  it("I4 a viewer's audit entry changes no record of a person", async () => {
    const victim = await createVictim();
    const id = await withPerson(victim);
    const viewer = await createAttacker(victim, 'viewer');
    const update = viewer.update(viewer.doc(id), [{ type: 'set', key: 'name', value: '被改了' }]);
    const entry = await viewer.entry('general', [{ recordId: id, plaintext: update }], {
      kind: entryKind.audit
    });
    unwrap(await victim.replica.ingest({ members: [viewer.admission], entries: [entry] }));
    expect(victim.replica.view.row('person', id)?.values).toMatchObject({ name: '王建国' });
    expect(victim.replica.view.row('person', id)?.conflicts).toEqual([]);
  });

  it("I4 a viewer's audit entry creates nothing that later hides a person", async () => {
    const victim = await createVictim();
    const viewer = await createAttacker(victim, 'viewer');
    const id = victim.fixture.newId();
    const update = viewer.update(viewer.doc(id), [
      { type: 'create', values: { recordKind: 'person', name: '假人' } }
    ]);
    const entry = await viewer.entry('general', [{ recordId: id, plaintext: update }], {
      kind: entryKind.audit
    });
    unwrap(await victim.replica.ingest({ members: [viewer.admission], entries: [entry] }));
    expect(victim.replica.view.rows('person')).toEqual([]);
    const own = createAuditId(viewer.slot, systemRandom);
    const asAudit = viewer.update(viewer.doc(own), [
      { type: 'create', values: { recordKind: 'person', name: '假人' } }
    ]);
    const second = await viewer.entry('general', [{ recordId: own, plaintext: asAudit }], {
      kind: entryKind.audit
    });
    unwrap(await victim.replica.ingest({ members: [], entries: [second] }));
    expect(victim.replica.view.rows('person')).toEqual([]);
  });

  it('audit: nobody edits or deletes what an audit entry says', async () => {
    const victim = await createVictim();
    const { replica } = victim;
    const id = createAuditId(replica.slot, systemRandom);
    const values = { action: 'export', purpose: '街道核对', at: 1 };
    unwrap(await replica.commit([{ type: 'create', kind: 'auditEvent', id, values }]));
    for (const change of [
      { type: 'set', kind: 'auditEvent', id, values: { purpose: '改' } },
      { type: 'delete', kind: 'auditEvent', id }
    ] as const) {
      expect((await replica.commit([change])).ok).toBe(false);
    }
    const editor = await createAttacker(victim, 'admin');
    const set = editor.update(editor.doc(id), [{ type: 'set', key: 'purpose', value: '改' }]);
    const part = [{ recordId: id, plaintext: set }];
    const asRecord = await editor.entry('general', part);
    const asAudit = await editor.entry('general', part, { kind: entryKind.audit });
    unwrap(await replica.ingest({ members: [editor.admission], entries: [asRecord, asAudit] }));
    unwrap(await replica.erase([id], 'mistake'));
    expect(replica.view.row('auditEvent', id)?.values).toMatchObject({ purpose: '街道核对' });
    expect(replica.view.row('auditEvent', id)?.isDeleted).toBe(false);
  });

  it.each(['x'.repeat(200), 'constructor', '__proto__', 'toString', ''])(
    'a record of kind %j locks nobody out',
    async (kind) => {
      const victim = await createVictim();
      const id = await withPerson(victim);
      const editor = await createAttacker(victim, 'editor');
      const fresh = createRecordId(systemRandom);
      const update = editor.update(editor.doc(fresh), [
        { type: 'create', values: { recordKind: kind, name: '某' } }
      ]);
      const entry = await editor.entry('general', [{ recordId: fresh, plaintext: update }]);
      unwrap(await victim.replica.ingest({ members: [editor.admission], entries: [entry] }));
      await reopened(victim);
      await victim.replica.fold();
      await reopened(victim);
      expect(victim.replica.view.row('person', id)).toBeDefined();
    }
  );

  const wrong: readonly Json[] = [5, -1, true, ['a'], { a: 1 }, 'x'.repeat(3000), '\u202e\u0000'];
  it.each(wrong)('a field of a wrong shape (%j) reaches no screen', async (value) => {
    const victim = await createVictim();
    const id = await withPerson(victim);
    const editor = await createAttacker(victim, 'editor');
    const keys = ['name', 'birthDate', 'sex', 'phones/aaaaaaaaaaaa', 'categories/aaaaaaaaaaaa'];
    const update = editor.update(
      editor.doc(id),
      keys.map((key) => ({ type: 'set', key, value }))
    );
    const entry = await editor.entry('general', [{ recordId: id, plaintext: update }]);
    unwrap(await victim.replica.ingest({ members: [editor.admission], entries: [entry] }));
    const values = victim.replica.view.row('person', id)?.values as Record<string, unknown>;
    expect(['string', 'undefined']).toContain(typeof values['name']);
    expect(values['phones'] ?? []).toEqual([]);
    expect(values['categories'] ?? []).toEqual([]);
    await victim.replica.rebuild();
  });

  it('settings past what the form takes lock nobody out', async () => {
    const victim = await createVictim();
    const editor = await createAttacker(victim, 'editor');
    const names = [
      'retentionDays',
      'pendingDays',
      'autoLockMinutes',
      'reviewMonths',
      'consentYears'
    ];
    const counts = Object.fromEntries(names.map((name) => [name, Number.MAX_SAFE_INTEGER]));
    const plaintext = editor.update(editor.doc(spaceSettingsId), [
      { type: 'create', values: { recordKind: 'spaceSettings', ...counts } }
    ]);
    const entry = await editor.entry('general', [{ recordId: spaceSettingsId, plaintext }]);
    unwrap(await victim.replica.ingest({ members: [editor.admission], entries: [entry] }));
    const id = await withPerson(victim);
    unwrap(await victim.replica.lock(id, 'withdrawn'));
    const { view } = victim.replica;
    const row = view.row('person', id) as PersonRow;
    const settings = readSettings(view);
    const today = victim.fixture.clock.today();
    expect(gatePerson(row, [], today, settings).eraseProposedOn).toBe(addDays(today, 15));
    expect(settings).toMatchObject({ autoLockMinutes: 30, pendingDays: 60, consentYears: 3 });
  });

  it('an entry of an incarnation beyond the format is refused, and stops no other entry', async () => {
    const victim = await createVictim();
    const id = await withPerson(victim);
    const editor = await createAttacker(victim, 'editor');
    const update = editor.update(editor.doc(id), [{ type: 'set', key: 'name', value: '乙' }]);
    const part = [{ recordId: id, plaintext: update }];
    await expect(editor.entry('general', part, { incarnation: 2_000_000_000 })).rejects.toThrow();
  });

  it('I1 two parts of one record in one entry are refused: nobody could tell them apart later', async () => {
    const victim = await createVictim();
    const id = await withPerson(victim);
    const editor = await createAttacker(victim, 'editor');
    const doc = editor.doc(id);
    const parts = ['甲', '乙'].map((value) => ({
      recordId: id,
      plaintext: editor.update(doc, [{ type: 'set', key: 'name', value }])
    }));
    await expect(editor.entry('general', parts)).rejects.toThrow(
      'a sealed entry is one we would accept'
    );
    const { header } = await editor.entry('general', parts.slice(0, 1));
    const twice = [...header.parts, ...header.parts];
    const { records, text, audit } = entryKind;
    for (const kind of [records, text, audit]) {
      expect(decodeHeader(encodeHeader({ ...header, kind, parts: twice })).ok).toBe(false);
    }
    expect(decodeHeader(encodeHeader({ ...header, kind: 77, parts: twice })).ok).toBe(true);
  });

  it("a stranger's requests stop nobody from writing, nor a backup", async () => {
    const victim = await createVictim();
    const requests = await Promise.all(
      Array.from({ length: 70 }, async () => {
        const { registration, pairs } = await createDevice('陌生人', systemRandom);
        return signMemberEntry(
          {
            spaceId: victim.fixture.space.spaceId,
            author: registration,
            parents: [],
            atMs: 0,
            payload: {
              kind: 'request',
              device: registration,
              ...createGrant('owner'),
              inviteId: createRecordId(systemRandom) as never,
              proof: new Uint8Array(32)
            }
          },
          await importSigningKey(pairs.signing.secret)
        );
      })
    );
    unwrap(await victim.replica.ingest({ ...nobody, members: requests }));
    const id = await withPerson(victim);
    unwrap(await victim.replica.lock(id, 'withdrawn'));
    expect(victim.replica.view.row('person', id)?.isLocked).toBe(true);
    const { encodeFrontier, decodeFrontier } = await import('../../../src/lib/log/frontier');
    const frontier = await victim.replica.frontier();
    expect(decodeFrontier(encodeFrontier(frontier))).toEqual({ ok: true, value: frontier });
  });

  it("I6 a removed device's own rotation is no key to write under", async () => {
    const victim = await createVictim();
    const { space } = victim.fixture;
    const admin = await createAttacker(victim, 'admin');
    const evil = createEpochSecret('general', 999, systemRandom);
    const keys = [await sealEpoch(space.spaceId, evil, { devices: [space.device.registration] })];
    const rotation = await admin.member([admin.admission.id], { kind: 'rotate', keys });
    const removal = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: space.device.registration,
        parents: [admin.admission.id],
        atMs: 0,
        payload: removing(admin.device.registration)
      },
      victim.deps.keys.signingKey
    );
    unwrap(
      await victim.replica.ingest({ ...nobody, members: [admin.admission, removal, rotation] })
    );
    victim.deps.keys.ring.add(evil);
    await withPerson(victim);
    const { entries } = await victim.replica.since({ memberHeads: [], chains: [], erasures: [] });
    const epochs = entries.map(({ header }) => ('epoch' in header ? header.epoch : 0));
    expect(epochs).toEqual([1]);
  });

  it('I1 two updates under the same clocks end alike, whatever arrives first', async () => {
    const victim = await createVictim();
    const id = victim.fixture.newId();
    unwrap(
      await victim.replica.commit([
        { type: 'create', kind: 'visit', id, values: { content: '谈了养老问题' } }
      ])
    );
    const honest = await victim.replica.since({ memberHeads: [], chains: [], erasures: [] });
    const editor = await createAttacker(victim, 'editor');
    const held = editor.doc(id);
    for (const entry of honest.entries) {
      const key = await victim.deps.keys.ring.entryKey(entry.header as never);
      const { openPart } = await import('../../../src/lib/log/entry');
      const part = await openPart(entry as never, 0, unwrap(key));
      applyTrusted(held, unwrap(part));
    }
    const textRoots = [...held.ydoc.share.keys()].filter((name) => name.startsWith('t/'));
    const name = textRoots[0]?.slice(2) ?? '';
    expect(name).not.toBe('');
    const onText = editor.update(held, [{ type: 'text', key: name, text: '谈了养老问题，又改' }]);
    const alone = editor.update(editor.doc(id), [{ type: 'set', key: 'place', value: '甲' }]);
    const first = await editor.entry('general', [{ recordId: id, plaintext: onText }]);
    const second = await editor.entry('general', [{ recordId: id, plaintext: alone }]);
    const members = [...honest.members, editor.admission];
    const digests = await Promise.all(
      [
        [honest.entries, [first, second]],
        [[first, second], honest.entries]
      ].map(async (batches) => {
        const other = await createVictimOf(victim);
        for (const entries of batches) unwrap(await other.ingest({ members, entries }));
        return (await other.digest('general')).digest;
      })
    );
    expect(digests[1]).toEqual(digests[0]);
  });
});

/** A reader with the same keys on an empty disk. */
async function createVictimOf(victim: Victim) {
  const disk = createMemoryDisk();
  const deps = { ...victim.deps, store: createMemoryStore(disk) };
  return createReplica(deps);
}
