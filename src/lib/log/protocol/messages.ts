/**
 * The five messages (DESIGN 6): HELLO, FRONTIER, WANT, DATA, ACK. HELLO goes bare, because it finds out under which
 * carrier key the rest is sealed; the others travel in carrier frames of type `message`. A decoder refuses what the
 * encoder would not write, and says `newer` of a version it doesn't know.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import { equalBytes, fromHex, toHex, utf8, type Bytes } from '../../kernel/bytes';
import { assert } from '../../kernel/assert';
import type { DeviceId } from '../../kernel/ids';
import { err, type Result } from '../../kernel/result';
import { scopeCode, scopeOfCode } from '../../kernel/scope';
import { maxCarried, routingTagLength } from '../carrier';
import { chainKeyOf, compareChains, type Chain } from '../chain';
import { readPositive, readSortedHashes, type Malformed } from '../entry-header';
import { requireRising } from '../epoch-keys';
import { readId, writeHash, writeId, type MemberEntryId } from '../ids';
import { limits } from '../limits';
import { maxHave } from './member-closure';
import { readSignedStatus, writeSignedStatus, type SignedStatus } from './status';

export const nonceLength = 16;
export const maxTags = 64;
/** A HELLO is small: what is longer is refused before it is read. */
export const maxHello = 4 + nonceLength + 2 + maxTags * routingTagLength;

export interface Hello {
  /** 16 random bytes: a link's two nonces make it one of its kind. */
  readonly nonce: Bytes;
  /** Routing tags this device holds, hex, newest first; an invited device names the tag of its link. */
  readonly tags: readonly string[];
}

/** A run of a chain; `branches` asks for every branch of a forked chain from there on. */
export type WantedChain = Chain & {
  readonly from: number;
  readonly to: number;
  readonly branches: boolean;
};

export interface Wanted {
  /** Member entries that are no ancestors of these; null: none. */
  readonly members: readonly MemberEntryId[] | null;
  /** In the order of chains, one run a chain. */
  readonly chains: readonly WantedChain[];
}

export type Message =
  | { readonly kind: 'frontier'; readonly signed: SignedStatus }
  | { readonly kind: 'want'; readonly wanted: Wanted }
  | {
      readonly kind: 'data';
      /** From 1, rising by one within an answer. */
      readonly number: number;
      /** Nothing more of this answer comes. */
      readonly isLast: boolean;
      /** An encoded segment, or nothing in the last of an answer. */
      readonly segment: Bytes;
    }
  /** Everything up to this number is durable at the receiver. */
  | { readonly kind: 'ack'; readonly number: number };

export type MessageFault = Malformed | { readonly type: 'newer' };

const helloMagic = utf8('TXH1');
const version = 1;
const kindCode = { frontier: 2, want: 3, data: 4, ack: 5 } as const;

export function encodeHello({ nonce, tags }: Hello): Bytes {
  return new BinaryWriter()
    .raw(helloMagic)
    .fixed(nonce, nonceLength)
    .list(tags, (w, tag) => w.fixed(tagBytes(tag), routingTagLength))
    .finish();
}

export function decodeHello(bytes: Uint8Array): Result<Hello, MessageFault> {
  if (bytes.length > maxHello) return err({ type: 'malformed', reason: 'hello too long' });
  const start = bytes.subarray(0, helloMagic.length);
  // The last byte of the magic is the version of the whole protocol.
  if (equalBytes(start.subarray(0, 3), helloMagic.subarray(0, 3)) && start[3] !== helloMagic[3])
    return err({ type: 'newer' });
  return decodeWith(bytes, (reader) => {
    if (!equalBytes(reader.fixed(helloMagic.length), helloMagic)) throw new DecodeError('no hello');
    const nonce = reader.fixed(nonceLength);
    const tags = reader.list(maxTags, (r) => toHex(r.fixed(routingTagLength)));
    if (new Set(tags).size !== tags.length) throw new DecodeError('a tag twice');
    return { nonce, tags };
  });
}

