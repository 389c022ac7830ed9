import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/lib/kernel/result';
import { kindOfFile, readReceipt, writeReceipt } from '../../../src/lib/transports/bundle';
import { depsOf, importFile, writeParts } from '../../contract/transports/bundle-way';
import {
  createParty,
  removeColleague,
  summarise,
  type Party,
  type PartyDevice
} from '../../contract/transports/party';

async function receiptOf(party: Party, from: PartyDevice, at: PartyDevice) {
  const frame = await writeReceipt(from.port, depsOf(party, from));
  if (!frame) throw new Error('a device with a carrier key');
  return { frame, read: await readReceipt(at.port, frame) };
}

describe('the way of files', () => {
  it('B1, B2: whole without a receipt, then only what the receipt’s writer lacks', async () => {
    const party = await createParty(11, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await a.write(40);
    const [whole] = await writeParts(party, a, null);
    expect(await importFile(b, whole ?? new Uint8Array(0))).toMatchObject({
      fault: null,
      received: 40
    });
    await a.write(1);
    const { read } = await receiptOf(party, b, a);
    const [delta] = await writeParts(party, a, unwrap(read));
    expect(delta?.length).toBeLessThan((whole?.length ?? 0) / 4);
    const outcome = await importFile(b, delta ?? new Uint8Array(0));
    expect(outcome).toMatchObject({ fault: null, received: 1, part: 1 });
    expect(outcome.maker?.status.deviceId).toBe(a.made.registration.deviceId);
    expect(await summarise(a)).toEqual(await summarise(b));
  });

  it('B3: parts of a chosen size are taken in alone, in any order, and twice', async () => {
    const party = await createParty(12, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    for (let i = 0; i < 6; i++) await a.writeLarge(60);
    const parts = await writeParts(party, a, null, 512 * 1024);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(512 * 1024);
    const outcomes = [];
    for (const part of [...parts].reverse()) outcomes.push(await importFile(b, part));
    expect(outcomes.map(({ fault }) => fault)).toEqual(parts.map(() => null));
    expect(outcomes[0]?.waiting).toBeGreaterThan(0);
    expect(await summarise(a)).toEqual(await summarise(b));
    for (const part of parts) expect((await importFile(b, part)).received).toBe(0);
  });

  it('B4: torn, damaged, foreign, newer and other files are answered by name and change nothing they should not', async () => {
    const party = await createParty(13, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    for (let i = 0; i < 3; i++) await a.writeLarge(60);
    const [file = new Uint8Array(0)] = await writeParts(party, a, null, 10_000_000);
    expect(kindOfFile(file.slice(0, 20))).toEqual({ type: 'sync-file' });
    const torn = await importFile(b, file.slice(0, file.length - 400));
    expect(torn.fault).toEqual({ type: 'truncated' });
    expect(torn.received).toBeGreaterThan(0);
    const flipped = file.slice();
    flipped[file.length - 200] = (flipped[file.length - 200] ?? 0) ^ 1;
    expect((await importFile(b, flipped)).fault?.type).toBe('damaged');
    const newer = file.slice();
    newer[6] = 0x32;
    expect((await importFile(b, newer)).fault).toEqual({ type: 'newer' });
    const stranger = (await createParty(14, 1)).devices[0] as PartyDevice;
    expect((await importFile(stranger, file)).fault).toEqual({ type: 'not-ours' });
    expect((await importFile(b, new Uint8Array(500))).fault).toEqual({ type: 'not-a-bundle' });
    expect((await importFile(b, file)).fault).toBeNull();
    expect(await summarise(a)).toEqual(await summarise(b));
  });

  it('B5: a receipt under an older key gets the way to the new one in the same file; a removed device nothing', async () => {
    const party = await createParty(15, 3);
    const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
    await a.write(2);
    const before = await receiptOf(party, b, a);
    const ofC = await receiptOf(party, c, a);
    await removeColleague(a, c, party.random);
    await a.write(2);
    const [delta = new Uint8Array(0)] = await writeParts(
      party,
      a,
      unwrap(await readReceipt(a.port, before.frame))
    );
    expect(await importFile(b, delta)).toMatchObject({ fault: null });
    expect(await summarise(a)).toEqual(await summarise(b));
    expect(await readReceipt(a.port, ofC.frame)).toMatchObject({ error: { type: 'former' } });
    const atC = await importFile(c, delta);
    expect(atC.fault).toEqual({ type: 'not-ours' });
    expect(await c.names()).toHaveLength(0);
    // A file for everyone has the way in front, too: the removed device learns of its removal, and of nothing later.
    const [whole = new Uint8Array(0)] = await writeParts(party, a, null);
    expect(await importFile(b, whole)).toMatchObject({ fault: null, received: 0 });
    expect((await importFile(c, whole)).fault).toEqual({ type: 'not-ours' });
    expect(c.port.members().grantOf(c.port.self().deviceId, 1)).toBeNull();
    expect(await c.names()).toHaveLength(0);
  });
});
