/**
 * One record's document: a small Y.Doc with the root map `r` and one Y.Text root `t/<name>` per free text
 * (SPEC 1). Only this layer looks inside.
 *
 * Invariant: outside `edit` the document's own client id is `noWriter`, else Yjs would draw a random one
 * when it meets its writer's own structs coming back.
 */
import * as Y from 'yjs';
import { assert } from '../kernel/assert';

/** A client id that writes nothing: for documents that are only read. */
export const noWriter = 0;
const maxClientId = 2 ** 48 - 1;
/** The map of all values; part of the stored format. */
export const rootName = 'r';
const noStateVector = Uint8Array.of(0);

/** Opaque to callers; `ydoc` is for this layer alone. Freed with `freeRecord`. */
export interface RecordDoc {
  readonly recordId: string;
  readonly clientId: number;
  readonly ydoc: Y.Doc;
}

/** Client ids are 48-bit, registered per (device, incarnation); 0 is taken by `noWriter`. */
export const isClientId = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) > noWriter && (value as number) <= maxClientId;

/**
 * Opens a record, empty or from a state of `encodeState`. Throws on a state that is not one: states are
 * sealed by this device, so a broken one is no expected failure.
 */
export function openRecord(recordId: string, clientId: number, state?: Uint8Array): RecordDoc {
  assert(clientId === noWriter || isClientId(clientId), 'a client id has 48 bits');
  // A fixed guid: a random one makes each document ten times dearer (DESIGN 3, measured).
  const ydoc = new Y.Doc({ guid: recordId, gc: true });
  ydoc.clientID = noWriter;
  ydoc.getMap(rootName);
  const record = { recordId, clientId, ydoc };
  if (state !== undefined) applyTrusted(record, state);
  return record;
}

/** The whole record; equal content may have unequal bytes, so compare `stateHash`, not this. */
export const encodeState = (record: RecordDoc): Uint8Array => Y.encodeStateAsUpdate(record.ydoc);

export const freeRecord = (record: RecordDoc): void => record.ydoc.destroy();

/** A piece of a text by one writer. */
export interface TextRun {
  readonly clientId: number;
  /** Of its first UTF-16 unit; the others follow on. */
  readonly clock: number;
  readonly text: string;
}

/** A text as it stands, piece by piece; `root` is its root's whole name. */
export function textRuns({ ydoc }: RecordDoc, root: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  for (let item = ydoc.getText(root)._start; item; item = item.right) {
    const { id, content } = item;
    if (item.deleted || !(content instanceof Y.ContentString)) continue;
    runs.push({ clientId: id.client, clock: id.clock, text: content.str });
  }
  return runs;
}

/** The text; of writers that `before` names only what they typed before that clock. */
export const textOfRuns = (
  runs: readonly TextRun[],
  before: ReadonlyMap<number, number> = new Map()
): string =>
  runs
    .map(({ clientId, clock, text }) => {
      const end = before.get(clientId);
      return end === undefined ? text : text.slice(0, Math.max(0, end - clock));
    })
    .join('');

/** How many clocks of a writer are here. */
export const clocksOf = ({ ydoc }: RecordDoc, clientId: number): number =>
  Y.getState(ydoc.store, clientId);

/** Applies bytes that were admitted before (a state, or an entry of this device's own log). */
export function applyTrusted(record: RecordDoc, update: Uint8Array): void {
  Y.applyUpdate(record.ydoc, update);
}

/**
 * The one form in which updates are stored and admitted: what Yjs writes after reading. A transaction's own
 * bytes also mark map keys where a reader ignores the mark. Throws on bytes that are no update.
 */
export const canonicalUpdate = (update: Uint8Array): Uint8Array =>
  Y.diffUpdate(update, noStateVector);

/** Joins updates of one writer, in order, into one that `admit` takes. */
export const joinUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  canonicalUpdate(Y.mergeUpdates([...updates]));
