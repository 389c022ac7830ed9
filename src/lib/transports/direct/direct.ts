/**
 * Two browsers side by side, without any server (DESIGN 6, T1–T5): one shows an offer, the other takes it and shows an
 * answer, the first takes that. Then both prove their device keys over the channel, and the frames of the protocol go. One
 * `DirectLink` is one attempt; a code that was not right may be followed by another one.
 */
import { assert } from '../../kernel/assert';
import { equalBytes } from '../../kernel/bytes';
import type { Timer } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import {
  directBinding,
  proveChannel,
  type DirectSide,
  type ProofFault,
  type ProofParty,
  type ProvenPeer
} from '../../log/direct/channel-proof';
import {
  offerIdOf,
  printDirectCode,
  type DirectCode,
  type DirectEnd
} from '../../log/direct/direct-code';
import type { DuplexChannel } from '../../log/protocol/frame-channel';
import { isGuest, ownMarkOf, readCode, type CodeFault, type Guest, type OthersCode } from './codes';
import { createDataChannel, type DataChannel } from './data-channel';
import { gatherAddresses, type PeerConnection } from './peer-connection';
import { endToSdp, sdpToEnd } from './sdp';

export interface DirectDeps {
  /** `openBrowserPeer`, but in tests. */
  openPeer(): PeerConnection | null;
  readonly timer: Timer;
  /** A device of the space, or one that waits to be let in. */
  readonly party: ProofParty | Guest;
  /** Tags of open invitations that this device can confirm for: their guests may come, too (T6). */
  readonly invitations?: () => Promise<readonly string[]>;
  readonly onStep?: (step: DirectStep) => void;
}

/** `waiting`: for the other's code, or for the other to take this one. */
export type DirectStep = 'gathering' | 'waiting' | 'connecting' | 'proving' | 'open';

/** The attempt is over. */
export type AttemptFault =
  | ProofFault
  /** This browser has no direct links, or its workplace forbids them. */
  | { readonly type: 'no-webrtc' }
  /** This device is in no network, or its browser hides that it is. */
  | { readonly type: 'no-candidates' }
  /** The browser does not take what the codes say. */
  | { readonly type: 'refused'; readonly reason: string }
  /** No connection, and one side gave names only that its network seems not to pass on (mDNS). */
  | { readonly type: 'mdns-blocked' }
  /** No connection in time: other networks, or a firewall between them. */
  | { readonly type: 'timeout' }
  | { readonly type: 'cancelled' };

export type DirectFault = CodeFault | AttemptFault;

/** A channel between the two; it closes the connection when it closes. */
export interface DirectEndpoint {
  readonly channel: DuplexChannel;
  readonly side: DirectSide;
}

export type OpenedDirect = DirectEndpoint &
  (
    | {
        /** For createFrameLink. `former`: a removed device, which learns of its removal over the link and nothing else. */
        readonly peer: ProvenPeer;
        readonly invitation?: undefined;
      }
    | {
        /** One of the two is a guest by this invitation's tag, and nobody has proved anything: frames of joining alone (T6). */
        readonly invitation: string;
        readonly peer?: undefined;
      }
  );

export interface DirectLink {
  /** First device: the code to be shown. */
  createOffer(): Promise<Result<{ readonly code: string }, AttemptFault>>;
  /** Second device: takes the offer, gives the code to be shown in return. */
  acceptOffer(text: string): Promise<Result<{ readonly code: string }, DirectFault>>;
  /** First device: takes the answer. */
  finish(text: string): Promise<Result<null, DirectFault>>;
  /** Both: settles when the other is connected and, but for guests, proved, or the attempt is over. */
  readonly opened: Promise<Result<OpenedDirect, AttemptFault>>;
  /** Ends the attempt, and the link when it is open. */
  cancel(): void;
}

/** Names are looked for, paths are tried, the handshake repeats when a packet is lost. */
const connectMs = 45_000;
/** The answer goes back by hand. */
const carryMs = 15 * 60_000;
const channelSettings = { negotiated: true, id: 0, ordered: true } as const;

