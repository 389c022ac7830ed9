import { describe, expect, it } from 'vitest';
import { equalBytes, toHex, type Bytes } from '../../../src/lib/kernel/bytes';
import { unwrap } from '../../../src/lib/kernel/result';
import { partyOf, type ProofParty } from '../../../src/lib/log/direct/channel-proof';
import {
  markOf,
  offerIdOf,
  parseDirectCode,
  printDirectCode,
  type DirectCode
} from '../../../src/lib/log/direct/direct-code';
import { createDirectLink, type DirectLink } from '../../../src/lib/transports/direct/direct';
import { endToSdp } from '../../../src/lib/transports/direct/sdp';
import { createFakeNetwork, type FakeNetwork, type FakePeer } from '../../factories/fake-peers';
import { createTestTimer } from './channel-pair';
import { beginDirect, carryCodes, meetDirectly } from './direct-way';
import { createParty, removeColleague, type Party, type PartyDevice } from './party';

interface Scene {
  readonly party: Party;
  readonly a: PartyDevice;
  readonly b: PartyDevice;
  readonly network: FakeNetwork;
  readonly open: () => FakePeer;
}

async function createScene(seed: number): Promise<Scene> {
  const party = await createParty(seed, 2);
  const [a, b] = party.devices as [PartyDevice, PartyDevice];
  const network = createFakeNetwork(party.random);
  return { party, a, b, network, open: () => network.open() };
}

const faultOf = async (link: DirectLink): Promise<string> => {
  const outcome = await link.opened;
  return outcome.ok ? `open to ${outcome.value.peer?.standing}` : outcome.error.type;
};
const partyOfDevice = (device: PartyDevice): ProofParty => {
  const party = partyOf(device.port);
  if (!party) throw new Error('registered');
  return party;
};

describe('who is at the other end of a direct link (T2)', () => {
  it('T2: both are told who the other is, and share a binding that no other link has', async () => {
    const { a, b, open } = await createScene(1);
    const bindings: string[] = [];
    for (let i = 0; i < 2; i++) {
      const [first, second] = [beginDirect(a, open), beginDirect(b, open)];
      await carryCodes(first, second);
      const [one, two] = [unwrap(await first.opened), unwrap(await second.opened)];
      expect(one.peer).toEqual({ ...b.port.self(), standing: 'member' });
      expect(two.peer).toEqual({ ...a.port.self(), standing: 'member' });
      expect(equalBytes(one.channel.binding, two.channel.binding)).toBe(true);
      bindings.push(toHex(one.channel.binding));
      first.cancel();
    }
    expect(new Set(bindings).size).toBe(2);
  });

  it('T2, I5: whoever exchanges the codes and passes everything on is refused by both', async () => {
    const { a, b, network, open } = await createScene(2);
    const { spaceId } = a.port;
    const [first, second] = [beginDirect(a, open), beginDirect(b, open)];
    // The one between knows the space, as a removed colleague does, and puts ends of its own into both codes.
    const [toFirst, toSecond] = [network.open(), network.open()];
    const shown = readCode(unwrap(await first.createOffer()).code);
    const offer: DirectCode = {
      kind: 'offer',
      end: toSecond.end,
      mark: markOf(spaceId, toSecond.end.certificate)
    };
    const { code } = unwrap(await second.acceptOffer(printDirectCode(offer)));
    const answer: DirectCode = {
      kind: 'answer',
      end: toFirst.end,
      mark: markOf(spaceId, toFirst.end.certificate),
      offerId: offerIdOf(shown)
    };
    passOn(toFirst, toSecond);
    passOn(toSecond, toFirst);
    await toFirst.setRemoteDescription({ type: 'offer', sdp: endToSdp(shown.end, 'offer') });
    await toSecond.setRemoteDescription({
      type: 'answer',
      sdp: endToSdp(readCode(code).end, 'answer')
    });
    unwrap(await first.finish(printDirectCode(answer)));
    expect(await Promise.all([faultOf(first), faultOf(second)])).toEqual([
      'not-proved',
      'not-proved'
    ]);
  });

  it('T2: a key other than the registered one, and a device that speaks for another, are refused', async () => {
    const { a, b, open } = await createScene(3);
    const [own, other] = [partyOfDevice(a), partyOfDevice(b)];
    const stranger = {
      ...own,
      signingKey: other.signingKey,
      sign: (text: Bytes) => other.sign(text)
    };
    const liar = { ...own, deviceId: other.deviceId, signingKey: other.signingKey };
    for (const party of [stranger, liar]) {
      const first = createDirectLink({ openPeer: open, timer: createTestTimer(), party });
      const second = beginDirect(b, open);
      await carryCodes(first, second);
      expect(await faultOf(second)).toBe('not-proved');
    }
  });

  it('T2, P3, P4: a removed device and one that is not known yet are told apart', async () => {
    const { party, a, b, open } = await createScene(4);
    const late = await party.join('新人');
    const [first, second] = [beginDirect(b, open), beginDirect(late, open)];
    await carryCodes(first, second);
    expect(await faultOf(first)).toBe('open to unknown');
    await removeColleague(a, b, party.random);
    const [third, fourth] = [beginDirect(a, open), beginDirect(b, open)];
    await carryCodes(third, fourth);
    expect(await faultOf(third)).toBe('open to former');
  });
});

