/** A shared medium in one tab: visits on demand and by themselves, joiners' frames included. */
import type { Timer } from '../../kernel/environment';
import { err } from '../../kernel/result';
import { createAutoSync, type VisitOutcome } from './auto-sync';
import { lead } from './leader';
import type { WayFault, WayReport, WayState } from './types';
import {
  createWayVisits,
  lockOfWay,
  type WayPlace,
  type WayResult,
  type WayVisitsDeps
} from './way-visits';

export interface WayDeps extends WayVisitsDeps {
  readonly timer: Timer;
  readonly onChange: () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface Way {
  readonly name: string;
  state(): WayState;
  lastReport(): WayReport | undefined;
  visit(): Promise<WayResult>;
  changed(): void;
  returned(): void;
  /** Ends the visit that is under way. */
  interrupt(): void;
  stop(): void;
}

export function openWay(place: WayPlace, deps: WayDeps): Way {
  const { page, onChange } = deps;
  const visits = createWayVisits(place, deps, onChange);
  const lockName = lockOfWay(deps.port, place.kind);
  let stopWatching: (() => void) | undefined;
  let running = 0;
  let last: WayResult | undefined;
  let lastReport: WayReport | undefined;

  async function visit(withDigests: boolean): Promise<VisitOutcome> {
    running++;
    onChange();
    try {
      last = await visits.visit(withDigests);
    } finally {
      running--;
    }
    if (last.ok) lastReport = last.value;
    onChange();
    return last.ok ? 'done' : outcomeOf(last.error);
  }

  const auto = createAutoSync({
    ...deps,
    isLeader: () => leader.isLeader(),
    visit: (isShort) => visit(!isShort),
    onPlan: onChange
  });

  // One tab of the profile listens and visits by itself; when it goes, another takes over.
  const leader = lead(page, lockName, () => {
    stopWatching ??= place.watch?.(() => auto.arrived());
    onChange();
  });

  return {
    name: place.name,
    state() {
      if (running > 0) return { type: 'running', step: visits.step() };
      const nextMs = leader.isLeader() ? auto.nextMs() : undefined;
      if (last && !last.ok) return { type: 'failed', fault: last.error, nextMs };
      return { type: 'idle', nextMs };
    },
    lastReport: () => lastReport,
    async visit() {
      await auto.now();
      return last ?? err({ type: 'storage', reason: 'locked' });
    },
    changed: () => auto.changed(),
    returned: () => auto.returned(),
    interrupt: () => visits.interrupt(),
    stop() {
      auto.stop();
      stopWatching?.();
      leader.stop();
    }
  };
}

/** Permission needs a click; a full folder, someone who clears it. Who stopped a visit does not want it again at once. */
const outcomeOf = ({ type }: WayFault): VisitOutcome =>
  type === 'cancelled' ? 'done' : type === 'denied' || type === 'full' ? 'hopeless' : 'failed';
