import { afterEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src/lib/kernel/result';
import { createSyncNotes } from '../../../../src/lib/app/sync/sync-notes';
import type { RunningSync } from '../../../../src/lib/app/sync/sync-service';
import { createWaitingRelay } from '../../../../src/lib/app/sync/waiting-relay';
import { MediumError } from '../../../../src/lib/transports/objects/medium';
import type { RelayMedium } from '../../../../src/lib/transports/relay/relay';
import type { RelaySettings } from '../../../../src/lib/transports/relay/session';
import { createMemoryMedium } from '../../../contract/transports/memory-medium';
import { createProfile, nextOf, type Profile } from '../../../factories/profile';
import { startService } from '../../../factories/sync-service';
import { admit, invitation, saveWorker, workersOf } from '../../../factories/team';

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

const settings = {
  url: 'wss://relay.test/',
  room: 'room-1',
  carrier: 'carrier-1',
  password: 'made-up'
};

/** At a relay that is a medium in memory. */
function serviceAt(of: Profile, shared: ReturnType<typeof createMemoryMedium>) {
  const opened: RelaySettings[] = [];
  let onArrival: (() => void) | undefined;
  let closed = 0;
  let tellFirst: ((given: RelaySettings) => void) | undefined;
  const firstOpened = new Promise<RelaySettings>((resolve) => (tellFirst = resolve));
  const running = startService(of, {
    openRelay(given): RelayMedium {
      opened.push(given);
      tellFirst?.(given);
      return {
        ...shared,
        watch(listener) {
          onArrival = listener;
          return () => (onArrival = undefined);
        },
        close: async () => void closed++
      };
    }
  });
  services.push(running);
  return {
    ...running,
    opened,
    firstOpened,
    isWatching: () => onArrival !== undefined,
    closed: () => closed,
    /** Others have put something there: the visit that follows is waited for. */
    async arrive() {
      onArrival?.();
      running.timer.fireAll();
      await running.service.visitRelay();
    }
  };
}

describe('synchronising by a relay (Y10)', () => {
  it('only a proper address is taken; what arrives is fetched; the next session goes on by itself', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    const shared = createMemoryMedium();
    const [left, right] = [serviceAt(owner, shared), serviceAt(joiner, shared)];
    for (const [url, room, type] of [
      ['https://relay.test/', 'room-1', 'bad-address'],
      ['ws://relay.test/', 'room-1', 'bad-address'],
      ['wss://', 'room-1', 'bad-address'],
      [settings.url, 'Room 1', 'bad-name']
    ] as const) {
      const refused = await left.service.connectRelay({ ...settings, url, room });
      expect(refused).toEqual({ ok: false, error: { type } });
    }
    expect(left.opened).toEqual([]);
    unwrap(await left.service.connectRelay(settings));
    unwrap(await right.service.connectRelay(settings));
    expect(right.isWatching()).toBe(true);
    await saveWorker(owner, '石榴');
    expect(await left.service.visitRelay()).toMatchObject({ ok: true });
    await right.arrive();
    expect(workersOf(joiner)).toContain('石榴');
    const view = await nextOf(right.service.view);
    expect(view.relay).toMatchObject({ name: settings.url, state: { type: 'idle' } });
    expect(view.folder).toMatchObject({ name: undefined, state: { type: 'off' } });

    right.stop();
    expect(right.isWatching()).toBe(false);
    expect(right.closed()).toBe(1);
    const again = serviceAt(joiner, shared);
    expect(await again.firstOpened).toEqual(settings);
    await again.service.disconnectRelay();
    expect((await nextOf(again.service.view)).relay).toMatchObject({ name: undefined });
  });

  it('Y11 a visit says what it does, never going back; stopped, it keeps what came in and goes on later', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await admit(owner, joiner, '莫小雨');
    const shared = createMemoryMedium();
    const left = serviceAt(owner, shared);
    const seen: string[] = [];
    const stopWatching = left.service.view.watch(
      ({ relay: { state } }) => void (state.type === 'running' && seen.push(state.step)),
      fail
    );
    unwrap(await left.service.connectRelay(settings));
    stopWatching();
    const order = ['take', 'give', 'check'];
    expect(seen.map((step) => order.indexOf(step))).toEqual(
      seen.map((step) => order.indexOf(step)).sort()
    );
    expect(seen.length).toBeGreaterThan(0);

    await saveWorker(owner, '石榴');
    expect(await left.service.visitRelay()).toMatchObject({ ok: true });
    let reads = 0;
    const right = serviceAt(joiner, {
      ...shared,
      read: (object) => {
        // The owner's index; then an object, which is taken in before the visit ends.
        if (++reads === 2) right.service.stopVisit('relay');
        return shared.read(object);
      }
    });
    const stopped = await right.service.connectRelay(settings);
    expect(stopped).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect((await nextOf(right.service.view)).relay.state).toMatchObject({ type: 'failed' });
    expect(workersOf(joiner)).not.toEqual([]);
    await saveWorker(owner, '连翘');
    expect(await left.service.visitRelay()).toMatchObject({ ok: true });
    expect(await right.service.visitRelay()).toMatchObject({ ok: true });
    expect(workersOf(joiner)).toEqual(expect.arrayContaining(['石榴', '连翘']));
    expect((await nextOf(right.service.view)).relay.state.type).toBe('idle');
  });
});

