/**
 * Two browsers side by side (transports/SPEC T): the codes, then one exchange of everything, then the link ends. Who comes by an
 * invitation asks first (Y16).
 */
import type { Clock, Random, Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import { partyOf, proveChannel, type ProvenPeer } from '../../log/direct/channel-proof';
import type { DuplexChannel } from '../../log/protocol/frame-channel';
import { createFrameLink, type LinkEnd, type LinkReport } from '../../log/protocol/frame-link';
import type { LogPort } from '../../log/protocol/log-port';
import type { SignedStatus } from '../../log/protocol/status';
import {
  createDirectLink,
  type DirectEndpoint,
  type OpenedDirect
} from '../../transports/direct/direct';
import type { PeerConnection } from '../../transports/direct/peer-connection';
import type { HostJoinPort } from '../members/types';
import { leaveJoining, letIn } from './direct-join';
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
  readonly join: HostJoinPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly openPeer: () => PeerConnection | null;
  /** Keeps what the other device has said of itself. */
  readonly onWords: (words: readonly SignedStatus[], isSuccess: boolean) => Promise<void>;
}

type Tell = (progress: DirectProgress) => void;
type Outcome = Promise<Result<DirectReport, DirectFault>>;

/** undefined while this device's own registration is not known here. */
export function createDirectAttempt(deps: DirectDeps, onProgress: Tell): DirectAttempt | undefined {
  const { port, join, openPeer, timer } = deps;
  const party = partyOf(port);
  if (!party) return undefined;
  const link = createDirectLink({
    openPeer,
    timer,
    party,
    invitations: () => join.tags(),
    onStep: (step) => onProgress({ step })
  });
  return {
    createOffer: () => link.createOffer(),
    acceptOffer: (text) => link.acceptOffer(text),
    finish: (text) => link.finish(text),
    outcome: link.opened.then((open) => (open.ok ? goOn(deps, open.value, onProgress) : open)),
    cancel: () => link.cancel()
  };
}

/** The connection over which this device was let in, as soon as its book is open. */
export async function goOnAfterJoining(
  deps: DirectDeps,
  endpoint: DirectEndpoint,
  onProgress: Tell
): Outcome {
  const isParted = await leaveJoining(endpoint.channel, deps.timer);
  return isParted ? proveAndExchange(deps, endpoint, onProgress) : err({ type: 'closed' });
}

async function goOn(deps: DirectDeps, open: OpenedDirect, onProgress: Tell): Outcome {
  const { channel, peer, invitation } = open;
  if (invitation === undefined) return exchange(deps, channel, peer, onProgress);
  const { join, timer } = deps;
  const asked = await letIn(channel, {
    join,
    tag: invitation,
    timer,
    onAsked: (requestId) => onProgress({ step: 'asking', requestId })
  });
  return asked.ok ? proveAndExchange(deps, open, onProgress) : asked;
}

/** One was let in by the other: both are members to each other now. */
async function proveAndExchange(
  deps: DirectDeps,
  { channel, side }: DirectEndpoint,
  onProgress: Tell
): Outcome {
  onProgress({ step: 'proving' });
  const party = partyOf(deps.port);
  const proved = party && (await proveChannel(channel, party, side, deps.timer));
  if (proved && !proved.ok) return proved;
  if (proved?.value.standing === 'member') return exchange(deps, channel, proved.value, onProgress);
  channel.close();
  return err({ type: 'not-ours' });
}

async function exchange(
  deps: DirectDeps,
  channel: DuplexChannel,
  peer: ProvenPeer,
  onProgress: Tell
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
