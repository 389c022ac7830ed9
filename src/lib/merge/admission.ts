/**
 * Admission of Yjs bytes (DESIGN 3, SPEC 7): the last check before another device's part becomes content, after
 * signature and hash. The update is applied to a scratch document first; the given record is never touched and
 * no input makes it throw.
 *
 * Invariant (I1): the verdict depends on the author's own chain and on whether what the update builds on is
 * here, never on what else has arrived; so every bound is a bound per writer.
 */
import { err, ok, type Result } from '../kernel/result';
import { checkDeletes, checkOwnKeysStand } from './admission-deletes';
import {
  defaultLimits,
  type AdmissionError,
  type AdmissionLimits,
  type Author
} from './admission-error';
import { decodeStrictly } from './admission-structs';
import { checkTexts } from './admission-texts';
import { checkValues } from './admission-values';
import { applyTrusted, encodeState, freeRecord, openRecord, type RecordDoc } from './record-doc';

/**
 * Tries an update of one author on a record. Success gives a new document that holds it (the caller frees the
 * old one); failure leaves everything as it was.
 */
export function admit(
  record: RecordDoc,
  update: Uint8Array,
  author: Author,
  limits: AdmissionLimits = defaultLimits
): Result<RecordDoc, AdmissionError> {
  const decoded = decodeStrictly(record, update, author, limits);
  if (!decoded.ok) return decoded;
  const badValue = checkValues(record, decoded.value.writes, author, limits);
  if (badValue !== undefined) return err(badValue);
  const scratch = copyOf(record);
  const failure =
    applyUntrusted(scratch, update) ??
    checkDeletes(scratch, decoded.value, author) ??
    checkOwnKeysStand(scratch, decoded.value.writes) ??
    checkTexts(scratch, decoded.value);
  if (failure === undefined) return ok(scratch);
  freeRecord(scratch);
  return err(failure);
}

function copyOf(record: RecordDoc): RecordDoc {
  const isEmpty = record.ydoc.store.clients.size === 0;
  return openRecord(record.recordId, record.clientId, isEmpty ? undefined : encodeState(record));
}

function applyUntrusted(scratch: RecordDoc, update: Uint8Array): AdmissionError | undefined {
  try {
    applyTrusted(scratch, update);
  } catch {
    // Yjs throws untyped errors on bytes that contradict themselves.
    return { type: 'malformed', reason: 'does not integrate' };
  }
  const { pendingStructs, pendingDs } = scratch.ydoc.store;
  return pendingStructs === null && pendingDs === null ? undefined : { type: 'missing-deps' };
}
