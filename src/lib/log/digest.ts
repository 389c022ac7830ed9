/**
 * 核对码 (DESIGN 6, I2): a digest per scope over merged records. The sum of one hash per record modulo 2^256 does not
 * depend on order and follows a change by taking the old hash out and the new one in. What may be compared
 * (equal frontier, equal fold version, nothing missing) is the caller's to judge.
 */
import { BinaryWriter } from '../kernel/binary';
import { utf8, concatBytes, fromHex, type Bytes } from '../kernel/bytes';
import { assert } from '../kernel/assert';
import type { RecordId } from '../kernel/ids';
import { scopeCode, type Scope } from '../kernel/scope';
import { sha256Sync } from '../crypto/sha256';

/** Goes up with every change in how merged state is written down to be hashed. */
export const foldVersion = 1;
const modulus = 1n << 256n;
const itemPurpose = utf8('tongxinbu/1/digest-record');

export interface DigestFold {
  /** `stateHash`: SHA-256 of the record's canonical merged state in this scope. */
  add(recordId: RecordId, stateHash: Uint8Array): void;
  /** Takes out what add put in, with the same arguments. */
  remove(recordId: RecordId, stateHash: Uint8Array): void;
  readonly count: number;
  /** 32 bytes. */
  digest(): Bytes;
}

export function createDigestFold(scope: Scope): DigestFold {
  let sum = 0n;
  let count = 0;
  return {
    add(recordId, stateHash) {
      sum = (sum + itemOf(recordId, stateHash)) % modulus;
      count++;
    },
    remove(recordId, stateHash) {
      assert(count > 0, 'only what was added is removed');
      sum = (sum - itemOf(recordId, stateHash) + modulus) % modulus;
      count--;
    },
    get count() {
      return count;
    },
    digest: () => finish(scope, count, sum)
  };
}

/** The digest of a whole scope at once; the order of items doesn't matter. */
export function digestOf(
  scope: Scope,
  items: Iterable<{ readonly recordId: RecordId; readonly stateHash: Uint8Array }>
): Bytes {
  const fold = createDigestFold(scope);
  for (const { recordId, stateHash } of items) fold.add(recordId, stateHash);
  return fold.digest();
}

/** The 核对码 as people read it aloud: three groups of four digits. */
export function printDigest(digest: Uint8Array): string {
  const digits = (bytesToBigInt(digest.subarray(0, 16)) % 10n ** 12n).toString().padStart(12, '0');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`;
}

function itemOf(recordId: RecordId, stateHash: Uint8Array): bigint {
  const id = fromHex(recordId);
  assert(id && stateHash.length === 32, 'a record id and a SHA-256');
  return bytesToBigInt(sha256Sync(concatBytes(itemPurpose, id, stateHash)));
}

function finish(scope: Scope, count: number, sum: bigint): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/digest').uint(foldVersion);
  writer.uint(scopeCode[scope]).uint(count).text(sum.toString(16));
  return sha256Sync(writer.finish());
}

/** By way of hex: building a 256-bit number byte by byte is four times slower. */
function bytesToBigInt(bytes: Uint8Array): bigint {
  let hex = '0x';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}
