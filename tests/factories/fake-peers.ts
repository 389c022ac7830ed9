/**
 * Peer connections in memory, as browsers behave: two find each other when each was given the other's description, and
 * come together only when the certificates are those of the descriptions. A channel sends what lies in it before it closes.
 */
import type { Bytes } from '../../src/lib/kernel/bytes';
import type { Random } from '../../src/lib/kernel/environment';
import { toBase64Url } from '../../src/lib/kernel/bytes';
import type { DirectSide } from '../../src/lib/log/direct/channel-proof';
import type { Candidate, DirectEnd } from '../../src/lib/log/direct/direct-code';
import type { DataChannel } from '../../src/lib/transports/direct/data-channel';
import type { PeerConnection } from '../../src/lib/transports/direct/peer-connection';
import { endToSdp, sdpToEnd } from '../../src/lib/transports/direct/sdp';

/** What becomes of a chunk on its way; null ends the connection. */
export type Meddle = (chunk: Bytes) => Bytes | null;

export interface FakeNetwork {
  open(): FakePeer;
  /** Nothing passes from now on, and nobody is told. */
  isDown: boolean;
  meddle: Meddle;
  /** Of the next connection. */
  addresses: readonly Candidate[];
  readonly peers: Map<string, FakePeer>;
}

const homeAddress: Candidate = {
  kind: 'ipv4',
  address: new Uint8Array([192, 168, 1, 7]),
  port: 50_000
};

export function createFakeNetwork(random: Random): FakeNetwork {
  const network: FakeNetwork = {
    isDown: false,
    meddle: (chunk) => chunk,
    addresses: [homeAddress],
    peers: new Map(),
    open: () => new FakePeer(network, random)
  };
  return network;
}

export class FakePeer extends EventTarget implements PeerConnection {
  connectionState: RTCPeerConnectionState = 'new';
  iceGatheringState: RTCIceGatheringState = 'new';
  localDescription: { readonly sdp: string } | null = null;
  readonly channel = new FakeChannel();
  readonly end: DirectEnd;
  remote: DirectEnd | undefined;
  readonly #network: FakeNetwork;

  constructor(network: FakeNetwork, random: Random) {
    super();
    this.#network = network;
    this.end = {
      certificate: random.bytes(32),
      user: toBase64Url(random.bytes(3)).replace(/[-_]/g, '+'),
      password: toBase64Url(random.bytes(18)).replace(/[-_]/g, '/'),
      candidates: network.addresses
    };
    network.peers.set(this.end.user, this);
  }

  createDataChannel(): FakeChannel {
    return this.channel;
  }

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    return this.#describe('offer');
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    return this.#describe('answer');
  }

  #describe(type: DirectSide): RTCSessionDescriptionInit {
    return { type, sdp: endToSdp(this.end, type) };
  }

  async setLocalDescription({ sdp }: RTCSessionDescriptionInit): Promise<void> {
    this.localDescription = { sdp: sdp ?? '' };
    this.iceGatheringState = 'complete';
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }

  async setRemoteDescription({ sdp }: RTCSessionDescriptionInit): Promise<void> {
    this.remote = sdpToEnd(sdp ?? '');
    if (!this.remote) throw new Error('no description');
    const other = this.#network.peers.get(this.remote.user);
    if (this.#network.isDown || other?.remote?.user !== this.end.user) return;
    const isMet = isSame(this, other) && isSame(other, this);
    if (isMet) joinChannels(this.channel, other.channel, this.#network);
    for (const peer of [this, other]) peer.become(isMet ? 'connected' : 'failed');
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close(): void {
    this.connectionState = 'closed';
    this.channel.cut();
  }
}

const isSame = (one: FakePeer, other: FakePeer): boolean =>
  String(one.remote?.certificate) === String(other.end.certificate);

export class FakeChannel extends EventTarget implements DataChannel {
  readyState: RTCDataChannelState = 'connecting';
  binaryType: BinaryType = 'blob';
  bufferedAmountLowThreshold = 0;
  bufferedAmount = 0;
  /** The most that ever waited in it. */
  peak = 0;
  other: FakeChannel | undefined;
  network: FakeNetwork | undefined;
  readonly #waiting: (Bytes | string)[] = [];
  #isSending = false;

  send(data: string | Blob | ArrayBuffer | ArrayBufferView): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    const copy = typeof data === 'string' ? data : new Uint8Array(data as Bytes);
    this.#waiting.push(copy);
    this.bufferedAmount += copy.length;
    this.peak = Math.max(this.peak, this.bufferedAmount);
    this.#sendOn();
  }

  /** Sends what lies here first. */
  close(): void {
    if (this.readyState === 'closing' || this.readyState === 'closed') return;
    this.readyState = 'closing';
    this.#sendOn();
  }

  cut(): void {
    this.#waiting.length = 0;
    for (const end of [this, this.other]) {
      if (!end || end.readyState === 'closed') continue;
      end.readyState = 'closed';
      end.dispatchEvent(new Event('close'));
    }
  }

  #sendOn(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    setImmediate(() => {
      this.#isSending = false;
      this.#sendNext();
    });
  }

  #sendNext(): void {
    if (this.readyState === 'closed') return;
    // A few at a time, as a network takes them.
    for (const chunk of this.#waiting.splice(0, 8)) {
      const passed = typeof chunk === 'string' ? chunk : this.network?.meddle(chunk);
      if (passed === null || passed === undefined) {
        this.cut();
        return;
      }
      const data = typeof passed === 'string' ? passed : passed.slice().buffer;
      this.other?.dispatchEvent(new MessageEvent('message', { data }));
      const before = this.bufferedAmount;
      this.bufferedAmount -= chunk.length;
      const low = this.bufferedAmountLowThreshold;
      if (before > low && this.bufferedAmount <= low)
        this.dispatchEvent(new Event('bufferedamountlow'));
    }
    if (this.#waiting.length > 0) this.#sendOn();
    else if (this.readyState === 'closing') this.cut();
  }
}

function joinChannels(one: FakeChannel, two: FakeChannel, network: FakeNetwork): void {
  [one.other, two.other] = [two, one];
  for (const channel of [one, two]) {
    channel.network = network;
    channel.readyState = 'open';
  }
  for (const channel of [one, two]) channel.dispatchEvent(new Event('open'));
}