const readCode = (text: string): DirectCode => unwrap(parseDirectCode(text));

function passOn(from: FakePeer, to: FakePeer): void {
  const kept: Bytes[] = [];
  const flush = (): void => {
    if (to.channel.readyState === 'open')
      for (const chunk of kept.splice(0)) to.channel.send(chunk);
  };
  from.channel.addEventListener('message', ({ data }: MessageEventInit<ArrayBuffer>) => {
    if (data) kept.push(new Uint8Array(data));
    flush();
  });
  to.channel.addEventListener('open', flush);
}

describe('what a person is told (T4)', () => {
  it('T4: a code that is not right is refused by name, and the right one still works', async () => {
    const { a, b, open } = await createScene(10);
    const other = await createScene(11);
    const [first, second, foreign] = [
      beginDirect(a, open),
      beginDirect(b, open),
      beginDirect(other.a, other.open)
    ];
    const offer = unwrap(await first.createOffer()).code;
    const foreignOffer = unwrap(await foreign.createOffer()).code;
    const refusals = await Promise.all(
      ['你好', offer.slice(0, -3), foreignOffer].map((text) => second.acceptOffer(text))
    );
    expect(refusals.map((one) => (one.ok ? 'taken' : one.error.type))).toEqual([
      'no-code',
      'damaged-code',
      'wrong-space'
    ]);
    const answer = unwrap(await second.acceptOffer(offer)).code;
    const late = beginDirect(a, open);
    await late.createOffer();
    expect(await late.finish(answer)).toEqual({ ok: false, error: { type: 'other-offer' } });
    expect(await first.finish(offer)).toEqual({ ok: false, error: { type: 'own-code' } });
    const theirs = unwrap(await beginDirect(b, open).createOffer()).code;
    expect(await first.finish(theirs)).toEqual({
      ok: false,
      error: { type: 'wrong-kind', expected: 'answer' }
    });
    unwrap(await first.finish(answer));
    expect(await faultOf(first)).toBe('open to member');
  });

  it('T4: no direct links in this browser, and no address', async () => {
    const { a, b, network, open } = await createScene(12);
    expect(await beginDirect(a, () => null).createOffer()).toEqual({
      ok: false,
      error: { type: 'no-webrtc' }
    });
    const offer = unwrap(await beginDirect(a, open).createOffer()).code;
    network.addresses = [];
    for (const outcome of [
      await beginDirect(a, open).createOffer(),
      await beginDirect(b, open).acceptOffer(offer)
    ])
      expect(outcome).toEqual({ ok: false, error: { type: 'no-candidates' } });
  });

  it('T4: no connection in time, and names that the network does not pass on', async () => {
    const { a, b, network, open } = await createScene(13);
    network.isDown = true;
    const hidden = { kind: 'mdns', address: new Uint8Array(16).fill(5), port: 7 } as const;
    for (const [addresses, fault] of [
      [network.addresses, 'timeout'],
      [[hidden], 'mdns-blocked']
    ] as const) {
      network.addresses = addresses;
      const timer = createTestTimer();
      const [first, second] = [beginDirect(a, open, timer), beginDirect(b, open, timer)];
      await carryCodes(first, second);
      timer.fireAll();
      expect(await Promise.all([faultOf(first), faultOf(second)])).toEqual([fault, fault]);
      expect(timer.pending).toBe(0);
    }
  });

  it('T4: certificates that are not those of the codes never connect', async () => {
    const { a, b, network, open } = await createScene(14);
    const [first, second] = [beginDirect(a, open), beginDirect(b, open)];
    const offer = readCode(unwrap(await first.createOffer()).code);
    const { code } = unwrap(await second.acceptOffer(printDirectCode(offer)));
    const [own] = [...network.peers.values()];
    if (!own) throw new Error('a peer');
    own.end.certificate.fill(1);
    expect(await first.finish(code)).toEqual({ ok: false, error: { type: 'timeout' } });
    expect(await faultOf(first)).toBe('timeout');
  });

  it('T4: cancelled at any step, on either side', async () => {
    const { a, b, open } = await createScene(15);
    const early = beginDirect(a, open);
    const begun = early.createOffer();
    early.cancel();
    expect(await begun).toEqual({ ok: false, error: { type: 'cancelled' } });
    const [first, second] = [beginDirect(a, open), beginDirect(b, open)];
    const { code } = unwrap(await first.createOffer());
    const answer = unwrap(await second.acceptOffer(code)).code;
    second.cancel();
    expect(await faultOf(second)).toBe('cancelled');
    first.cancel();
    expect(await first.finish(answer)).toEqual({ ok: false, error: { type: 'cancelled' } });
  });

  it('T4: a peer that connects and says nothing', async () => {
    const { a, network, open } = await createScene(16);
    const timer = createTestTimer();
    const first = beginDirect(a, open, timer);
    const shown = readCode(unwrap(await first.createOffer()).code);
    const mute = network.open();
    await mute.setRemoteDescription({ type: 'offer', sdp: endToSdp(shown.end, 'offer') });
    const mark = markOf(a.port.spaceId, mute.end.certificate);
    const answer = { kind: 'answer', end: mute.end, mark, offerId: offerIdOf(shown) } as const;
    unwrap(await first.finish(printDirectCode(answer)));
    expect(timer.pending).toBe(1);
    timer.fireAll();
    expect(await faultOf(first)).toBe('silent');
  });
});

