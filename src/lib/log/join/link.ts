/**
 * The sync link (DESIGN 5): `<origin><base>/#/join/<code>`. The code is base64url of version, seed, space id, grant,
 * hints and a checksum, so that a link cut short or mistyped in a chat is told from another one. The space id makes the
 * joiner sure of the space: it is a hash of the founder's key. It names nobody; hints say where a way to the
 * others may be, and kinds of hints that this build doesn't know are kept and not used.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import {
  concatBytes,
  equalBytes,
  fromBase64Url,
  toBase64Url,
  utf8,
  type Bytes
} from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import { err, ok, type Result } from '../../kernel/result';
import { sha256Sync } from '../../crypto/sha256';
import { requireRising } from '../epoch-keys';
import { readGrant, writeGrant, type Grant } from '../grant';
import { readId, writeId } from '../ids';
import { seedLength } from './seed';

export interface LinkHint {
  readonly kind: number;
  readonly value: Bytes;
}
export const hintKind = {
  /** A `wss:` or `ws:` address without user, query or fragment, in printable ASCII. */
  relay: 1
} as const;

export interface SyncLink {
  readonly seed: Bytes;
  readonly spaceId: SpaceId;
  /** What the invitation gives, so that the join page can say it. The invitation itself is what counts. */
  readonly grant: Grant;
  /** Rising by kind, one of each. */
  readonly hints: readonly LinkHint[];
}

export type LinkFault =
  /** No link is in the text. */
  | { readonly type: 'no-link' }
  /** Cut short, mistyped or put together of two. */
  | { readonly type: 'damaged-link' }
  /** Made by a later version of the app. */
  | { readonly type: 'newer-link' };

const version = 1;
const checksumLength = 4;
const maxHints = 8;
const maxHintBytes = 200;
const maxCodeLength = 4096;
/** A pasted text may be a chat message around the link. */
const maxTextLength = 20_000;
const route = '#/join/';
const relayPattern = /^wss?:\/\/[\w.:[\]-]+(\/[\w./~%-]*)?$/;

/** Whether a link can name it. */
export const isRelayAddress = (address: string): boolean =>
  relayPattern.test(address) && address.length <= maxHintBytes;

export const relayHint = (address: string): LinkHint => ({
  kind: hintKind.relay,
  value: utf8(address)
});

/** The relay's address that a link names. */
export function relayOf({ hints }: SyncLink): string | undefined {
  const hint = hints.find(({ kind }) => kind === hintKind.relay);
  return hint && String.fromCharCode(...hint.value);
}

/** The code alone: what a QR code and the address bar hold. */
export function encodeSyncLink(link: SyncLink): string {
  const writer = new BinaryWriter().u8(version).fixed(link.seed, seedLength);
  writeId(writer, link.spaceId);
  writeGrant(writer, link.grant);
  writer.list(link.hints, (w, { kind, value }) => w.uint(kind).bytes(value));
  const content = writer.finish();
  return toBase64Url(concatBytes(content, checksumOf(content)));
}

/** `appAddress`: origin and base path, ending in a slash. */
export const syncLinkAddress = (appAddress: string, link: SyncLink): string =>
  `${appAddress}${route}${encodeSyncLink(link)}`;

/** Takes a whole address, a chat message with one in it, or the code alone. */
export function parseSyncLink(text: string): Result<SyncLink, LinkFault> {
  const code = findCode(text);
  if (code === undefined) return err({ type: 'no-link' });
  const bytes = code.length <= maxCodeLength ? fromBase64Url(code) : undefined;
  if (!bytes || bytes.length <= checksumLength) return err({ type: 'damaged-link' });
  const content = bytes.slice(0, -checksumLength);
  if (!equalBytes(checksumOf(content), bytes.subarray(-checksumLength))) {
    return err({ type: 'damaged-link' });
  }
  // The checksum is in the same place in every version: a later one is told from a damaged one.
  if ((content[0] ?? 0) > version) return err({ type: 'newer-link' });
  const link = decodeWith(content, readLink);
  return link.ok ? ok(link.value) : err({ type: 'damaged-link' });
}

function findCode(text: string): string | undefined {
  const searched = text.slice(0, maxTextLength);
  const start = searched.indexOf(route);
  if (start < 0) return /^[A-Za-z0-9_-]{52,}$/.test(searched.trim()) ? searched.trim() : undefined;
  return /^[A-Za-z0-9_-]*/.exec(searched.slice(start + route.length))?.[0];
}

function readLink(reader: BinaryReader): SyncLink {
  if (reader.u8() !== version) throw new DecodeError('unknown link version');
  const seed = reader.fixed(seedLength);
  const spaceId = readId<SpaceId>(reader);
  const grant = readGrant(reader);
  const hints = reader.list(maxHints, (r) => ({
    kind: r.uint(0xffff),
    value: r.bytes(maxHintBytes)
  }));
  requireRising(hints, (a, b) => a.kind - b.kind);
  for (const hint of hints) requireRelay(hint);
  return { seed, spaceId, grant, hints };
}

function requireRelay({ kind, value }: LinkHint): void {
  if (kind === hintKind.relay && !relayPattern.test(String.fromCharCode(...value))) {
    throw new DecodeError('not the address of a relay');
  }
}

const checksumOf = (content: Bytes): Bytes =>
  sha256Sync(concatBytes(utf8('tongxinbu/1/link\0'), content)).slice(0, checksumLength);
