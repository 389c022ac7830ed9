import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { DeviceId } from '../../../src/lib/kernel/ids';
import type { EntryId } from '../../../src/lib/log/ids';
import {
  chunkSize,
  maxQueued,
  type DuplexChannel
} from '../../../src/lib/log/protocol/frame-channel';
import type { LogPort } from '../../../src/lib/log/protocol/log-port';
import { createFrameLink, type LinkReport } from '../../../src/lib/log/protocol/frame-link';
import {
  areLevel,
  createParty,
  removeColleague,
  summarise,
  type Party,
  type PartyDevice
} from '../../contract/transports/party';
import {
  createChannelPair,
  createTestTimer,
  type ChannelPair,
  type TestTimer
} from '../../contract/transports/channel-pair';

function linkOf(party: Party, device: PartyDevice, channel: ChannelPair['ends'][number]) {
  return createFrameLink(device.port, channel, {
    clock: device.clock,
    random: party.random,
    timer: createTestTimer()
  });
}

async function meet(
  party: Party,
  a: PartyDevice,
  b: PartyDevice,
  pair = createChannelPair()
): Promise<[LinkReport, LinkReport]> {
  const [one, two] = [linkOf(party, a, pair.ends[0]), linkOf(party, b, pair.ends[1])];
  return Promise.all([one.run('once'), two.run('once')]);
}

