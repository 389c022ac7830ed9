/**
 * The codes of a direct link (T1): what two browsers must know of each other to find each other without a server. An
 * offer and an answer, each about 130 bytes: one QR code, or some groups of letters to be pasted. They name no person
 * and no space: the mark tells a device of the space that the code is for it, and tells others nothing.
 *
 * An address is a number or a name that a browser made up for its own network, never a name that a server would be
 * asked for.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import { fromBase32, toBase32 } from '../../kernel/base32';
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { sha256Sync } from '../../crypto/sha256';
import { writeId } from '../ids';

/** SHA-256 of a connection's certificate; every connection has a new one. */
export const certificateHashLength = 32;

export interface Candidate {
  /** 4 or 16 bytes of an IP address, or the 16 bytes of the UUID in `<uuid>.local`. */
  readonly address: Bytes;
  readonly kind: 'ipv4' | 'ipv6' | 'mdns';
  readonly port: number;
}

export interface DirectEnd {
  readonly certificate: Bytes;
  /** ICE's own name and password: a few letters of `[A-Za-z0-9+/]`. */
  readonly user: string;
  readonly password: string;
  /** Best first, each once. */
  readonly candidates: readonly Candidate[];
}

export type DirectCode =
  | { readonly kind: 'offer'; readonly end: DirectEnd; readonly mark: Bytes }
  | {
      readonly kind: 'answer';
      readonly end: DirectEnd;
      readonly mark: Bytes;
      /** Which offer it answers: `offerIdOf`. */
      readonly offerId: Bytes;
    };

export type DirectCodeFault =
  /** No such code is in the text. */
  | { readonly type: 'no-code' }
  /** Cut short, mistyped or put together of two. */
  | { readonly type: 'damaged-code' }
  /** Made by a later version of the app. */
  | { readonly type: 'newer-code' };

const version = 1;
const kinds = ['offer', 'answer'] as const;
const addressKinds = ['ipv4', 'ipv6', 'mdns'] as const;
const checksumLength = 4;
const markLength = 8;
const offerIdLength = 8;
export const maxCandidates = 8;
const maxUser = 32;
const maxPassword = 64;
const maxCodeBytes = 512;
/** A pasted text may be a chat message around the code. */
const maxTextLength = 20_000;
const prefix = 'TXB';
const groupLength = 5;
const icePattern = /^[A-Za-z0-9+/]+$/;

/** `TXB-AAAAA-BBBBB-…`: groups of five characters that QR codes hold densely. */
export function printDirectCode(code: DirectCode): string {
  const digits = toBase32(encodeDirectCode(code));
  const groups = digits.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? [];
  return [prefix, ...groups].join('-');
}

/** Takes lower and upper case, full-width characters, any line breaks, and text before and after in Chinese. */
export function parseDirectCode(text: string): Result<DirectCode, DirectCodeFault> {
  const searched = text.slice(0, maxTextLength).normalize('NFKC').toUpperCase();
  const found = /\bTXB[\s-]+([0-9A-Z\s-]*)/.exec(searched)?.[1];
  if (found === undefined) return err({ type: 'no-code' });
  const digits = found.replace(/[\s-]+/g, '');
  const bytes = digits.length <= maxCodeBytes * 2 ? fromBase32(digits) : undefined;
  return bytes ? decodeDirectCode(bytes) : err({ type: 'damaged-code' });
}

/** The bytes under the text. */
export function decodeDirectCode(bytes: Bytes): Result<DirectCode, DirectCodeFault> {
  const content = bytes.slice(0, -checksumLength);
  const isWhole =
    bytes.length > checksumLength &&
    bytes.length <= maxCodeBytes &&
    equalBytes(checksumOf(content), bytes.subarray(-checksumLength));
  if (!isWhole) return err({ type: 'damaged-code' });
  // The checksum is in the same place in every version: a later one is told from a damaged one.
  if ((content[0] ?? 0) > version) return err({ type: 'newer-code' });
  const code = decodeWith(content, readCode);
  return code.ok ? ok(code.value) : err({ type: 'damaged-code' });
}

