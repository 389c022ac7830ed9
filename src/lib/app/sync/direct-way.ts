/** Two browsers side by side (transports/SPEC T): the codes, then one exchange of everything, then the link ends. */
import type { Clock, Random, Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { partyOf } from '../../log/direct/channel-proof';
import { createFrameLink, type LinkEnd, type LinkReport } from '../../log/protocol/frame-link';
import type { LogPort } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import { createDirectLink, type OpenedDirect } from '../../transports/direct/direct';
import type { PeerConnection } from '../../transports/direct/peer-connection';
import { nameOfDevice } from './peers';
import type {
  DirectAttempt,
  DirectFault,
  DirectProgress,
  DirectReport,
  ExchangeFault
} from './types';

export interface DirectDeps {
  readonly port: LogPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly openPeer: () => PeerConnection | null;
  /** Keeps what the other device has said of itself. */
  readonly onWords: (words: readonly SignedStatus[], isSuccess: boolean) => Promise<void>;
}

/** undefined while this device's own registration is not known here. */
export function createDirectAttempt(
  deps: DirectDeps,
  onProgress: (progress: DirectProgress) => void
): DirectAttempt | undefined {
  const { port, openPeer, timer } = deps;
  const party = partyOf(port);
  if (!party) return undefined;
  const link = createDirectLink({ openPeer, timer, party, onStep: (step) => onProgress({ step }) });
  const outcome = link.opened.then(
    (open): Result<DirectReport, DirectFault> | Promise<Result<DirectReport, DirectFault>> =>
      open.ok ? exchange(deps, open.value, onProgress) : open
  );
  return {
    createOffer: () => link.createOffer(),
    acceptOffer: (text) => link.acceptOffer(text),
    finish: (text) => link.finish(text),
    outcome,
    cancel: () => link.cancel()
  };
}

async function exchange(
  deps: DirectDeps,
  { channel, peer }: OpenedDirect,
  onProgress: (progress: DirectProgress) => void
): Promise<Result<DirectReport, ExchangeFault>> {
  const { port, clock, random, timer } = deps;
  const link = createFrameLink(port, channel, {
    clock,
    random,
    timer,
    onProgress: (progress) => onProgress({ step: 'exchanging', ...progress })
  });
  const report = await link.run('once');
  const fault = faultOf(report.end);
  await deps.onWords(report.peer ? [report.peer] : [], !fault);
  return fault ? err(fault) : ok(reportOf(report, nameOfDevice(port.members(), peer)));
}

const reportOf = ({ received, sent, end }: LinkReport, from: string | undefined): DirectReport => ({
  received,
  sent,
  isLevel: end.type === 'synced',
  from
});

/** No mail is offered over a direct link, so none comes. */
function faultOf(end: LinkEnd): ExchangeFault | undefined {
  switch (end.type) {
    case 'synced':
    case 'incomplete':
      return undefined;
    case 'mail':
    case 'not-ours':
      return { type: 'not-ours' };
    case 'dishonest':
      return { type: 'dishonest' };
    default:
      return end;
  }
}
