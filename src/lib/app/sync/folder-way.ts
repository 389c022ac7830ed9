/** A shared folder in one tab: visits on demand and by themselves, joiners' frames included. */
import type { Clock, Random, Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import type { DeviceId } from '../../kernel/ids';
import type { LogPort, PortFault } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import { createFolderMedium } from '../../transports/folder';
import { MediumError, type MediumFault } from '../../transports/objects/medium';
import { createObjectWay, type VisitReport } from '../../transports/objects/object-way';
import type { JoinPort, JoinVisit } from '../members/types';
import { alone } from '../session/alone';
import { createAutoSync, type VisitOutcome } from './auto-sync';
import { createJoinExchange } from './join-exchange';
import { lead } from './leader';
import type { FolderReport, FolderState } from './types';

export interface FolderWayDeps {
  readonly port: LogPort;
  readonly join: JoinPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly page: Window & typeof globalThis;
  /** Keeps what a visit has brought. */
  readonly onVisit: (visit: FolderVisit) => Promise<void>;
  readonly onChange: () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface FolderVisit {
  readonly words: readonly SignedStatus[];
  readonly isDone: boolean;
  readonly withDigests: boolean;
}

export type FolderResult = Result<FolderReport, MediumFault | PortFault>;

export interface FolderWay {
  readonly name: string;
  state(): FolderState;
  lastReport(): FolderReport | undefined;
  visit(): Promise<FolderResult>;
  changed(): void;
  returned(): void;
  stop(): void;
}

export function openFolderWay(handle: FileSystemDirectoryHandle, deps: FolderWayDeps): FolderWay {
  const { port, join, page, onChange } = deps;
  const medium = createFolderMedium(handle);
  const way = createObjectWay(port, medium, deps);
  const { deviceId } = port.self();
  const frames = createJoinExchange(medium, join, deviceId);
  const lockName = `sync/${port.spaceId}/folder`;
  const leader = lead(page, lockName, onChange);
  let running = 0;
  let last: FolderResult | undefined;
  let lastReport: FolderReport | undefined;

  async function visitOnce(withDigests: boolean): Promise<FolderResult> {
    const report = await way.visit({ withDigests });
    let fault = report.fault;
    // Before the outcome is known: a joiner's request stands in the same folder.
    if (!fault) fault = await faultOf(() => frames.run());
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

  return {
    name: handle.name,
    state() {
      if (running > 0) return { type: 'running' };
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
    stop() {
      auto.stop();
      leader.stop();
    }
  };
}

const reportOf = ({
  received,
  offered,
  lacking,
  rejected,
  isReadOnly
}: VisitReport): FolderReport => ({ received, offered, lacking, rejected, isReadOnly });

async function faultOf(work: () => Promise<unknown>): Promise<MediumFault | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof MediumError) return thrown.fault;
    throw thrown;
  }
}

/** Permission needs a click; a full folder, someone who clears it. */
const outcomeOf = ({ type }: MediumFault | PortFault): VisitOutcome =>
  type === 'denied' || type === 'full' ? 'hopeless' : 'failed';

/** Requests and answers alone: for a device that has not been admitted yet. */
export async function exchangeJoinFrames(
  handle: FileSystemDirectoryHandle,
  join: JoinPort,
  ownId: DeviceId
): Promise<Result<JoinVisit, MediumFault>> {
  const exchange = createJoinExchange(createFolderMedium(handle), join, ownId);
  try {
    return ok(await exchange.run());
  } catch (thrown) {
    if (thrown instanceof MediumError) return err(thrown.fault);
    throw thrown;
  }
}