describe('a direct link carries the log (T3, T5)', () => {
  it('T3: megabytes go through a small buffer, and what lies in the browser stays small', async () => {
    const { party, a, b, network, open } = await createScene(20);
    for (let i = 0; i < 4; i++) await a.writeLarge(150);
    const reports = await meetDirectly([a, b], party, open);
    expect(reports.map((report) => report?.end.type)).toEqual(['synced', 'synced']);
    expect(await b.names()).toHaveLength(600);
    const peaks = [...network.peers.values()].map(({ channel }) => channel.peak);
    expect(Math.max(...peaks)).toBeGreaterThan(256 * 1024);
    expect(Math.max(...peaks)).toBeLessThanOrEqual(256 * 1024 + 16 * 1024);
  });

  it('T5, P2: cut in the middle, the next link goes on from there', async () => {
    const { party, a, b, network, open } = await createScene(21);
    for (let i = 0; i < 4; i++) await a.writeLarge(150);
    let bytes = 0;
    network.meddle = (chunk) => ((bytes += chunk.length) > 1_200_000 ? null : chunk);
    const cut = await meetDirectly([a, b], party, open);
    expect(cut.map((report) => report?.end.type)).toEqual(['closed', 'closed']);
    const received = cut[1]?.received ?? 0;
    expect(received).toBeGreaterThan(0);
    network.meddle = (chunk) => chunk;
    const [, next] = await meetDirectly([a, b], party, open);
    expect(next?.end.type).toBe('synced');
    expect(await b.names()).toHaveLength(600);
  });
});
