/**
 * What travels under a join carrier, in canonical coding: the request, the answer (member entries, as many messages as
 * they need), and the three steps of the six digits (code-exchange.ts). All but the request name the request
 * they speak of.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import type { Bytes } from '../../kernel/bytes';
import type { Result } from '../../kernel/result';
import { sha256Length } from '../../crypto/sha256';
import type { Malformed } from '../entry-header';
import { readHash, writeHash, type MemberEntryId } from '../ids';
import { limits } from '../limits';
import {
  decodeMemberEntry,
  encodeMemberEntry,
  isMemberEntryOf,
  type MemberEntry
} from '../member-entry';
import type { Request } from '../member-payload';
import { decodeSegment, encodeSegment } from '../segment';

export const codeNonceLength = 16;

export type CodeMessage =
  | { readonly kind: 'commit'; readonly requestId: MemberEntryId; readonly commitment: Bytes }
  | { readonly kind: 'nonce' | 'reveal'; readonly requestId: MemberEntryId; readonly nonce: Bytes };

export type JoinMessage =
  | { readonly kind: 'request'; readonly entry: MemberEntry<Request> }
  | {
      readonly kind: 'answer';
      readonly requestId: MemberEntryId;
      /** At most a segment's worth. */
      readonly members: readonly MemberEntry[];
    }
  | CodeMessage;

const version = 1;
const kindCode = {
  request: 1,
  answer: 2,
  commit: 3,
  nonce: 4,
  reveal: 5
} as const satisfies Record<JoinMessage['kind'], number>;

export function encodeJoinMessage(message: JoinMessage): Bytes {
  const writer = new BinaryWriter().u8(version).u8(kindCode[message.kind]);
  if (message.kind === 'request') return writer.bytes(encodeMemberEntry(message.entry)).finish();
  writeHash(writer, message.requestId);
  if (message.kind === 'answer') {
    writer.bytes(encodeSegment({ members: message.members, entries: [] }));
  } else if (message.kind === 'commit') writer.fixed(message.commitment, sha256Length);
  else writer.fixed(message.nonce, codeNonceLength);
  return writer.finish();
}

export const decodeJoinMessage = (bytes: Uint8Array): Result<JoinMessage, Malformed> =>
  decodeWith(bytes, readMessage);

function readMessage(reader: BinaryReader): JoinMessage {
  if (reader.u8() !== version) throw new DecodeError('unknown version of a join message');
  const code = reader.u8();
  if (code === kindCode.request) return { kind: 'request', entry: readRequest(reader) };
  const requestId = readHash<MemberEntryId>(reader);
  switch (code) {
    case kindCode.answer:
      return { kind: 'answer', requestId, members: readMembers(reader) };
    case kindCode.commit:
      return { kind: 'commit', requestId, commitment: reader.fixed(sha256Length) };
    case kindCode.nonce:
      return { kind: 'nonce', requestId, nonce: reader.fixed(codeNonceLength) };
    case kindCode.reveal:
      return { kind: 'reveal', requestId, nonce: reader.fixed(codeNonceLength) };
    default:
      throw new DecodeError('unknown join message');
  }
}

function readRequest(reader: BinaryReader): MemberEntry<Request> {
  const entry = decodeMemberEntry(reader.bytes(limits.memberEntry));
  if (!entry.ok) throw new DecodeError(entry.error.reason);
  if (!isMemberEntryOf(entry.value, 'request')) throw new DecodeError('not a request');
  return entry.value;
}

function readMembers(reader: BinaryReader): readonly MemberEntry[] {
  const segment = decodeSegment(reader.bytes(limits.segment));
  if (!segment.ok) throw new DecodeError(segment.error.reason);
  if (segment.value.entries.length > 0)
    throw new DecodeError('an answer holds member entries only');
  return segment.value.members;
}
