import { describe, expect, it } from 'vitest';
import { createRecordId, type RecordId } from '../../../src/lib/kernel/ids';
import { unwrap } from '../../../src/lib/kernel/result';
import { createParty, type PartyDevice } from '../../contract/transports/party';
import { give, save, setVisit, visitOf } from '../../factories/party-visits';

/** A visit of which two lives of one device say different things; a colleague has changed its day since. */
async function createForked(seed: number, first: object, second: object) {
  const { devices, random } = await createParty(seed, 2);
  const [peer, device] = devices as [PartyDevice, PartyDevice];
  const id = createRecordId(random);
  const values = { on: '2026-11-20', content: '谈了话', method: '面访' };
  await save(device, { type: 'create', kind: 'visit', id, values });
  await give(device, peer);
  const copy = await device.openCopy(device.disk());
  await setVisit(device, id, { ...first });
  copy.clock.advance(60_000);
  await setVisit(copy, id, { ...second });
  peer.clock.advance(600_000);
  await setVisit(peer, id, { on: '2026-11-21' });
  for (const life of [device, copy]) await give(life, peer);
  await give(peer, device);
  await give(device, peer);
  return { id, peer, device };
}

describe('S15: what two branches say of one record', () => {
  it('I3: words on both are kept, whatever else of the record was changed since', async () => {
    const { id, peer, device } = await createForked(
      51,
      { content: '谈了话，甲' },
      { content: '乙，谈了话' }
    );
    expect(visitOf(peer, id)).toMatchObject({ on: '2026-11-21', content: '乙，谈了话，甲' });
    expect(visitOf(device, id)).toEqual(visitOf(peer, id));
    // Nothing of it is news at the next opening.
    const before = await device.replica.frontier();
    unwrap(await device.replica.ingest({ members: [], entries: [] }));
    expect(await device.replica.frontier()).toEqual(before);
  });

  // Which of the two tips comes first is by their ids, which are drawn anew in every run.
  it.each([56, 57, 58, 59, 60, 61])(
    'I3: what two branches have in common is written once (%i)',
    async (seed) => {
      const { devices, random } = await createParty(seed, 2);
      const [peer, device] = devices as [PartyDevice, PartyDevice];
      await device.write(1);
      await give(device, peer);
      const copy = await device.openCopy(device.disk());
      await device.write(1);
      const id = createRecordId(random);
      await save(copy, { type: 'create', kind: 'visit', id, values: { on: '2026-11-20' } });
      await setVisit(copy, id, { content: '谈了话' });
      const another = await copy.openCopy(copy.disk());
      await setVisit(copy, id, { content: '谈了话，甲' });
      another.clock.advance(60_000);
      await setVisit(another, id, { method: '微信' });
      for (const life of [device, copy, another]) await give(life, peer);
      await give(peer, device);
      await give(device, peer);
      const values = { on: '2026-11-20', method: '微信', content: '谈了话，甲' };
      expect(visitOf(peer, id)).toEqual(values);
      expect(visitOf(device, id)).toEqual(values);
    }
  );

  it('I3: words stay when somebody has written in that text since, and are written once', async () => {
    const { devices, random } = await createParty(62, 2);
    const [peer, device] = devices as [PartyDevice, PartyDevice];
    const id = createRecordId(random);
    const values = { on: '2026-11-20', content: '谈了话' };
    await save(device, { type: 'create', kind: 'visit', id, values });
    await give(device, peer);
    const copy = await device.openCopy(device.disk());
    await device.write(1);
    await setVisit(copy, id, { content: '谈了话，甲' });
    peer.clock.advance(600_000);
    await setVisit(peer, id, { content: '上午谈了话' });
    for (const life of [device, copy]) await give(life, peer);
    await give(peer, device);
    await give(device, peer);
    expect(visitOf(peer, id)).toMatchObject({ content: '上午谈了话，甲' });
    await setVisit(peer, id, { content: '上午谈了话' });
    await give(peer, device);
    unwrap(await device.replica.ingest({ members: [], entries: [] }));
    await give(device, peer);
    for (const one of [peer, device])
      expect(visitOf(one, id)).toMatchObject({ content: '上午谈了话' });
  });

  it('I3: words of both stay, and are written once, where the shorter branch is the later', async () => {
    for (const seed of [63, 64, 65, 66]) {
      const { devices, random } = await createParty(seed, 2);
      const [peer, device] = devices as [PartyDevice, PartyDevice];
      const id = createRecordId(random);
      const values = { on: '2026-11-20', content: '谈了话' };
      await save(device, { type: 'create', kind: 'visit', id, values });
      await give(device, peer);
      const copy = await device.openCopy(device.disk());
      device.clock.advance(600_000);
      await setVisit(device, id, { content: '谈了话，甲' });
      await setVisit(copy, id, { method: '微信' });
      await setVisit(copy, id, { content: '乙，谈了话' });
      for (const life of [device, copy]) await give(life, peer);
      await give(peer, device);
      await give(device, peer);
      for (const one of [peer, device])
        expect(visitOf(one, id)).toMatchObject({ method: '微信', content: '乙，谈了话，甲' });
    }
  });

  it('the later of two values counts, whichever branch is issued first', async () => {
    for (const seed of [52, 53, 54, 55]) {
      const { id, peer, device } = await createForked(seed, { method: '电话' }, { method: '微信' });
      expect(visitOf(peer, id)).toMatchObject({ on: '2026-11-21', method: '微信' });
      expect(visitOf(device, id)).toEqual(visitOf(peer, id));
    }
  });

  describe('I3: a value that somebody else changed too, unaware of it', () => {
    it.each([
      ['before', 60_000, 600_000],
      ['after', 600_000, 60_000]
    ])('is in dispute, written %s the other', async (_, branchMs, peerMs) => {
      const { id, peer, device } = await createDisputed(81, branchMs, peerMs);
      for (const one of [peer, device]) {
        const [conflict] = await one.replica.conflicts('visit', id);
        const versions = conflict?.type === 'field' ? conflict.versions : [];
        const [first, second] = branchMs < peerMs ? ['电话', '微信'] : ['微信', '电话'];
        expect(versions.map(({ value }) => value)).toEqual([first, second]);
      }
    });

    it('stays settled, whatever was chosen, and at the next opening', async () => {
      for (const method of ['电话', '微信', '面访']) {
        const { id, peer, device } = await createDisputed(82, 60_000, 600_000);
        await setVisit(peer, id, { method });
        await give(peer, device);
        unwrap(await device.replica.ingest({ members: [], entries: [] }));
        await give(device, peer);
        for (const one of [peer, device]) {
          expect(await one.replica.conflicts('visit', id)).toEqual([]);
          expect(visitOf(one, id)).toMatchObject({ method });
        }
      }
    });

    it('of a record that was deleted on the branch, leaves the deletion to be settled', async () => {
      const { id, peer, device } = await createDisputed(83, 600_000, 60_000, (copy, visit) =>
        save(copy, { type: 'delete', kind: 'visit', id: visit })
      );
      for (const one of [peer, device]) {
        const conflicts = await one.replica.conflicts('visit', id);
        expect(conflicts.map(({ type }) => type)).toEqual(['deletion']);
        expect(visitOf(one, id)).toMatchObject({ method: '电话' });
      }
    });
  });
});

/** One life of a device changes a visit's method at `branchMs`, a colleague at `peerMs`, and the fork comes out. */
async function createDisputed(
  seed: number,
  branchMs: number,
  peerMs: number,
  change = (copy: PartyDevice, id: RecordId) => setVisit(copy, id, { method: '微信' })
) {
  const { devices, random } = await createParty(seed, 2);
  const [peer, device] = devices as [PartyDevice, PartyDevice];
  const id = createRecordId(random);
  await save(device, {
    ...{ type: 'create', kind: 'visit', id },
    values: { on: '2026-11-20', method: '面访' }
  });
  await give(device, peer);
  const copy = await device.openCopy(device.disk());
  await device.write(1);
  copy.clock.advance(branchMs);
  await change(copy, id);
  peer.clock.advance(peerMs);
  await setVisit(peer, id, { method: '电话' });
  for (const life of [device, copy]) await give(life, peer);
  await give(peer, device);
  await give(device, peer);
  return { id, peer, device };
}
