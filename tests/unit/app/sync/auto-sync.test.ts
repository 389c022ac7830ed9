import { describe, expect, it } from 'vitest';
import { createAutoSync, type VisitOutcome } from '../../../../src/lib/app/sync/auto-sync';
import { localDate } from '../../../../src/lib/kernel/dates';

const minute = 60_000;

/** A clock that only the test moves, and timers that run when it passes them. */
function world() {
  let now = 0;
  let isLeader = true;
  const outcomes: VisitOutcome[] = [];
  const visits: { readonly atMs: number; readonly isShort: boolean }[] = [];
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const auto = createAutoSync({
    clock: { now: () => now, today: () => localDate(now) },
    // The middle of what chance may do: no scattering.
    random: { bytes: (length) => new Uint8Array(length).fill(127) },
    timer: {
      after(ms, run) {
        const timer = { atMs: now + ms, run };
        timers.add(timer);
        return () => timers.delete(timer);
      }
    },
    isLeader: () => isLeader,
    visit: async (isShort) => {
      visits.push({ atMs: now, isShort });
      return outcomes.shift() ?? 'done';
    },
    onPlan: () => undefined,
    onError: (thrown) => {
      throw thrown;
    }
  });
  return {
    auto,
    visits,
    outcomes,
    lose: () => (isLeader = false),
    pass: async (ms: number): Promise<void> => {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
        if (!next || next.atMs > end) break;
        now = next.atMs;
        timers.delete(next);
        next.run();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = end;
    }
  };
}

describe('visits by themselves (Y8)', () => {
  it('several saves cost one short visit; after that one with digests every five minutes', async () => {
    const { auto, visits, pass } = world();
    await auto.now();
    for (let save = 0; save < 3; save++) {
      auto.changed();
      await pass(1000);
    }
    await pass(4000);
    expect(visits).toEqual([
      { atMs: 0, isShort: false },
      { atMs: 5000, isShort: true }
    ]);
    await pass(10 * minute);
    expect(visits.slice(2).map(({ isShort }) => isShort)).toEqual([false, false]);
    const [, , third, fourth] = visits;
    expect((fourth?.atMs ?? 0) - (third?.atMs ?? 0)).toBeCloseTo(5 * minute, -4);
  });

  it('after failures it tries later and later, up to half an hour, whatever is written meanwhile', async () => {
    const { auto, visits, outcomes, pass } = world();
    outcomes.push(...Array<VisitOutcome>(9).fill('failed'));
    await auto.now();
    for (let second = 0; second < 3 * 60; second++) {
      auto.changed();
      await pass(minute);
    }
    const waits = visits.slice(1).map(({ atMs }, at) => atMs - (visits[at]?.atMs ?? 0));
    expect(waits.slice(0, 4).map((ms) => Math.round(ms / 30_000))).toEqual([1, 2, 4, 8]);
    expect(Math.max(...waits)).toBeLessThan(31 * minute);
  });

  it('where a person must act it waits for one; who comes back to the page is served at once', async () => {
    const { auto, visits, outcomes, pass } = world();
    outcomes.push('hopeless');
    await auto.now();
    auto.changed();
    await pass(60 * minute);
    expect(visits).toHaveLength(1);
    expect(auto.nextMs()).toBeUndefined();
    await auto.now();
    expect(visits).toHaveLength(2);
    auto.returned();
    await pass(1000);
    expect(visits).toHaveLength(2);
    await pass(minute);
    auto.returned();
    await pass(0);
    expect(visits).toHaveLength(3);
  });

  it('a tab that does not lead, and a stopped one, visit nothing by themselves', async () => {
    const { auto, visits, lose, pass } = world();
    lose();
    auto.changed();
    await pass(60 * minute);
    expect(visits).toEqual([]);
    await auto.now();
    expect(visits).toHaveLength(1);
    auto.stop();
    auto.changed();
    await pass(60 * minute);
    await auto.now();
    expect(visits).toHaveLength(1);
  });
});
