/** A shared medium in one tab: visits on demand and by themselves, joiners' frames included. */
import type { Clock, Random, Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import type { LogPort } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import { attend } from '../../transports/objects/attended';
import { MediumError, type MediumFault, type ObjectMedium } from '../../transports/objects/medium';
import { createObjectWay, type VisitReport } from '../../transports/objects/object-way';
import type { JoinPort } from '../members/types';
import { alone } from '../session/alone';
import { createAutoSync, type VisitOutcome } from './auto-sync';
import { createJoinExchange } from './join-exchange';
import { lead } from './leader';
import type { WayFault, WayReport, WayState, WayStep } from './types';

export interface WayDeps {
  readonly port: LogPort;
  readonly join: JoinPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly page: Window & typeof globalThis;
  /** Keeps what a visit has brought. */
  readonly onVisit: (visit: WayVisit) => Promise<void>;
  readonly onChange: () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface WayVisit {
  readonly words: readonly SignedStatus[];
  readonly isDone: boolean;
  readonly withDigests: boolean;
}

export type WayResult = Result<WayReport, WayFault>;

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

export interface WayPlace {
  readonly kind: 'folder' | 'relay';
  readonly name: string;
  readonly medium: ObjectMedium;
  /** Tells when others have put something there, as long as it is not stopped. */
  readonly watch?: (onArrival: () => void) => () => void;
}

export function openWay({ kind, name, medium, watch }: WayPlace, deps: WayDeps): Way {
  const { port, join, page, onChange } = deps;
  const attended = attend(medium, (use) => goOn(use === 'read' ? 'take' : 'give'));
  const way = createObjectWay(port, attended.medium, deps);
  const { deviceId } = port.self();
  const frames = createJoinExchange(attended.medium, join, deviceId);
  const lockName = `sync/${port.spaceId}/${kind}`;
  let stopWatching: (() => void) | undefined;
  let running = 0;
  let step: WayStep = 'take';
  let last: WayResult | undefined;
  let lastReport: WayReport | undefined;

  /** Never back: what is read to clean up is no taking. */
  function goOn(next: WayStep): void {
    if (steps.indexOf(next) <= steps.indexOf(step)) return;
    step = next;
    onChange();
  }

  async function visitOnce(withDigests: boolean): Promise<WayResult> {
    attended.begin();
    step = 'take';
    onChange();
    const report = await way.visit({ withDigests });
    let fault = report.fault;
    // Before the outcome is known: a joiner's request stands in the same folder.
    if (!fault) fault = await faultOf(() => frames.run());
    if (!fault) goOn('check');
    await deps.onVisit({ words: report.peers, isDone: !fault, withDigests });
    if (fault) return err(fault);
    return ok(reportOf(report));
  }

  /** One tab at a time, and one visit. */
  async function visit(withDigests: boolean): Promise<VisitOutcome> {
    running++;
    onChange();
    try {
      last = await alone(page, lockName, () => visitOnce(withDigests));
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
    stopWatching ??= watch?.(() => auto.arrived());
    onChange();
  });

  return {
    name,
    state() {
      if (running > 0) return { type: 'running', step };
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
    interrupt: () => attended.stop(),
    stop() {
      auto.stop();
      stopWatching?.();
      leader.stop();
    }
  };
}

const steps: readonly WayStep[] = ['take', 'give', 'check'];

const reportOf = ({
  received,
  offered,
  lacking,
  rejected,
  isReadOnly
}: VisitReport): WayReport => ({ received, offered, lacking, rejected, isReadOnly });

async function faultOf(work: () => Promise<unknown>): Promise<MediumFault | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof MediumError) return thrown.fault;
    throw thrown;
  }
}

/** Permission needs a click; a full folder, someone who clears it. Who stopped a visit does not want it again at once. */
const outcomeOf = ({ type }: WayFault): VisitOutcome =>
  type === 'cancelled' ? 'done' : type === 'denied' || type === 'full' ? 'hopeless' : 'failed';
