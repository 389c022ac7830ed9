/** The part of a browser's peer connection that a direct link uses; tests give another one. */
import type { Timer } from '../../kernel/environment';
import type { DataChannel } from './data-channel';

export interface PeerConnection extends Pick<
  RTCPeerConnection,
  'addEventListener' | 'close' | 'connectionState' | 'iceGatheringState'
> {
  readonly localDescription: { readonly sdp: string } | null;
  createDataChannel(label: string, init: RTCDataChannelInit): DataChannel;
  createOffer(): Promise<RTCSessionDescriptionInit>;
  createAnswer(): Promise<RTCSessionDescriptionInit>;
  setLocalDescription(own: RTCSessionDescriptionInit): Promise<void>;
  setRemoteDescription(theirs: RTCSessionDescriptionInit): Promise<void>;
}

/** Without servers: what it finds are the device's own addresses. null where the browser has or allows none. */
export function openBrowserPeer(): PeerConnection | null {
  if (typeof RTCPeerConnection === 'undefined') return null;
  try {
    return new RTCPeerConnection({ iceServers: [] });
  } catch {
    // A policy of the workplace forbids it.
    return null;
  }
}

const gatherMs = 3000;

/** Resolves when every own address is known, or enough time has passed for those of this network. */
export function gatherAddresses(peer: PeerConnection, timer: Timer): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timer.after(gatherMs, resolve);
    const check = (): void => {
      if (peer.iceGatheringState !== 'complete') return;
      cancel();
      resolve();
    };
    peer.addEventListener('icegatheringstatechange', check);
    check();
  });
}
