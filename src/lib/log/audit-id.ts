/**
 * Ids of audit records (SPEC E10). Viewers may write audit entries and nobody may change what one says, so an id tells
 * by itself that it is one of an audit and by whose slot: a fixed mark (5 bytes), a random number (5), and a hash
 * of slot and number (6). No other record has such an id, so an audit entry can't touch one.
 */
import { concatBytes, equalBytes, fromHex, toHex, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { RecordId } from '../kernel/ids';
import { sha256Sync } from '../crypto/sha256';

const mark: Bytes = Uint8Array.of(0xa0, 0xd1, 0x7e, 0x57, 0x01);
const numberLength = 5;
const hashLength = 6;
const markHex = toHex(mark);

/** `slot`: the writer's, as record documents name it. */
export function createAuditId(slot: string, random: Random): RecordId {
  return idOf(slot, random.bytes(numberLength));
}

/** The id under which another slot writes the same audit again: it keeps its number. */
export const auditIdIn = (slot: string, id: RecordId): RecordId => idOf(slot, numberOf(id));

/** True for ids of one audit, whatever slots wrote it. */
export const isSameAudit = (a: RecordId, b: RecordId): boolean =>
  isAuditId(a) && isAuditId(b) && equalBytes(numberOf(a), numberOf(b));

const idOf = (slot: string, number: Bytes): RecordId =>
  toHex(concatBytes(mark, number, hashOf(slot, number))) as RecordId;

const numberOf = (id: RecordId): Bytes =>
  fromHex(id)?.slice(mark.length, mark.length + numberLength) ?? new Uint8Array(numberLength);

/** True for every id made by createAuditId, whoever made it. */
export const isAuditId = (id: RecordId): boolean => id.startsWith(markHex);

/** True when this slot made the id. */
export function isAuditIdOf(id: RecordId, slot: string): boolean {
  return isAuditId(id) && id === auditIdIn(slot, id);
}

const hashOf = (slot: string, number: Bytes): Bytes =>
  sha256Sync(concatBytes(utf8(`tongxinbu/1/audit-id/${slot}/`), number)).slice(0, hashLength);
