/**
 * Admission of Yjs bytes (DESIGN 3, SPEC 7): the last check before another device's part becomes content, after
 * signature and hash. The update is applied to a scratch document first; the given record is never touched and
 * no input makes it throw.
 *
 * Invariant (I1): the verdict depends on the author's own chain and on whether what the update builds on is
 * here, never on what else has arrived; so every bound is a bound per writer.
 */
import * as Y from 'yjs';
import { err, ok, type Result } from '../kernel/result';
import { checkDeletes, checkOwnKeysStand } from './admission-deletes';
import {
  defaultLimits,
  type AdmissionError,
  type AdmissionLimits,
  type Author
} from './admission-error';
import { decodeStrictly, type DecodedUpdate } from './admission-structs';
import { checkTexts } from './admission-texts';
import { checkValues } from './admission-values';
import { isCreatedDoc, readCreation, type MergedDoc } from './create-record';
import {
  applyTrusted,
  encodeState,
  freeRecord,
  noWriter,
  openRecord,
  type RecordDoc
} from './record-doc';
import { readValues } from './values';

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
  const badValue = checkValues(readValues(record), decoded.value.writes, author, limits);
  if (badValue !== undefined) return err(badValue);
  const scratch = copyOf(record);
  const failure = tryUpdate(scratch, update, decoded.value, author);
  if (failure === undefined) return ok(scratch);
  freeRecord(scratch);
  return err(failure);
}

/** A record that grows by admitted updates; `doc` is undefined while nothing of it is here. */
export interface GrowingRecord {
  readonly recordId: string;
  readonly doc: MergedDoc | undefined;
  /** A state and updates that give this very document, in order. */
  readonly held: readonly Uint8Array[];
}

/**
 * `admit` for a record that nobody else looks at: the update is tried on the document itself, which spares a copy of it
 * for every update. A refused one is taken out by making the document anew from what it held. A record that is only
 * created gets no document at all.
 */
export function admitInto(
  growing: GrowingRecord,
  update: Uint8Array,
  author: Author,
  limits: AdmissionLimits = defaultLimits
): { readonly grown: GrowingRecord; readonly refusal: AdmissionError | undefined } {
  const { recordId, doc, held } = growing;
  const created = doc ? undefined : readCreation(update, author, limits);
  if (created) return { grown: { recordId, doc: created, held: [update] }, refusal: undefined };
  const record = doc && !isCreatedDoc(doc) ? doc : openHeld(recordId, held);
  const decoded = decodeStrictly(record, update, author, limits);
  const refusal = decoded.ok
    ? checkValues(readValues(record), decoded.value.writes, author, limits)
    : decoded.error;
  if (!decoded.ok || refusal) {
    if (record !== doc) freeRecord(record);
    return { grown: growing, refusal };
  }
  const failure = tryUpdate(record, update, decoded.value, author);
  if (!failure)
    return { grown: { recordId, doc: record, held: [...held, update] }, refusal: undefined };
  freeRecord(record);
  const isLost = record === doc;
  return {
    grown: isLost ? { recordId, doc: openHeld(recordId, held), held } : growing,
    refusal: failure
  };
}

function openHeld(recordId: string, held: readonly Uint8Array[]): RecordDoc {
  const record = openRecord(recordId, noWriter);
  for (const before of held) applyTrusted(record, before);
  return record;
}

function tryUpdate(
  scratch: RecordDoc,
  update: Uint8Array,
  decoded: DecodedUpdate,
  author: Author
): AdmissionError | undefined {
  return (
    applyUntrusted(scratch, update, decoded) ??
    checkDeletes(scratch, decoded, author) ??
    checkOwnKeysStand(scratch, decoded.writes) ??
    checkTexts(scratch, decoded)
  );
}

function copyOf(record: RecordDoc): RecordDoc {
  const isEmpty = record.ydoc.store.clients.size === 0;
  return openRecord(record.recordId, record.clientId, isEmpty ? undefined : encodeState(record));
}

function applyUntrusted(
  scratch: RecordDoc,
  update: Uint8Array,
  { deletes }: DecodedUpdate
): AdmissionError | undefined {
  try {
    applyTrusted(scratch, update);
  } catch {
    // Yjs throws untyped errors on bytes that contradict themselves.
    return { type: 'malformed', reason: 'does not integrate' };
  }
  const { store } = scratch.ydoc;
  if (store.pendingStructs === null && store.pendingDs === null) return undefined;
  const undeleted = [...deletes].flatMap(([client, ranges]) => {
    const isHere = ranges.every(({ clock, len }) => clock + len <= Y.getState(store, client));
    return isHere ? [] : [client];
  });
  return {
    type: 'missing-deps',
    of: [...new Set([...(store.pendingStructs?.missing.keys() ?? []), ...undeleted])]
  };
}