export function encodeDirectCode(code: DirectCode): Bytes {
  const content = encodeContent(code);
  return concatBytes(content, checksumOf(content));
}

/** Names an offer, so that an answer is not taken for another one. */
export const offerIdOf = (offer: DirectCode): Bytes =>
  sha256Sync(
    new BinaryWriter().text('tongxinbu/1/direct-offer').raw(encodeContent(offer)).finish()
  ).slice(0, offerIdLength);

/** Known to devices of the space alone, and another one for every connection. */
export function markOf(spaceId: SpaceId, certificate: Bytes): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/direct-mark');
  writeId(writer, spaceId);
  return sha256Sync(writer.fixed(certificate, certificateHashLength).finish()).slice(0, markLength);
}

/** The mark of a device that waits to be let in (T6): known to whoever has its sync link, or made it. */
export function joinMarkOf(spaceId: SpaceId, joinTag: string, certificate: Bytes): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/direct-join-mark').text(joinTag);
  writeId(writer, spaceId);
  return sha256Sync(writer.fixed(certificate, certificateHashLength).finish()).slice(0, markLength);
}

function encodeContent(code: DirectCode): Bytes {
  const { certificate, user, password, candidates } = code.end;
  const writer = new BinaryWriter().u8(version).u8(kinds.indexOf(code.kind));
  writer.fixed(certificate, certificateHashLength).fixed(code.mark, markLength);
  if (code.kind === 'answer') writer.fixed(code.offerId, offerIdLength);
  writer.text(user).text(password);
  writer.list(candidates, (w, { kind, address, port }) =>
    w.u8(addressKinds.indexOf(kind)).fixed(address, addressLength(kind)).uint(port)
  );
  return writer.finish();
}

function readCode(reader: BinaryReader): DirectCode {
  if (reader.u8() !== version) throw new DecodeError('unknown version');
  const kind = kinds[reader.u8()];
  if (!kind) throw new DecodeError('unknown kind of code');
  const certificate = reader.fixed(certificateHashLength);
  const mark = reader.fixed(markLength);
  const offerId = kind === 'answer' ? reader.fixed(offerIdLength) : new Uint8Array(0);
  const user = readIceText(reader, 4, maxUser);
  const password = readIceText(reader, 22, maxPassword);
  const candidates = reader.list(maxCandidates, readCandidate);
  if (candidates.length === 0) throw new DecodeError('no way to the other device');
  if (new Set(candidates.map(nameOf)).size < candidates.length)
    throw new DecodeError('an address twice');
  const end = { certificate, user, password, candidates };
  return kind === 'offer' ? { kind, end, mark } : { kind, end, mark, offerId };
}

/** Lengths as ICE wants them (RFC 8839). */
function readIceText(reader: BinaryReader, min: number, max: number): string {
  const text = reader.text(max);
  if (text.length < min || !icePattern.test(text)) throw new DecodeError('not as ICE writes it');
  return text;
}

function readCandidate(reader: BinaryReader): Candidate {
  const kind = addressKinds[reader.u8()];
  if (!kind) throw new DecodeError('unknown kind of address');
  const address = reader.fixed(addressLength(kind));
  const port = reader.uint(0xffff);
  if (port === 0 || !isOneDevice(kind, address)) throw new DecodeError('an address of no device');
  return { kind, address, port };
}

const addressLength = (kind: Candidate['kind']): number => (kind === 'ipv4' ? 4 : 16);
const nameOf = ({ kind, address, port }: Candidate): string => `${kind} ${toHex(address)} ${port}`;

/** False for "any address" and for addresses of groups. */
export function isOneDevice(kind: Candidate['kind'], address: Bytes): boolean {
  const first = address[0] ?? 0;
  if (kind === 'ipv4') return first > 0 && first < 224;
  if (kind === 'ipv6') return first < 255 && address.some((byte) => byte !== 0);
  return true;
}

const checksumOf = (content: Bytes): Bytes =>
  sha256Sync(concatBytes(utf8('tongxinbu/1/direct-code\0'), content)).slice(0, checksumLength);
