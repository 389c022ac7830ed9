/**
 * A browser's session description and the little of it that a code carries. What is not in a code is the same for every
 * link of ours: one data channel over UDP, no servers, the answering side begins the handshake.
 */
import { fromHex, toHex, type Bytes } from '../../kernel/bytes';
import {
  certificateHashLength,
  maxCandidates,
  type Candidate,
  type DirectEnd
} from '../../log/direct/direct-code';
import type { DirectSide } from '../../log/direct/channel-proof';
import { addressToText, parseAddress } from './addresses';

/** undefined when the description lacks what a link needs; candidates may be none. */
export function sdpToEnd(sdp: string): DirectEnd | undefined {
  const user = attribute(sdp, 'ice-ufrag');
  const password = attribute(sdp, 'ice-pwd');
  const certificate = readCertificate(attribute(sdp, 'fingerprint'));
  if (user === undefined || password === undefined || !certificate) return undefined;
  return { certificate, user, password, candidates: readCandidates(sdp) };
}

export function endToSdp(end: DirectEnd, side: DirectSide): string {
  const fingerprint = (toHex(end.certificate).toUpperCase().match(/../g) ?? []).join(':');
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...end.candidates.map(candidateLine),
    `a=ice-ufrag:${end.user}`,
    `a=ice-pwd:${end.password}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    `a=setup:${side === 'offer' ? 'actpass' : 'active'}`,
    'a=mid:0',
    'a=sctp-port:5000',
    'a=max-message-size:262144'
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

const attribute = (sdp: string, name: string): string | undefined =>
  new RegExp(`^a=${name}:(.*?)\\r?$`, 'm').exec(sdp)?.[1];

function readCertificate(value: string | undefined): Bytes | undefined {
  const hex = /^sha-256 ([0-9a-f:]+)$/i.exec(value ?? '')?.[1];
  const bytes = fromHex((hex ?? '').replaceAll(':', '').toLowerCase());
  return bytes?.length === certificateHashLength ? bytes : undefined;
}

/** `a=candidate:<foundation> <component> <protocol> <priority> <address> <port> typ host …` (RFC 8839), best first. */
function readCandidates(sdp: string): Candidate[] {
  const pattern = /^a=candidate:\S+ 1 udp (\d+) (\S+) (\d+) typ host/gim;
  const byLine = new Map<string, Candidate & { readonly priority: number }>();
  for (const [, priority, text = '', port] of sdp.matchAll(pattern)) {
    const address = parseAddress(text);
    if (address)
      byLine.set(`${text} ${port}`, { ...address, port: Number(port), priority: Number(priority) });
  }
  return [...byLine.values()]
    .sort((a, b) => b.priority - a.priority)
    .slice(0, maxCandidates)
    .map(({ kind, address, port }) => ({ kind, address, port }));
}

/** Priority as RFC 8445 wants it of host candidates: the order of the code in the local preference. */
function candidateLine(candidate: Candidate, at: number): string {
  const priority = 126 * 2 ** 24 + (65535 - at) * 2 ** 8 + 255;
  const { port } = candidate;
  return `a=candidate:${at + 1} 1 udp ${priority} ${addressToText(candidate)} ${port} typ host`;
}
