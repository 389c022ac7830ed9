/** Visits of one shared medium, one after another: what lies there is taken in, what is new here is left, joiners' frames too. */
import type { Clock, Random } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import type { LogPort } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import { attend } from '../../transports/objects/attended';
import { MediumError, type MediumFault, type ObjectMedium } from '../../transports/objects/medium';
import { createObjectWay, type VisitReport } from '../../transports/objects/object-way';
import type { JoinPort } from '../members/types';
import { alone } from '../session/alone';
import type { Arrivals } from './arriving';
import { createJoinExchange } from './join-exchange';
import type { WayFault, WayReport, WayStep } from './types';

export interface WayVisitsDeps {
  readonly port: LogPort;
  /** null: nobody's frames are looked at, because the six digits can't be gone through in passing. */
  readonly join: JoinPort | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly page: Window & typeof globalThis;
  readonly arrivals: Pick<Arrivals, 'begin'>;
  /** Keeps what a visit has brought. */
  readonly onVisit: (visit: WayVisit) => Promise<void>;
}

export interface WayVisit {
  readonly words: readonly SignedStatus[];
  readonly isDone: boolean;
  readonly withDigests: boolean;
}

export type WayResult = Result<WayReport, WayFault>;

export interface WayPlace {
  readonly kind: 'folder' | 'relay';
  readonly name: string;
  readonly medium: ObjectMedium;
  /** Tells when others have put something there, as long as it is not stopped. */
  readonly watch?: (onArrival: () => void) => () => void;
}

export interface WayVisits {
  /** One tab at a time. */
  visit(withDigests: boolean): Promise<WayResult>;
  step(): WayStep;
  /** Ends the visit that is under way. */
  interrupt(): void;
}

const steps: readonly WayStep[] = ['take', 'give', 'check'];

export const lockOfWay = ({ spaceId }: LogPort, kind: WayPlace['kind']): string =>
  `sync/${spaceId}/${kind}`;

export function createWayVisits(
  { kind, medium }: WayPlace,
  deps: WayVisitsDeps,
  onStep: () => void
): WayVisits {
  const { port, join, arrivals } = deps;
  const attended = attend(medium, (use) => goOn(use === 'read' ? 'take' : 'give'));
  const way = createObjectWay(port, attended.medium, deps);
  const frames = join && createJoinExchange(attended.medium, join, port.self().deviceId);
  let step: WayStep = 'take';

  /** Never back: what is read to clean up is no taking. */
  function goOn(next: WayStep): void {
    if (steps.indexOf(next) <= steps.indexOf(step)) return;
    step = next;
    onStep();
  }

  async function exchange(withDigests: boolean): Promise<VisitReport> {
    const arrival = arrivals.begin(kind, () => attended.stop());
    try {
      return await way.visit({
        withDigests,
        onProgress: ({ received, total }) => arrival.tell({ received, total, bytes: undefined })
      });
    } finally {
      arrival.end();
    }
  }

  async function visitOnce(withDigests: boolean): Promise<WayResult> {
    attended.begin();
    step = 'take';
    onStep();
    const report = await exchange(withDigests);
    let fault = report.fault;
    // Before the outcome is known: a joiner's request stands in the same folder.
    if (!fault && frames) fault = await faultOf(() => frames.run());
    if (!fault) goOn('check');
    await deps.onVisit({ words: report.peers, isDone: !fault, withDigests });
    if (fault) return err(fault);
    return ok(reportOf(report));
  }

  return {
    visit: (withDigests) => alone(deps.page, lockOfWay(port, kind), () => visitOnce(withDigests)),
    step: () => step,
    interrupt: () => attended.stop()
  };
}

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