describe('waiting to be admitted at a relay (Y9, Y10)', () => {
  /** As the page of a device that waits has it, at a relay that is a medium in memory. */
  function waitAt(of: Profile, shared: ReturnType<typeof createMemoryMedium>) {
    const { vault } = of.table();
    const waiting = of.waiting();
    const opened: RelaySettings[] = [];
    let onArrival: (() => void) | undefined;
    let closed = 0;
    const notes = createSyncNotes(vault, waiting.spaceId, of.host.page, () => undefined);
    const relay = createWaitingRelay({
      join: waiting.join,
      ownId: vault.deviceId,
      notes,
      openRelay(given) {
        opened.push(given);
        return {
          ...shared,
          watch(listener) {
            onArrival = listener;
            return () => (onArrival = undefined);
          },
          close: async () => void closed++
        };
      },
      onError: fail
    });
    return {
      ...relay,
      opened,
      notes,
      closed: () => closed,
      isWatching: () => onArrival !== undefined
    };
  }

  it('request, six digits and answer go over it, and the book comes over it after that', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    await saveWorker(owner, '石榴');
    const shared = createMemoryMedium();
    const left = serviceAt(owner, shared);
    unwrap(await left.service.connectRelay(settings));
    const { members } = owner.session().session;
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    const there = waitAt(joiner, shared);
    const account = { ...settings, carrier: 'carrier-2' };
    expect(await there.resume()).toBeUndefined();
    expect(await there.connect({ ...account, url: 'http://relay.test/' })).toEqual({
      ok: false,
      error: { type: 'bad-address' }
    });
    expect(there.opened).toEqual([]);
    expect(unwrap(await there.connect(account)).sent).toBe(1);
    expect(there.isWatching()).toBe(true);
    const waiting = joiner.waiting();
    const [tag = ''] = await waiting.join.tags();
    // What strangers put under the tag is passed over.
    await shared.put(tag, 'stranger', new Uint8Array(300).fill(7));
    for (let turn = 0; turn < 3; turn++) {
      await left.arrive();
      unwrap((await there.resume()) ?? fail('it is connected'));
    }
    const [request] = (await nextOf(members.view)).requests;
    if (!request) throw new Error('the request is here');
    expect(request.code).toMatch(/^\d{6}$/);
    expect(await nextOf(waiting.code)).toBe(request.code);
    unwrap(await members.admit(request.id));
    await left.arrive();
    const { receipts } = unwrap((await there.resume()) ?? fail('it is connected'));
    expect(receipts.map(({ type }) => type)).toContain('admitted');
    expect(there.isWatching()).toBe(false);
    expect(there.closed()).toBe(1);
    // I9: what lies there under the tag says nothing in clear, and the own request is gone again.
    const lying = [...shared.objects].filter(([path]) => path.startsWith(`${tag}/`));
    for (const [, { bytes }] of lying) expect(fromUtf8Loosely(bytes)).not.toContain('莫小雨');
    await joiner.reopen();
    const right = serviceAt(joiner, shared);
    expect(await right.firstOpened).toEqual(account);
    expect(await right.service.visitRelay()).toMatchObject({ ok: true });
    expect(workersOf(joiner)).toContain('石榴');
  });

  it('an account that the relay does not take is not kept; one that is forgotten is left', async () => {
    const [owner, joiner] = [profile(), profile()];
    await owner.found('区连翘');
    const { members } = owner.session().session;
    unwrap(await joiner.join(unwrap(await members.invite(invitation())).link, '莫小雨'));
    const closedMedium = {
      ...createMemoryMedium(),
      list: () => Promise.reject(new MediumError({ type: 'denied' }))
    };
    const refused = waitAt(joiner, closedMedium);
    expect(await refused.connect(settings)).toEqual({ ok: false, error: { type: 'denied' } });
    expect(refused.closed()).toBe(1);
    expect(await refused.resume()).toBeUndefined();
    const there = waitAt(joiner, createMemoryMedium());
    unwrap(await there.connect(settings));
    expect((await there.notes.read()).relay).toEqual(settings);
    await there.forget();
    expect(there.isWatching()).toBe(false);
    expect(await there.resume()).toBeUndefined();
  });
});

const fromUtf8Loosely = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const fail = (thrown: unknown): never => {
  throw thrown;
};
