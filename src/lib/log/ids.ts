/** Names inside the log. Hashes are 64 lower-case hex digits, so that they can key maps. */
import type { Brand } from '../kernel/brand';
import { fromHex, toHex, type Bytes } from '../kernel/bytes';
import { assert } from '../kernel/assert';
import type { BinaryReader, BinaryWriter } from '../kernel/binary';
import type { Random } from '../kernel/environment';
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';

/** SHA-256 of an entry's header bytes, without the signature. */
export type EntryId = Brand<string, 'EntryId'>;
/** SHA-256 of a member entry's body, without the signature. */
export type MemberEntryId = Brand<string, 'MemberEntryId'>;
/** A colleague, who may have several devices: random, 32 hex digits. */
export type MemberId = Brand<string, 'MemberId'>;
/** An invitation: random, 32 hex digits. */
export type InviteId = Brand<string, 'InviteId'>;

export const createMemberId = (random: Random): MemberId => toHex(random.bytes(16)) as MemberId;
export const createInviteId = (random: Random): InviteId => toHex(random.bytes(16)) as InviteId;

const idBytes = 16;
const hashBytes = 32;
type AnyId = SpaceId | DeviceId | RecordId | MemberId | InviteId;
type AnyHash = EntryId | MemberEntryId;

function hexBytes(hex: string): Bytes {
  const bytes = fromHex(hex);
  assert(bytes, 'an id is lower-case hex');
  return bytes;
}

export function writeId(writer: BinaryWriter, id: AnyId): void {
  writer.fixed(hexBytes(id), idBytes);
}
export function writeHash(writer: BinaryWriter, hash: AnyHash): void {
  writer.fixed(hexBytes(hash), hashBytes);
}
export const readId = <Id extends AnyId>(reader: BinaryReader): Id =>
  toHex(reader.view(idBytes)) as Id;
export const readHash = <Hash extends AnyHash>(reader: BinaryReader): Hash =>
  toHex(reader.view(hashBytes)) as Hash;

/** Order of ids and hashes in every canonical list. */
export const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
