import { describe, expect, it } from 'vitest';
import type { Timer } from '../../../src/lib/kernel/environment';
import { unwrap } from '../../../src/lib/kernel/result';
import { parseDirectCode } from '../../../src/lib/log/direct/direct-code';
import { openBrowserPeer } from '../../../src/lib/transports/direct/peer-connection';
import { beginDirect, meetDirectly } from './direct-way';
import { createParty, summarise, type PartyDevice } from './party';

const timer: Timer = {
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  }
};

describe('直连 over the browser’s own WebRTC', () => {
  it('T1: its codes are short and are read again', async () => {
    const party = await createParty(1, 1);
    const link = beginDirect(party.devices[0] as PartyDevice, openBrowserPeer, timer);
    const { code } = unwrap(await link.createOffer());
    expect(code.length).toBeLessThan(400);
    expect(unwrap(parseDirectCode(code)).end.candidates.length).toBeGreaterThan(0);
    link.cancel();
  });

  it('I1, I2, T2, T3: two devices prove themselves and agree, with megabytes in one direction', async () => {
    const party = await createParty(2, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    for (let i = 0; i < 2; i++) await a.writeLarge(150);
    await b.write(3);
    const reports = await meetDirectly([a, b], party, openBrowserPeer, timer);
    expect(reports.map((report) => report?.end.type)).toEqual(['synced', 'synced']);
    expect(await summarise(b)).toEqual(await summarise(a));
    expect(await a.names()).toHaveLength(303);
  });

  it('T5: they meet again over a new connection, and only what is new goes', async () => {
    const party = await createParty(3, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await a.write(5);
    await meetDirectly([a, b], party, openBrowserPeer, timer);
    await b.write(1);
    const [report] = await meetDirectly([b, a], party, openBrowserPeer, timer);
    expect(report).toMatchObject({ end: { type: 'synced' }, sent: 1, received: 0 });
  });
});