describe('two replicas over a channel', () => {
  it('P1: both end with the same entries and digests, and each holds the other’s signed word', async () => {
    const party = await createParty(1, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    const ids = await a.write(30);
    await b.write(20);
    const [one, two] = await meet(party, a, b);
    expect(one.end).toEqual({ type: 'synced' });
    expect(two.end).toEqual({ type: 'synced' });
    expect(one.received).toBe(two.sent);
    expect(await summarise(a)).toEqual(await summarise(b));
    expect(one.peer?.status.deviceId).toBe(b.made.registration.deviceId);
    expect(one.peer?.status.digests.map(({ isComplete }) => isComplete)).toEqual([
      true,
      true,
      true
    ]);
    // Again: nothing travels.
    expect((await meet(party, a, b))[0]).toMatchObject({ received: 0, sent: 0 });
    await a.rename(ids[0] as never, '改名');
    expect((await meet(party, a, b))[1]).toMatchObject({ received: 1, end: { type: 'synced' } });
  });

  it('P2: cut anywhere, the next link goes on where the last segment became durable', async () => {
    const party = await createParty(2, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await a.write(60);
    for (let cutAt = 1; cutAt < 40 && !(await areLevel(party.devices)); cutAt++) {
      const pair = createChannelPair({
        meddle: [(chunk, count) => (count >= cutAt ? 'cut' : [chunk])]
      });
      const [one, two] = await meet(party, a, b, pair);
      expect(['closed', 'synced', 'incomplete']).toContain(one.end.type);
      expect(['closed', 'synced', 'incomplete']).toContain(two.end.type);
    }
    await meet(party, a, b);
    expect(await summarise(a)).toEqual(await summarise(b));
  });

  it('P3: a device that was away for a change of keys is led to them, and a removed one gets nothing new', async () => {
    const party = await createParty(3, 3);
    const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
    await a.write(3);
    await meet(party, a, b);
    await meet(party, a, c);
    await removeColleague(a, c, party.random);
    await a.write(4);
    const [, toB] = await meet(party, a, b);
    expect(toB.end).toEqual({ type: 'synced' });
    expect(await b.names()).toHaveLength(7);
    const [seen, toC] = await meet(party, a, c);
    expect(seen.standing).toBe('former');
    expect(toC.end.type).toBe('incomplete');
    expect(await c.names()).toHaveLength(3);
    // It has learnt of its removal, though.
    const { deviceId, incarnation } = c.port.self();
    expect(c.replica.members().grantOf(deviceId, incarnation)).toBeNull();
  });

  it('P4: an invited device that only its admin knows becomes known on the way', async () => {
    const party = await createParty(4, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await b.write(5);
    const d = await party.join('新人');
    await d.write(1);
    const [seen] = await meet(party, b, d);
    expect(seen.standing).toBe('member');
    expect(await summarise(b)).toEqual(await summarise(d));
    await meet(party, a, d);
    expect(await a.names()).toHaveLength(6);
  });
});

/** A port that says or gives other things than it holds: a colleague's device with another program on it. */
const lying = (port: LogPort, lies: Partial<LogPort>): LogPort => ({ ...port, ...lies });

async function meetLiar(
  party: Party,
  honest: PartyDevice,
  liar: LogPort,
  options: { readonly timer?: TestTimer; readonly pair?: ChannelPair } = {}
): Promise<LinkReport> {
  const pair = options.pair ?? createChannelPair();
  const timer = options.timer ?? createTestTimer();
  const deps = { clock: honest.clock, random: party.random, timer };
  const own = createFrameLink(honest.port, pair.ends[0], deps);
  const other = createFrameLink(liar, pair.ends[1], { ...deps, timer: createTestTimer() });
  const [report] = await Promise.all([own.run('once'), other.run('once')]);
  return report;
}

describe('P10: a hostile peer', () => {
  it('claims entries without end: what does not come is given up, and the link ends', async () => {
    const party = await createParty(21, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await b.write(2);
    const liar = lying(b.port, {
      async status(options) {
        const content = await b.port.status(options);
        const chains = Array.from({ length: 500 }, (_, i) => ({
          scope: 'general' as const,
          deviceId: String(i).padStart(32, '0') as DeviceId,
          incarnation: 1,
          seq: 0xffff_ffff,
          id: 'f'.repeat(64) as EntryId
        }));
        return { ...content, frontier: { ...content.frontier, chains } };
      }
    });
    const report = await meetLiar(party, a, liar);
    expect(report.end).toEqual({ type: 'incomplete' });
    expect(report.rounds).toBeLessThan(16);
  });

  it('sends the same piece again and again', async () => {
    const party = await createParty(22, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    await b.write(2);
    const liar = lying(b.port, {
      async *read(wanted) {
        for (;;) yield* b.port.read(wanted);
      }
    });
    const report = await meetLiar(party, a, liar);
    expect(report.end).toMatchObject({ type: 'dishonest' });
    expect(await a.names()).toHaveLength(2);
  });

  it('sends entries that do not hold, or a word that is not its own', async () => {
    const party = await createParty(23, 3);
    const [a, b, c] = party.devices as [PartyDevice, PartyDevice, PartyDevice];
    await b.write(2);
    const before = await summarise(a);
    const forger = lying(b.port, {
      async *read(wanted) {
        for await (const segment of b.port.read(wanted)) {
          const entries = segment.entries.map((entry) => ({
            ...entry,
            parts: entry.parts.map((part) => part?.map((byte) => byte ^ 1) as Bytes)
          }));
          yield { ...segment, entries };
        }
      }
    });
    expect((await meetLiar(party, a, forger)).end).toMatchObject({ type: 'dishonest' });
    const impostor = lying(b.port, { self: () => c.port.self() });
    expect((await meetLiar(party, a, impostor)).end).toMatchObject({ type: 'dishonest' });
    expect(await summarise(a)).toEqual(before);
  });

  it('greets and then says nothing', async () => {
    const party = await createParty(24, 2);
    const [a] = party.devices as [PartyDevice, PartyDevice];
    const pair = createChannelPair();
    const timer = createTestTimer();
    const link = createFrameLink(a.port, pair.ends[0], {
      clock: a.clock,
      random: party.random,
      timer
    });
    const running = link.run('once');
    while (timer.pending === 0) await new Promise((done) => setImmediate(done));
    timer.fireAll();
    expect((await running).end).toEqual({ type: 'silent' });
  });

  it('echoes our own words, sends chunks that never end, or floods', async () => {
    const party = await createParty(25, 2);
    const [a] = party.devices as [PartyDevice, PartyDevice];
    const run = async (act: (end: DuplexChannel) => Promise<void>): Promise<LinkReport> => {
      const pair = createChannelPair();
      const deps = { clock: a.clock, random: party.random, timer: createTestTimer() };
      const link = createFrameLink(a.port, pair.ends[0], deps);
      const [report] = await Promise.all([link.run('once'), act(pair.ends[1])]);
      expect(pair.peak()).toBeLessThanOrEqual(maxQueued + chunkSize);
      return report;
    };
    const echo = async (end: DuplexChannel): Promise<void> => {
      for await (const chunk of end.chunks) if (!(await end.send(chunk))) return;
    };
    expect((await run(echo)).end).toMatchObject({ type: 'dishonest' });
    const endless = async (end: DuplexChannel): Promise<void> => {
      const chunk = new Uint8Array(chunkSize);
      while (await end.send(chunk));
    };
    expect((await run(endless)).end).toMatchObject({ type: 'dishonest' });
  });

  it('speaks another channel’s words: a status said elsewhere does not hold here', async () => {
    const party = await createParty(26, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    // Two links with someone between them, who passes everything on: the channels differ, so the words don't hold.
    const left = createChannelPair({ binding: new Uint8Array([1]) });
    const right = createChannelPair({ binding: new Uint8Array([2]) });
    const pass = async (from: DuplexChannel, to: DuplexChannel): Promise<void> => {
      for await (const chunk of from.chunks) if (!(await to.send(chunk))) break;
      to.close();
    };
    const [one, two] = await Promise.all([
      linkOf(party, a, left.ends[0]).run('once'),
      linkOf(party, b, right.ends[0]).run('once'),
      pass(left.ends[1], right.ends[1]),
      pass(right.ends[1], left.ends[1])
    ]);
    for (const { end } of [one, two]) expect(['dishonest', 'closed']).toContain(end.type);
    expect([one, two].some(({ end }) => end.type === 'dishonest')).toBe(true);
  });
});

describe('P11: memory', () => {
  it('a large log goes over with a few segments in flight, whatever its size', async () => {
    const party = await createParty(31, 2);
    const [a, b] = party.devices as [PartyDevice, PartyDevice];
    for (let i = 0; i < 5; i++) await a.writeLarge(70);
    let held = 0;
    let most = 0;
    const counting = lying(a.port, {
      async *read(wanted) {
        for await (const segment of a.port.read(wanted)) {
          most = Math.max(most, ++held);
          yield segment;
        }
      }
    });
    const receiving = lying(b.port, {
      async ingest(segment) {
        const report = await b.port.ingest(segment);
        held--;
        return report;
      }
    });
    const pair = createChannelPair();
    const deps = { clock: a.clock, random: party.random, timer: createTestTimer() };
    const [one, two] = await Promise.all([
      createFrameLink(counting, pair.ends[0], deps).run('once'),
      createFrameLink(receiving, pair.ends[1], deps).run('once')
    ]);
    expect([one.end.type, two.end.type]).toEqual(['synced', 'synced']);
    expect(one.bytesSent).toBeGreaterThan(1_500_000);
    expect(most).toBeLessThanOrEqual(6);
    expect(pair.peak()).toBeLessThan(1_500_000);
  });
});
