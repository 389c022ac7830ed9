import { afterEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../src/lib/crypto/random';
import { unwrap } from '../../../../src/lib/kernel/result';
import type { RunningSync } from '../../../../src/lib/app/sync/sync-service';
import type { DirectAttempt, DirectProgress } from '../../../../src/lib/app/sync/types';
import { createFakeNetwork } from '../../../factories/fake-peers';
import { createProfile, nextOf, type Profile } from '../../../factories/profile';
import { startService } from '../../../factories/sync-service';
import { admit, saveWorker, workersOf } from '../../../factories/team';

const profiles: Profile[] = [];
const services: RunningSync[] = [];
afterEach(async () => {
  for (const one of services.splice(0)) one.stop();
  for (const one of profiles.splice(0)) await one.close();
});

async function team() {
  const network = createFakeNetwork(systemRandom);
  const [owner, joiner] = [createProfile(), createProfile()];
  profiles.push(owner, joiner);
  await owner.found('区连翘');
  await admit(owner, joiner, '莫小雨');
  const serviceOf = (of: Profile) => {
    const running = startService(of, { openPeer: () => network.open() });
    services.push(running);
    return running;
  };
  return { owner, joiner, left: serviceOf(owner), right: serviceOf(joiner) };
}

function meet({ service }: RunningSync): { attempt: DirectAttempt; steps: Set<string> } {
  const steps = new Set<DirectProgress['step']>();
  const attempt = service.meetDirectly(({ step }) => void steps.add(step));
  if (!attempt) throw new Error('a member may meet');
  return { attempt, steps };
}

describe('two browsers side by side (Y12, issue 3)', () => {
  it('I1 I2 Y12: codes both ways, everything goes over, both know it, and the 核对码 agree', async () => {
    const { owner, joiner, left, right } = await team();
    await saveWorker(owner, '石榴');
    await saveWorker(joiner, '连翘');
    const [first, second] = [meet(left), meet(right)];
    const { code: offer } = unwrap(await first.attempt.createOffer());
    for (const [text, type] of [
      ['什么也不是', 'no-code'],
      [offer.slice(0, -3), 'damaged-code']
    ] as const)
      expect(await second.attempt.acceptOffer(text)).toMatchObject({ error: { type } });
    expect(await first.attempt.finish(offer)).toEqual({ ok: false, error: { type: 'own-code' } });
    const { code: answer } = unwrap(await second.attempt.acceptOffer(offer));
    unwrap(await first.attempt.finish(answer));
    expect(unwrap(await first.attempt.outcome)).toMatchObject({ from: '莫小雨', isLevel: true });
    const report = unwrap(await second.attempt.outcome);
    expect(report).toMatchObject({ from: '区连翘', isLevel: true });
    expect(report.received).toBeGreaterThan(0);
    expect(report.sent).toBeGreaterThan(0);
    expect([...first.steps]).toEqual(expect.arrayContaining(['connecting', 'exchanging']));
    expect(workersOf(owner)).toEqual(workersOf(joiner));
    for (const { service } of [left, right])
      expect(await nextOf(service.view)).toMatchObject({
        unsynced: 0,
        trust: 'verified',
        peers: [{ next: 'none' }]
      });
    const [ours, theirs] = await Promise.all([left, right].map((one) => nextOf(one.service.check)));
    expect(ours?.own).toEqual(theirs?.own);
  });

  it('Y12: what forbids it is named, and a closed session ends its meetings', async () => {
    const { owner, left } = await team();
    const barred = startService(owner, {});
    services.push(barred);
    const none = meet(barred).attempt;
    expect(await none.createOffer()).toEqual({ ok: false, error: { type: 'no-webrtc' } });
    const { attempt } = meet(left);
    unwrap(await attempt.createOffer());
    left.stop();
    expect(await attempt.outcome).toEqual({ ok: false, error: { type: 'cancelled' } });
  });
});
