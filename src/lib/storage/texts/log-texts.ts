/**
 * The texts as the sealed log has them: one document per material, grown batch by batch, and the versions. This is
 * the truth; a working copy (working-copy.ts) is measured against it.
 */
import type { TextPieceRow } from '../../domain/text-piece/record';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../types';
import type { Bytes } from '../../kernel/bytes';
import {
  batchBytes,
  batchKey,
  batchText,
  compareBatches,
  completeBatches,
  type SealedBatch
} from './pieces';
import {
  canMerge,
  clocksOf,
  createTextDoc,
  mergeUpdate,
  textOf,
  type ClockRange,
  type TextDoc
} from './text-doc';

export interface LogTexts {
  /** The document of a material, empty when nothing was written yet. Read only; asked for anew after growth. */
  doc(material: RecordId): TextDoc;
  text(material: RecordId): string;
  /** The whole text of a version; undefined while pieces of it are missing. */
  versionText(version: RecordId): string | undefined;
  /** Called with the materials whose document grew. */
  onGrowth(listener: (materials: ReadonlySet<RecordId>) => void): () => void;
  stop(): void;
}

/** Origin of what came out of the log. */
export const fromLog = Symbol('log');

interface LogText {
  doc: TextDoc;
  readonly batches: SealedBatch[];
  /** Filled by batches, per client. */
  readonly clocks: Map<number, ClockRange[]>;
}

export function createLogTexts(view: RecordView): LogTexts {
  const texts = new Map<RecordId, LogText>();
  const versions = new Map<RecordId, string>();
  const taken = new Set<string>();
  const listeners = new Set<(materials: ReadonlySet<RecordId>) => void>();

  const textFor = (material: RecordId): LogText => {
    const held = texts.get(material) ?? {
      doc: createTextDoc(material),
      batches: [],
      clocks: new Map()
    };
    texts.set(material, held);
    return held;
  };

  function takeNew(): ReadonlySet<RecordId> {
    const all = completeBatches(view.rows('textPiece') as readonly TextPieceRow[]);
    const fresh = new Map<RecordId, SealedBatch[]>();
    for (const batch of all) {
      if (batch.form === 'version' && !versions.has(batch.id)) {
        versions.set(batch.id, batchText(batch));
      }
      if (batch.form === 'version' || taken.has(batchKey(batch))) continue;
      taken.add(batchKey(batch));
      fresh.set(batch.material, [...(fresh.get(batch.material) ?? []), batch]);
    }
    const grown = new Set<RecordId>();
    for (const [material, batches] of fresh) {
      if (takeBatches(textFor(material), batches)) grown.add(material);
    }
    return grown;
  }

  takeNew();
  const stop = view.onChange((change) => {
    if (!change.kinds.has('textPiece')) return;
    const grown = takeNew();
    for (const listener of [...listeners]) listener(grown);
  });
  return {
    doc: (material) => textFor(material).doc,
    text: (material) => {
      const held = texts.get(material);
      return held ? textOf(held.doc) : '';
    },
    versionText: (version) => versions.get(version),
    onGrowth(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop
  };
}

/** True when the text grew. */
function takeBatches(text: LogText, batches: readonly SealedBatch[]): boolean {
  const plain = batches.flatMap((batch) => {
    const bytes = batchBytes(batch);
    const clocks = bytes && clocksOf(bytes);
    return bytes && clocks ? [{ batch, bytes, clocks }] : [];
  });
  if (plain.length === 0) return false;
  let isClash = false;
  for (const { batch, clocks } of plain) {
    for (const range of clocks) {
      const held = text.clocks.get(range.client) ?? [];
      isClash ||= held.some(({ from, to }) => from < range.to && range.from < to);
      text.clocks.set(range.client, held);
      held.push(range);
    }
    text.batches.push(batch);
  }
  // Under one clock Yjs keeps what came first: where two write under the same, all begin anew in the order of the set.
  if (isClash) {
    text.batches.sort(compareBatches);
    text.doc = createTextDoc(text.doc.guid);
  }
  const updates = isClash
    ? text.batches.flatMap((batch) => batchBytes(batch) ?? [])
    : plain.map(({ bytes }) => bytes);
  mergeAll(text.doc, updates);
  return true;
}

/** Merges what Yjs can; bytes that contradict themselves are left out, and the others count (T7). */
function mergeAll(doc: TextDoc, updates: readonly Bytes[]): void {
  const areSound = canMerge(doc, updates);
  for (const update of updates) {
    if (areSound || canMerge(doc, [update])) mergeUpdate(doc, update, fromLog);
  }
}