function tagBytes(tag: string): Bytes {
  const bytes = fromHex(tag);
  assert(bytes, 'a routing tag is hex');
  return bytes;
}

export function encodeMessage(message: Message): Bytes {
  const writer = new BinaryWriter().u8(version).u8(kindCode[message.kind]);
  switch (message.kind) {
    case 'frontier':
      writeSignedStatus(writer, message.signed);
      break;
    case 'want':
      writeWanted(writer, message.wanted);
      break;
    case 'data':
      writer.uint(message.number).bool(message.isLast).bytes(message.segment);
      break;
    case 'ack':
      writer.uint(message.number);
      break;
  }
  return writer.finish();
}

export function decodeMessage(bytes: Bytes): Result<Message, MessageFault> {
  if (bytes.length > maxCarried) return err({ type: 'malformed', reason: 'message too long' });
  const isKnown = Object.values<number>(kindCode).includes(bytes[1] ?? 0);
  // A later version may say things in its own way; within this one there are no other kinds.
  if (bytes.length > 1 && (bytes[0] ?? 0) > version) return err({ type: 'newer' });
  if (!isKnown) return err({ type: 'malformed', reason: 'unknown message' });
  return decodeWith(bytes, readMessage);
}

function readMessage(reader: BinaryReader): Message {
  if (reader.u8() !== version) throw new DecodeError('unknown message version');
  switch (reader.u8()) {
    case kindCode.frontier:
      return { kind: 'frontier', signed: readSignedStatus(reader, maxCarried) };
    case kindCode.want:
      return { kind: 'want', wanted: readWanted(reader) };
    case kindCode.data:
      return readData(reader);
    case kindCode.ack:
      return { kind: 'ack', number: readPositive(reader, limits.seq) };
    default:
      throw new DecodeError('unknown message');
  }
}

function readData(reader: BinaryReader): Message {
  const number = readPositive(reader, limits.seq);
  const isLast = reader.bool();
  const segment = reader.bytes(limits.segment);
  if (segment.length === 0 && !isLast) throw new DecodeError('an empty piece in the middle');
  return { kind: 'data', number, isLast, segment };
}

function writeWanted(writer: BinaryWriter, { members, chains }: Wanted): void {
  writer.bool(members !== null);
  if (members) writer.list([...members].sort(), writeHash);
  writer.list([...chains].sort(compareChains), (w, { from, to, branches, ...chain }) => {
    w.uint(scopeCode[chain.scope]);
    writeId(w, chain.deviceId);
    w.uint(chain.incarnation).uint(from).uint(to).bool(branches);
  });
}

function readWanted(reader: BinaryReader): Wanted {
  const members = reader.bool() ? readSortedHashes<MemberEntryId>(reader, maxHave) : null;
  const chains = reader.list(limits.chains, readWantedChain);
  requireRising(chains, compareChains);
  return { members, chains };
}

function readWantedChain(reader: BinaryReader): WantedChain {
  const scope = scopeOfCode(reader.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  const deviceId = readId<DeviceId>(reader);
  const incarnation = readPositive(reader, limits.incarnation);
  const from = readPositive(reader, limits.seq);
  const to = reader.uint(limits.seq);
  if (to < from) throw new DecodeError('a run that ends before it begins');
  return { scope, deviceId, incarnation, from, to, branches: reader.bool() };
}

export const wantsNothing = ({ members, chains }: Wanted): boolean =>
  members === null && chains.length === 0;

/** One run a chain: of several the smallest that holds them all. */
export function mergeWanted(members: Wanted['members'], runs: Iterable<WantedChain>): Wanted {
  const byChain = new Map<string, WantedChain>();
  for (const run of runs) {
    const key = chainKeyOf(run);
    const known = byChain.get(key);
    byChain.set(
      key,
      known
        ? {
            ...known,
            from: Math.min(known.from, run.from),
            to: Math.max(known.to, run.to),
            branches: known.branches || run.branches
          }
        : run
    );
  }
  return { members, chains: [...byChain.values()].sort(compareChains) };
}
