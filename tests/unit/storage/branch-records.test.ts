/** What held branches say is neither lost nor overwritten (S15, I3). */
import { describe, expect, it, vi } from 'vitest';
import { createRecordId, type RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createWriterSlot } from '../../../src/lib/merge/field-key';
import { createParty, removeColleague, type PartyDevice } from '../../contract/transports/party';
import { createVisit, give, save, setVisit, visitOf } from '../../factories/party-visits';

/** Values that stand in dispute in any field of a visit, and the ones shown. */
async function saidOf(device: PartyDevice, id: RecordId): Promise<unknown[]> {
  const conflicts = await device.replica.conflicts('visit', id);
  const disputed = conflicts.flatMap((one) =>
    one.type === 'field' ? one.versions.map(({ value }) => value) : []
  );
  return [...disputed, ...Object.values(visitOf(device, id))];
}

const base = { on: '2026-11-20', content: '谈了话', method: '面访' };

describe('records created on a branch', () => {
  it('I3: what the branch said of it, and came only after it was issued, is not lost', async () => {
    const { devices, random } = await createParty(211, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    await device.write(1);
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    const id = createRecordId(random);
    await createVisit(copy, id, { ...base, gifts: ['米'] });
    await give(copy, peer);
    // Written at once, and given an hour later.
    await setVisit(copy, id, { method: '微信', gifts: ['油'] });
    device.clock.advance(3_600_000);
    await give(device, peer);
    await give(peer, device);
    await give(device, peer);
    expect(visitOf(peer, id)).toMatchObject({ method: '面访', gifts: ['米'] });
    await give(copy, peer);
    await give(peer, device);
    await give(device, peer);
    expect(visitOf(peer, id)).toMatchObject({ method: '微信', gifts: ['油'] });
  });

  it('I3: words of a branch that comes in two pieces stand once', async () => {
    const { devices, random } = await createParty(213, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await setVisit(copy, id, { content: '谈了话，甲' });
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    await give(device, peer);
    await setVisit(copy, id, { content: '谈了话，甲乙' });
    await give(copy, peer);
    await give(peer, device);
    await give(device, peer);
    expect(visitOf(peer, id)).toMatchObject({ content: '谈了话，甲乙' });
  });

  it('I3: words of a branch that came after the other was issued', async () => {
    const [said, expected] = [{ content: '谈了话，甲' }, '甲'];
    const { devices, random } = await createParty(214, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await copy.write(3);
    await give(copy, peer);
    await setVisit(copy, id, said);
    device.clock.advance(600_000);
    await setVisit(device, id, { content: '谈了话，丁' });
    await setVisit(device, id, { content: '谈了话，丁戊' });
    await give(peer, device);
    await give(device, peer);
    await give(copy, peer);
    await give(peer, device);
    await give(device, peer);
    await give(peer, copy);
    await give(copy, peer);
    const all = JSON.stringify(await saidOf(peer, id));
    for (const words of [expected, '丁戊']) expect(all).toContain(words);
  });

  it('I3: words of two people are not woven into each other', async () => {
    const { devices, random } = await createParty(215, 4);
    const [owner, colleague, third] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(owner, id, { ...base, content: '谈话。' });
    for (const one of [colleague, third]) await give(owner, one);
    const copy = await owner.openCopy(owner.disk());
    await setVisit(copy, id, { content: '谈话。上午' });
    await owner.write(1);
    await give(copy, colleague);
    await setVisit(colleague, id, { content: '谈话。上午去了县医院看病' });
    await give(owner, third);
    await setVisit(third, id, { content: '谈话。下午去了乡医院看他' });
    await give(third, colleague);
    const { content } = visitOf(colleague, id);
    for (const words of ['去了县医院看病', '下午去了乡医院看他']) expect(content).toContain(words);
  });

  it('I3: a colleague wrote in it before the fork came out', async () => {
    const { devices, random } = await createParty(212, 3);
    const [peer, device, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    await device.write(1);
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    const id = createRecordId(random);
    await createVisit(copy, id, base);
    await give(copy, colleague);
    await setVisit(colleague, id, { method: '电话', content: '谈了话，乙' });
    await give(device, peer);
    await give(colleague, peer);
    await give(peer, colleague);
    await give(colleague, peer);
    await give(peer, device);
    await give(device, peer);
    await give(peer, colleague);
    const words = { on: '2026-11-20', method: '电话' };
    for (const one of [peer, device, colleague]) expect(visitOf(one, id)).toMatchObject(words);
    expect(visitOf(peer, id).content).toBe('谈了话，乙');
    expect(await peer.replica.conflicts('visit', id)).toEqual([]);
    const before = await device.replica.frontier();
    for (let i = 0; i < 3; i++) unwrap(await device.replica.ingest({ members: [], entries: [] }));
    expect(await device.replica.frontier()).toEqual(before);
  });
});

describe('a value that somebody saw on one branch only', () => {
  it('I3: does not stand for what the other branch says of that field', async () => {
    const { devices, random } = await createParty(221, 3);
    const [peer, device, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    await give(device, colleague);
    const copy = await device.openCopy(device.disk());
    await setVisit(copy, id, { method: '微信' });
    await give(copy, colleague);
    // Nobody but this device knows of this.
    device.clock.advance(60_000);
    await setVisit(device, id, { method: '电话' });
    colleague.clock.advance(600_000);
    await setVisit(colleague, id, { method: '来访' });
    await give(colleague, peer);
    await give(device, peer);
    await give(peer, device);
    await give(device, peer);
    expect(await saidOf(peer, id)).toContain('电话');
  });

  it('I3: nor of words', async () => {
    const { devices, random } = await createParty(222, 3);
    const [peer, device, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    await give(device, colleague);
    const copy = await device.openCopy(device.disk());
    await setVisit(copy, id, { content: '谈了话，甲' });
    await give(copy, colleague);
    await setVisit(device, id, { content: '谈了话，丁' });
    colleague.clock.advance(600_000);
    await setVisit(colleague, id, { content: '谈了话，甲乙' });
    await give(device, peer);
    await give(peer, colleague);
    await give(colleague, peer);
    await give(peer, device);
    await give(device, peer);
    const { content } = visitOf(peer, id);
    for (const words of ['谈了话', '甲', '乙', '丁']) expect(content).toContain(words);
  });
});

describe('words that somebody had seen, who wrote elsewhere in that text', () => {
  it('I3: are issued again, though that part was not held', async () => {
    const [content, own] = ['上午谈了话，甲', '上午'];
    const { devices, random } = await createParty(223, 3);
    const [peer, device, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    await give(device, colleague);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await setVisit(copy, id, { content: '谈了话，甲' });
    await give(copy, colleague);
    colleague.clock.advance(600_000);
    await setVisit(colleague, id, { content });
    for (const one of [device, colleague]) await give(one, peer);
    await give(peer, device);
    await give(device, peer);
    await give(peer, colleague);
    await give(colleague, peer);
    await give(peer, copy);
    await give(copy, peer);
    const text = visitOf(peer, id).content;
    for (const words of [own, '甲']) expect(text).toContain(words);
  });
});

describe('a deletion on a branch', () => {
  it('I3: gives way to what its own device wrote since', async () => {
    const { devices, random } = await createParty(231, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await copy.write(1);
    const before = copy.disk();
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    const late = await copy.openCopy(before);
    await save(late, { type: 'delete', kind: 'visit', id });
    device.clock.advance(600_000);
    await setVisit(device, id, { method: '电话', content: '谈了话，丁' });
    await give(device, peer);
    await give(late, peer);
    await give(peer, device);
    await give(device, peer);
    const row = peer.replica.view.rows('visit').find((one) => one.id === id);
    expect(row).toMatchObject({
      isDeleted: false,
      values: { method: '电话', content: '谈了话，丁' }
    });
    expect(await peer.replica.conflicts('visit', id)).toEqual([]);
  });
});

/** A colleague with two branches is removed; what they say can only be adopted. */
async function createLost(seed: number, count = 1) {
  const { devices, random } = await createParty(seed, 2 + count);
  const [admin, peer, ...gone] = devices as [PartyDevice, PartyDevice, ...PartyDevice[]];
  const id = createRecordId(random);
  await createVisit(admin, id, base);
  for (const one of [peer, ...gone]) await give(admin, one);
  return { admin, gone, id, random };
}

async function forkOn(device: PartyDevice, write: (copy: PartyDevice) => Promise<void>) {
  await device.write(1);
  const copy = await device.openCopy(device.disk());
  await device.write(1);
  await write(copy);
  return [device, copy] as const;
}

const idOf = ({ made }: PartyDevice) => made.registration.deviceId;

describe('adopted branches', () => {
  it.each([
    ['earlier', 60_000, 600_000],
    ['later', 600_000, 60_000]
  ])("I3: a value %s than the administrator's own, each unaware of the other", async (_, a, b) => {
    const { admin, gone, id, random } = await createLost(241);
    const [device] = gone as [PartyDevice];
    const lives = await forkOn(device, async (copy) => {
      copy.clock.advance(a);
      await setVisit(copy, id, { method: '微信' });
    });
    admin.clock.advance(b);
    await setVisit(admin, id, { method: '电话' });
    await removeColleague(admin, device, random);
    for (const life of lives) await give(life, admin);
    const lost = await admin.replica.unshownBranches();
    if (lost.length > 0) unwrap(await admin.replica.adoptBranches([idOf(device)]));
    expect(await admin.replica.unshownBranches()).toEqual([]);
    expect(await saidOf(admin, id)).toEqual(expect.arrayContaining(['微信', '电话']));
    // It stands under the administrator's name, and whose it was is told.
    const [method] = await admin.replica.conflicts('visit', id);
    const versions = method?.type === 'field' ? method.versions : [];
    const first = createWriterSlot(idOf(device), 1);
    expect(versions.map(({ value, firstSlot }) => [value, firstSlot]).sort()).toEqual([
      ['微信', first],
      ['电话', undefined]
    ]);
  });

  it.each([
    ['a deletion', { type: 'delete', kind: 'visit' }, { method: '电话' }],
    [
      'an edit under a deletion',
      { type: 'set', kind: 'visit', values: { method: '微信' } },
      undefined
    ]
  ] as const)(
    'S15: whose %s was is told, though an administrator wrote it again',
    async (...[, said, edited]) => {
      const { admin, gone, id, random } = await createLost(243);
      const [device] = gone as [PartyDevice];
      const lives = await forkOn(device, async (copy) => save(copy, { ...said, id }));
      if (edited) await setVisit(admin, id, edited);
      else await save(admin, { type: 'delete', kind: 'visit', id });
      await removeColleague(admin, device, random);
      for (const life of lives) await give(life, admin);
      unwrap(await admin.replica.adoptBranches([idOf(device)]));
      const [dispute] = await admin.replica.conflicts('visit', id);
      if (dispute?.type !== 'deletion') throw new Error('a deletion is in dispute');
      const first = createWriterSlot(idOf(device), 1);
      const [theirs, ours] = [dispute.deletions, dispute.edits];
      expect(theirs.map(({ firstSlot }) => firstSlot)).toEqual([edited ? first : undefined]);
      expect(ours.map(({ firstSlot }) => firstSlot)).toEqual([edited ? undefined : first]);
    }
  );

  it('I3: of two devices over one field', async () => {
    const { admin, gone, id, random } = await createLost(242, 2);
    const [first, second] = gone as [PartyDevice, PartyDevice];
    const a = await forkOn(first, async (copy) => setVisit(copy, id, { method: '微信' }));
    const b = await forkOn(second, async (copy) => {
      copy.clock.advance(600_000);
      await setVisit(copy, id, { method: '电话' });
    });
    await removeColleague(admin, first, random);
    await removeColleague(admin, second, random);
    for (const life of [...a, ...b]) await give(life, admin);
    for (let i = 0; i < 3; i++) {
      const lost = await admin.replica.unshownBranches();
      if (lost.length === 0) break;
      unwrap(await admin.replica.adoptBranches(lost.map(({ deviceId }) => deviceId)));
    }
    expect(await admin.replica.unshownBranches()).toEqual([]);
    expect(await saidOf(admin, id)).toEqual(expect.arrayContaining(['微信', '电话']));
  });

  it('I3: words of two devices in one text', async () => {
    const { admin, gone, id, random } = await createLost(243, 2);
    const [first, second] = gone as [PartyDevice, PartyDevice];
    const a = await forkOn(first, async (copy) => setVisit(copy, id, { content: '谈了话，甲' }));
    const b = await forkOn(second, async (copy) => setVisit(copy, id, { content: '乙，谈了话' }));
    await removeColleague(admin, first, random);
    await removeColleague(admin, second, random);
    for (const life of [...a, ...b]) await give(life, admin);
    const lost = await admin.replica.unshownBranches();
    expect(lost).toHaveLength(2);
    unwrap(await admin.replica.adoptBranches(lost.map(({ deviceId }) => deviceId)));
    expect(await admin.replica.unshownBranches()).toEqual([]);
    expect(visitOf(admin, id).content).toBe('乙，谈了话，甲');
    const before = await admin.replica.frontier();
    unwrap(await admin.replica.adoptBranches([idOf(first), idOf(second)]));
    expect(await admin.replica.frontier()).toEqual(before);
  });
});

describe("a branch that goes on from a colleague's words on its own beginning", () => {
  it('I3: says all of it, once', async () => {
    const { devices, random } = await createParty(261, 3);
    const [peer, device, colleague] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await device.write(1);
    const copy = await device.openCopy(device.disk());
    await createVisit(device, id, base);
    await give(device, colleague);
    await setVisit(colleague, id, { content: '谈了话，甲' });
    await give(colleague, device);
    await setVisit(device, id, { content: '谈了话，甲乙' });
    for (const one of [device, colleague]) await give(one, peer);
    await copy.write(2);
    await give(copy, peer);
    for (let round = 0; round < 2; round++) {
      for (const one of [device, colleague]) await give(peer, one);
      for (const one of [device, colleague]) await give(one, peer);
    }
    const { content } = visitOf(peer, id);
    for (const word of ['谈了话', '甲', '乙']) expect(String(content).split(word)).toHaveLength(2);
    expect(await peer.replica.unshownBranches()).toEqual([]);
  });
});

describe('what is owed and lost', () => {
  it('I3: is looked for in turns, and a save does not wait for all of it', async () => {
    const { admin, gone, id, random } = await createLost(244);
    const [device] = gone as [PartyDevice];
    const lives = await forkOn(device, async (copy) => {
      await copy.write(4);
      await setVisit(copy, id, { method: '微信' });
    });
    for (const life of lives) await give(life, admin);
    await removeColleague(admin, device, random);
    const now = admin.clock.now.bind(admin.clock);
    const slow = vi.spyOn(admin.clock, 'now').mockImplementation(() => {
      admin.clock.advance(200);
      return now();
    });
    const looking = admin.replica.unshownBranches();
    const saving = setVisit(admin, id, { on: '2026-11-22' });
    const first = await Promise.race([looking.then(() => 'looked'), saving.then(() => 'saved')]);
    expect(first).toBe('saved');
    const [lost, ...more] = await looking;
    slow.mockRestore();
    expect(more).toEqual([]);
    expect(lost?.recordIds.size).toBeGreaterThan(4);
    expect(await admin.replica.unshownBranches()).toEqual([lost]);
    // What changes meanwhile is looked at anew.
    unwrap(await admin.replica.adoptBranches([idOf(device)]));
    expect(await admin.replica.unshownBranches()).toEqual([]);
  });
});

describe('two forks in one batch', () => {
  it("I3: a branch whose words build on another's branch", async () => {
    const { devices, random } = await createParty(251, 3);
    const [peer, device, owner] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(owner, id, base);
    await give(owner, peer);
    await give(owner, device);
    const ownersCopy = await owner.openCopy(owner.disk());
    await setVisit(ownersCopy, id, { content: '谈了话，甲' });
    await owner.write(1);
    await give(ownersCopy, device);
    await device.write(1);
    const copy = await device.openCopy(device.disk());
    await setVisit(device, id, { content: '谈了话，甲乙', method: '电话' });
    await copy.write(1);
    for (const one of [owner, copy]) await give(one, peer);
    await give(peer, device);
    await give(device, peer);
    await give(peer, owner);
    await give(owner, peer);
    const { content, method } = visitOf(peer, id);
    expect(method).toBe('电话');
    for (const words of ['谈了话', '甲', '乙']) expect(content).toContain(words);
  });

  it("I3: a branch put back from, on top of a held part of one's own", async () => {
    const { devices, random } = await createParty(252, 3);
    const [peer, device, owner] = devices as [PartyDevice, PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(owner, id, base);
    await give(owner, peer);
    await give(owner, device);
    const ownersCopy = await owner.openCopy(owner.disk());
    await setVisit(ownersCopy, id, { content: '谈了话，甲' });
    await owner.write(1);
    await give(ownersCopy, device);
    await give(ownersCopy, peer);
    await setVisit(device, id, { content: '谈了话，甲乙' });
    await give(device, peer);
    // A life of the device that goes no further than this: its disk broke, and an older one was put back.
    const gone = await device.openCopy(device.disk());
    await setVisit(gone, id, { method: '电话' });
    await give(gone, peer);
    await device.write(1);
    await give(owner, device);
    await give(device, peer);
    await give(peer, device);
    await give(device, peer);
    expect(visitOf(peer, id)).toMatchObject({ method: '电话' });
  });
});

describe('several scopes and imports', () => {
  const stable = async (device: PartyDevice): Promise<void> => {
    const before = await device.replica.frontier();
    for (let i = 0; i < 2; i++) unwrap(await device.replica.ingest({ members: [], entries: [] }));
    const again = await device.openCopy(device.disk());
    unwrap(await again.replica.ingest({ members: [], entries: [] }));
    expect(await device.replica.frontier()).toEqual(before);
    // The copy opens under the first keys, so it registers itself anew.
    expect((await again.replica.frontier()).chains).toEqual(before.chains);
  };

  it('S15: records of two scopes, made, changed and deleted on a branch, are issued once', async () => {
    const { devices, random } = await createParty(271, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const [present] = (await device.write(1)) as [RecordId];
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    const id = createRecordId(random);
    const gone = createRecordId(random);
    const values = { name: '乙', note: '记', idNo: '110101199003070134' };
    await save(copy, { type: 'create', kind: 'person', id, values: { ...values } });
    await save(copy, { type: 'create', kind: 'person', id: gone, values: { ...values } });
    await save(copy, { type: 'delete', kind: 'person', id: gone });
    await save(copy, { type: 'set', kind: 'person', id: present, values: { ...values } });
    const many = Array.from({ length: 300 }, (_, i) => ({
      ...{ type: 'create' as const, kind: 'person' as const, id: createRecordId(random) },
      values: { name: `丙${i}` }
    }));
    unwrap(await copy.replica.commit(many));
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    await give(device, peer);
    for (const one of [peer, device]) {
      const rows = one.replica.view.rows('person');
      for (const who of [id, present])
        expect(rows.find((row) => row.id === who)).toMatchObject({ isDeleted: false, values });
      const deleted = rows.find((row) => row.id === gone);
      expect(deleted?.isDeleted ?? true).toBe(true);
      expect(rows.filter(({ isDeleted }) => !isDeleted)).toHaveLength(303);
    }
    await stable(device);
  });
});

describe('lists and cleared fields', () => {
  it('I3: items added, removed, and a field cleared on a branch', async () => {
    const { devices, random } = await createParty(261, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, { ...base, gifts: ['米', '油'] });
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await setVisit(copy, id, { gifts: ['油', '面'], method: null });
    peer.clock.advance(600_000);
    await setVisit(peer, id, { gifts: ['米', '油', '糖'] });
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    await give(device, peer);
    for (const one of [peer, device]) {
      expect(visitOf(one, id)).toEqual({
        on: base.on,
        content: base.content,
        gifts: expect.anything() as unknown
      });
      expect([...(visitOf(one, id).gifts as string[])].sort()).toEqual(['油', '面', '糖'].sort());
    }
    const before = await device.replica.frontier();
    unwrap(await device.replica.ingest({ members: [], entries: [] }));
    const again = await device.openCopy(device.disk());
    unwrap(await again.replica.ingest({ members: [], entries: [] }));
    expect(await device.replica.frontier()).toEqual(before);
  });

  it('I3: a record deleted before the fork and brought back on a branch', async () => {
    const { devices, random } = await createParty(262, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    await createVisit(device, id, base);
    await save(device, { type: 'delete', kind: 'visit', id });
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await save(copy, { type: 'undelete', kind: 'visit', id });
    await setVisit(copy, id, { method: '电话' });
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    await give(device, peer);
    for (const one of [peer, device]) expect(visitOf(one, id)).toMatchObject({ method: '电话' });
  });
});
