import { afterEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { concatBytes, type Bytes } from '../../../../src/lib/kernel/bytes';
import { unwrap } from '../../../../src/lib/kernel/result';
import { partyOf } from '../../../../src/lib/log/direct/channel-proof';
import { decodeJoinFile } from '../../../../src/lib/log/join/join-file';
import { routingTagOf } from '../../../../src/lib/log/carrier';
import { createFrameChannel } from '../../../../src/lib/log/protocol/frame-channel';
import type { RunningSync } from '../../../../src/lib/app/sync/sync-service';
import type { DirectAttempt } from '../../../../src/lib/app/sync/types';
import { createWaitingDirect } from '../../../../src/lib/app/sync/waiting-direct';
import { createDirectLink } from '../../../../src/lib/transports/direct/direct';
import { createTestTimer } from '../../../contract/transports/channel-pair';
import { createFakeNetwork } from '../../../factories/fake-peers';
import { bytesOf, createProfile, nextOf, type Profile } from '../../../factories/profile';
import { startService } from '../../../factories/sync-service';
import { invitation, saveWorker, workersOf } from '../../../factories/team';

const profiles: Profile[] = [];
const services: RunningSync[] = [];
const profile = (): Profile => {
  const made = createProfile();
  profiles.push(made);
  return made;
};
afterEach(async () => {
  for (const one of services.splice(0)) one.stop();
  for (const one of profiles.splice(0)) await one.close();
});

/** An owner with something in the book, and an open link. */
async function scene() {
  const network = createFakeNetwork(systemRandom);
  const seen: Bytes[] = [];
  network.meddle = (chunk) => {
    seen.push(chunk);
    return chunk;
  };
  const owner = profile();
  await owner.found('区连翘');
  await saveWorker(owner, '石榴');
  const host = startService(owner, { openPeer: () => network.open() });
  services.push(host);
  const { members } = owner.session().session;
  const { link, id } = unwrap(await members.invite(invitation()));
  return { network, seen, owner, host, members, link, inviteId: id };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** As the waiting page has it, over connections in memory. */
async function waitFor({ network, link }: Scene, name = '莫小雨') {
  const joiner = profile();
  unwrap(await joiner.join(link, name));
  const { spaceId, join } = joiner.waiting();
  const [joinTag = ''] = await join.tags();
  const direct = createWaitingDirect({
    spaceId,
    joinTag,
    join,
    timer: createTestTimer(),
    openPeer: () => network.open(),
    links: joiner.host.links
  });
  return { joiner, joinTag, spaceId, direct };
}

function meetHost({ host }: Scene) {
  const asked = deferred();
  const attempt = host.service.meetDirectly(({ step }) => {
    if (step === 'asking') asked.settle();
  });
  if (!attempt) throw new Error('a member may meet');
  return { attempt, asked: asked.promise };
}

function deferred() {
  let settle: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (settle = resolve));
  return { promise, settle: () => settle() };
}

async function carry(
  first: Pick<DirectAttempt, 'createOffer' | 'finish'>,
  second: Pick<DirectAttempt, 'acceptOffer'>
): Promise<void> {
  const { code: offer } = unwrap(await first.createOffer());
  const { code: answer } = unwrap(await second.acceptOffer(offer));
  unwrap(await first.finish(answer));
}

/** Somebody with the tag of the link, whose words a test makes. */
async function strangerAt(at: Scene, party: { spaceId: Waited['spaceId']; joinTag: string }) {
  const link = createDirectLink({
    openPeer: () => at.network.open(),
    timer: createTestTimer(),
    party
  });
  const { attempt, asked } = meetHost(at);
  await carry(attempt, link);
  const { channel } = unwrap(await link.opened);
  return { frames: createFrameChannel(channel), attempt, asked };
}
type Waited = Awaited<ReturnType<typeof waitFor>>;

/** A device of the space that takes the guest's code, and whose words a test makes. */
async function hostPlayed(at: Scene, { joinTag }: Waited, asking: DirectAttempt<null>) {
  const party = partyOf(at.owner.session().replica.port('1.0.0'));
  if (!party) throw new Error('the owner is registered');
  const link = createDirectLink({
    openPeer: () => at.network.open(),
    timer: createTestTimer(),
    party,
    invitations: async () => [joinTag]
  });
  await carry(asking, link);
  return { frames: createFrameChannel(unwrap(await link.opened).channel) };
}

const requestOf = async ({ members }: Scene, name = '莫小雨') => {
  const found = (await nextOf(members.view)).requests.find((one) => one.name === name);
  if (!found) throw new Error('the request is here');
  return found;
};
const codeOf = (of: Waited): Promise<string> =>
  new Promise((resolve, reject) => {
    of.joiner.waiting().code.watch((code) => code !== undefined && resolve(code), reject);
  });
const faultOf = async (outcome: Promise<unknown>): Promise<unknown> =>
  ((await outcome) as { readonly error?: { readonly type: string } }).error?.type;
const parting = new Uint8Array(0);

describe('joining between two browsers side by side (Y16, T6, J5)', () => {
  for (const first of ['host', 'guest'] as const)
    it(`Y16: ${first} shows the first code; request, the same six digits, answer, then the book over the same connection`, async () => {
      const at = await scene();
      const guest = await waitFor(at);
      const { attempt, asked } = meetHost(at);
      const steps = new Set<string>();
      const asking = guest.direct.meet(({ step }) => void steps.add(step));
      await (first === 'host' ? carry(attempt, asking) : carry(asking, attempt));
      await asked;
      const code = await codeOf(guest);
      const request = await requestOf(at);
      expect(request).toMatchObject({ code, earlierUses: 0 });
      // Until somebody confirms, frames under the tag of the link go, and nothing else: no greeting, no proof of a device.
      const tags = at.seen.map((chunk) => chunk[0] === 1 && routingTagOf(chunk.subarray(1)));
      expect(new Set(tags)).toEqual(new Set([guest.joinTag]));
      expect(steps.has('proving')).toBe(false);

      unwrap(await at.members.admit(request.id));
      expect(await asking.outcome).toEqual({ ok: true, value: null });
      expect(guest.joiner.admitted).toHaveLength(1);
      // The waiting page goes, and what it was in the middle of; the connection stays.
      asking.cancel();
      guest.direct.close();
      await guest.joiner.reopen();
      expect(unwrap(await attempt.outcome)).toMatchObject({ from: '莫小雨', isLevel: true });
      expect(workersOf(guest.joiner)).toContain('石榴');
      expect(guest.joiner.host.links.size).toBe(0);
    });

  it('Y16: declined, the host says so and hangs up; the wait goes on, and another pair of codes begins it anew', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const { attempt } = meetHost(at);
    const asking = guest.direct.meet(() => undefined);
    await carry(attempt, asking);
    const code = await codeOf(guest);
    const { id } = await requestOf(at);
    unwrap(await at.members.decline(id));
    expect(await faultOf(attempt.outcome)).toBe('not-let-in');
    expect(await faultOf(asking.outcome)).toBe('closed');
    expect(code).toMatch(/^\d{6}$/);
    expect(guest.joiner.table().type).toBe('waiting');
  });

  it('T6: another link’s guest, a revoked link and two who wait are told apart before anything is sent', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const other = await waitFor(at, '第二人');
    const asking = guest.direct.meet(() => undefined);
    const { code } = unwrap(await asking.createOffer());
    const alike = other.direct.meet(() => undefined);
    expect(await faultOf(alike.acceptOffer(code))).toBe('both-waiting');
    const { attempt } = meetHost(at);
    const stranger = createDirectLink({
      openPeer: () => at.network.open(),
      timer: createTestTimer(),
      party: { spaceId: guest.spaceId, joinTag: '00'.repeat(16) }
    });
    const { code: strange } = unwrap(await stranger.createOffer());
    expect(await faultOf(attempt.acceptOffer(strange))).toBe('wrong-space');
    unwrap(await at.members.revoke(at.inviteId));
    expect(await faultOf(attempt.acceptOffer(code))).toBe('wrong-space');
    expect(at.seen).toEqual([]);
  });

  it('I5: garbage, a frame of another tag, a parting without an answer and silence end it, and are told nothing', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const [{ frame } = { frame: parting }] = await guest.joiner.waiting().join.outgoing();
    const flipped = frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 1 : byte));
    const strange = frame.map((byte, i) => (i === 6 ? byte ^ 1 : byte));
    for (const said of [new Uint8Array(200).fill(7), flipped, strange, parting]) {
      const { frames, attempt } = await strangerAt(at, guest);
      await frames.send(said);
      expect(await faultOf(attempt.outcome)).toBe('dishonest');
      expect(await frames.receive()).toEqual({ type: 'closed' });
    }
    const { frames, attempt } = await strangerAt(at, guest);
    at.host.timer.fireAll();
    expect(await faultOf(attempt.outcome)).toBe('silent');
    expect(await frames.receive()).toEqual({ type: 'closed' });
    expect((await nextOf(at.members.view)).requests).toEqual([]);
  });

  it('J5: a request that somebody repeats shows other digits than the joiner’s, and brings nothing of the book', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const [{ frame } = { frame: parting }] = await guest.joiner.waiting().join.outgoing();
    const { frames, attempt, asked } = await strangerAt(at, guest);
    await frames.send(frame);
    await asked;
    expect(await frames.receive()).toMatchObject({ type: 'frame' });
    // Who can't open the commitment has no digits to show, and none stand here.
    const request = await requestOf(at);
    expect(request.code).toBeUndefined();
    // Still not let in: parting now is no way to a proof.
    at.seen.length = 0;
    await frames.send(parting);
    expect(await faultOf(attempt.outcome)).toBe('dishonest');
    expect(at.seen).toHaveLength(1);

    // Confirmed in spite of it: the answer opens for the joiner's keys alone, and the stranger proves nothing.
    const again = await strangerAt(at, guest);
    await again.frames.send(frame);
    await again.asked;
    unwrap(await at.members.admit(request.id));
    await again.frames.send(parting);
    for (;;) {
      const next = await again.frames.receive();
      if (next.type !== 'frame' || next.frame.length === 0) break;
      expect(routingTagOf(next.frame)).toBe(guest.joinTag);
    }
    await again.frames.send(concatBytes(new Uint8Array([1]), new Uint8Array(300)));
    expect(await faultOf(again.attempt.outcome)).toBe('not-proved');
  });

  it('Y16: a second joiner on one link is given its own answer alone, and the host is told that the link was used before', async () => {
    const at = await scene();
    const [guest, second] = [await waitFor(at), await waitFor(at, '第二人')];
    unwrap(await at.owner.receive(await bytesOf(await guest.joiner.waiting().requestFile())));
    unwrap(await at.members.admit((await requestOf(at)).id));
    const { attempt, asked } = meetHost(at);
    const asking = second.direct.meet(() => undefined);
    await carry(asking, attempt);
    await asked;
    await codeOf(second);
    const request = await requestOf(at, '第二人');
    expect(request.earlierUses).toBe(1);
    // The first one's answer lies ready here, and has not gone to the second.
    expect(await at.members.answerFile(request.id)).toBeUndefined();
    expect(at.seen.every((chunk) => chunk.length < 2048)).toBe(true);
    unwrap(await at.members.admit(request.id));
    expect(await asking.outcome).toEqual({ ok: true, value: null });
    await second.joiner.reopen();
    expect(unwrap(await attempt.outcome)).toMatchObject({ from: '第二人', isLevel: true });
    expect(guest.joiner.table().type).toBe('waiting');
  });

  it('I5 I9: a host without the link learns nothing from who waits; garbage, damage and a flood make nobody a member', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const { join } = guest.joiner.waiting();
    const [{ frame: request } = { frame: parting }] = await join.outgoing();
    const damaged = request.map((byte, i) => (i === request.length - 1 ? byte ^ 1 : byte));
    for (const [said, times] of [
      [new Uint8Array(200).fill(7), 1],
      [damaged, 1],
      [parting, 1],
      // A frame that opens, again and again: it says nothing new, and must not go on for ever.
      [request, 256]
    ] as const) {
      at.seen.length = 0;
      const asking = guest.direct.meet(() => undefined);
      const { frames } = await hostPlayed(at, guest, asking);
      expect(await frames.receive()).toEqual({ type: 'frame', frame: request });
      for (let count = 0; count < times; count++) await frames.send(said);
      expect(await faultOf(asking.outcome)).toBe('dishonest');
      for (const chunk of at.seen) expect(fromUtf8Loosely(chunk)).not.toContain('莫小雨');
    }
    expect(guest.joiner.admitted).toEqual([]);
    expect(guest.joiner.host.links.size).toBe(0);
    expect(guest.joiner.table().type).toBe('waiting');
  });

  it('Y16: an answer that was lost on the way is given again to the next pair of codes; what is sent twice disturbs nothing', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const first = meetHost(at);
    const cut = guest.direct.meet(() => undefined);
    await carry(cut, first.attempt);
    await codeOf(guest);
    const request = await requestOf(at);
    at.network.meddle = () => null;
    unwrap(await at.members.admit(request.id));
    expect(await faultOf(cut.outcome)).toBe('closed');
    expect(await faultOf(first.attempt.outcome)).toBe('closed');
    at.network.meddle = (chunk) => chunk;

    const second = meetHost(at);
    const asking = guest.direct.meet(() => undefined);
    await carry(asking, second.attempt);
    // Nobody is asked again.
    expect(await asking.outcome).toEqual({ ok: true, value: null });
    // The members change before the book is open: an answer of now goes out as well, and is passed over.
    unwrap(await at.members.invite(invitation()));
    await guest.joiner.reopen();
    expect(unwrap(await second.attempt.outcome)).toMatchObject({ from: '莫小雨', isLevel: true });
    expect(workersOf(guest.joiner)).toContain('石榴');
  });

  it('Y16: let in by a file meanwhile, or locked, who waits closes the connection', async () => {
    const at = await scene();
    const guest = await waitFor(at);
    const locked = guest.direct.meet(() => undefined);
    const left = meetHost(at);
    await carry(locked, left.attempt);
    await left.asked;
    guest.direct.close();
    expect(await faultOf(left.attempt.outcome)).toBe('closed');
    expect(await faultOf(locked.outcome)).toBe('closed');

    const asking = guest.direct.meet(() => undefined);
    const { frames } = await hostPlayed(at, guest, asking);
    expect(await frames.receive()).toMatchObject({ type: 'frame' });
    const { id } = await requestOf(at);
    unwrap(await at.members.admit(id));
    const file = await at.members.answerFile(id);
    if (!file) throw new Error('the answer can be given');
    for (const frame of unwrap(decodeJoinFile(await bytesOf(file))))
      unwrap(await guest.joiner.waiting().join.receive(frame));
    expect(guest.joiner.admitted).toHaveLength(1);
    expect(await faultOf(asking.outcome)).toBe('closed');
    expect(await frames.receive()).toEqual({ type: 'closed' });
    expect(guest.joiner.host.links.size).toBe(0);
  });
});

const fromUtf8Loosely = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