export function createDirectLink(deps: DirectDeps): DirectLink {
  const { timer, party } = deps;
  let settle: (outcome: Result<OpenedDirect, AttemptFault>) => void = () => undefined;
  const opened = new Promise<Result<OpenedDirect, AttemptFault>>((resolve) => (settle = resolve));
  let over: AttemptFault | undefined;
  let peer: PeerConnection | null = null;
  let link: DuplexChannel | undefined;
  let channel: DataChannel | undefined;
  let offer: Extract<DirectCode, { kind: 'offer' }> | undefined;
  let isTaken = false;
  let stopWaiting: () => void = () => undefined;

  function end(fault: AttemptFault): AttemptFault {
    if (over) return over;
    over = fault;
    stopWaiting();
    settle(err(fault));
    // What was said last still goes out; the connection ends with its channel.
    const isConnected = channel !== undefined && channel.readyState !== 'connecting';
    link?.close();
    if (!isConnected) peer?.close();
    return fault;
  }

  const ended = opened.then((outcome) =>
    outcome.ok ? new Promise<never>(() => undefined) : outcome
  );

  /** Whatever the browser throws ends the attempt. After a cancel it may never answer at all. */
  async function attempt<T, E>(
    work: () => Promise<Result<T, E>>
  ): Promise<Result<T, E | AttemptFault>> {
    try {
      const outcome = await Promise.race([work(), ended]);
      return over ? err(over) : outcome;
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : 'unknown';
      return err(end({ type: 'refused', reason }));
    }
  }

  /** The own end after its description is set and its addresses are known. */
  async function describe(own: PeerConnection): Promise<Result<DirectEnd, AttemptFault>> {
    deps.onStep?.('gathering');
    await gatherAddresses(own, timer);
    const found = sdpToEnd(own.localDescription?.sdp ?? '');
    if (found && found.candidates.length > 0) return ok(found);
    return err(end({ type: 'no-candidates' }));
  }

  function open(): PeerConnection | null {
    peer = deps.openPeer();
    channel = peer?.createDataChannel('tongxinbu', channelSettings);
    return peer;
  }

  function connect(
    side: DirectSide,
    own: DirectEnd,
    { end: theirs, invitation }: OthersCode
  ): void {
    assert(peer && channel, 'a connection was begun');
    const [a, b] = side === 'offer' ? [own, theirs] : [theirs, own];
    const binding = directBinding({ offer: a.certificate, answer: b.certificate });
    link = createDataChannel(channel, binding);
    const unreached: AttemptFault = {
      type: isHidden(own) || isHidden(theirs) ? 'mdns-blocked' : 'timeout'
    };
    stopWaiting = timer.after(side === 'offer' ? connectMs : carryMs, () => end(unreached));
    const [connection, data, duplex] = [peer, channel, link];
    data.addEventListener('close', () => connection.close());
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState !== 'failed') return;
      if (data.readyState !== 'connecting') {
        duplex.close();
        connection.close();
        // The answering side tries in vain until its code has been carried back: that alone means nothing.
      } else if (side === 'offer') end(unreached);
    });
    void whenOpen(data).then(() => greet(side, duplex, invitation));
  }

  async function greet(
    side: DirectSide,
    channel: DuplexChannel,
    invitation: string | undefined
  ): Promise<void> {
    stopWaiting();
    if (over) return;
    if (isGuest(party) || invitation !== undefined) {
      deps.onStep?.('open');
      const tag = isGuest(party) ? party.joinTag : invitation;
      assert(tag !== undefined, 'one of the two is a guest');
      settle(ok({ channel, side, invitation: tag }));
      return;
    }
    deps.onStep?.('proving');
    const proved = await proveChannel(channel, party, side, timer);
    if (!proved.ok) {
      end(proved.error);
      return;
    }
    deps.onStep?.('open');
    settle(ok({ channel, side, peer: proved.value }));
  }

  return {
    opened,
    createOffer: () =>
      attempt(async () => {
        assert(!peer, 'one attempt, one link');
        const own = open();
        if (!own) return err(end({ type: 'no-webrtc' }));
        await own.setLocalDescription(await own.createOffer());
        const described = await describe(own);
        if (!described.ok) return described;
        const { certificate } = described.value;
        const mark = ownMarkOf(party, certificate);
        offer = { kind: 'offer', end: described.value, mark };
        deps.onStep?.('waiting');
        return ok({ code: printDirectCode(offer) });
      }),
    async acceptOffer(text) {
      const read = await readCode(text, 'offer', deps);
      if (!read.ok) return read;
      const theirs = read.value;
      return attempt(async () => {
        assert(!peer, 'one attempt, one link');
        const own = open();
        if (!own) return err(end({ type: 'no-webrtc' }));
        await own.setRemoteDescription({ type: 'offer', sdp: endToSdp(theirs.end, 'offer') });
        await own.setLocalDescription(await own.createAnswer());
        const described = await describe(own);
        if (!described.ok) return described;
        if (over) return err(over);
        const mark = ownMarkOf(party, described.value.certificate);
        const offerId = offerIdOf(theirs.code);
        connect('answer', described.value, theirs);
        deps.onStep?.('waiting');
        return ok({
          code: printDirectCode({ kind: 'answer', end: described.value, mark, offerId })
        });
      });
    },
    async finish(text) {
      const shown = offer;
      const read = await readCode(text, 'answer', { ...deps, own: shown?.end });
      assert(shown && !isTaken, 'an offer waits for its answer');
      if (!read.ok) return read;
      const theirs = read.value;
      const { code } = theirs;
      if (code.kind !== 'answer' || !equalBytes(code.offerId, offerIdOf(shown)))
        return err({ type: 'other-offer' });
      isTaken = true;
      return attempt(async () => {
        if (over || !peer) return err(over ?? end({ type: 'cancelled' }));
        deps.onStep?.('connecting');
        connect('offer', shown.end, theirs);
        await peer.setRemoteDescription({ type: 'answer', sdp: endToSdp(theirs.end, 'answer') });
        return ok(null);
      });
    },
    cancel: () => void end({ type: 'cancelled' })
  };
}

const isHidden = ({ candidates }: DirectEnd): boolean =>
  candidates.every(({ kind }) => kind === 'mdns');

/** Resolves when the channel can be used, or never can. */
const whenOpen = (channel: DataChannel): Promise<void> =>
  new Promise((resolve) => {
    if (channel.readyState !== 'connecting') resolve();
    for (const name of ['open', 'close', 'error'] as const)
      channel.addEventListener(name, () => resolve());
  });
