/**
 * The texts as the sealed log has them: one document per material, grown batch by batch, and the versions. This is
 * the truth; a working copy (working-copy.ts) is measured against it.
 */
import type { TextPieceRow } from '../../domain/text-piece/record';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../types';
import { batchBytes, batchText, completeBatches } from './pieces';
import { createTextDoc, mergeUpdate, textOf, type TextDoc } from './text-doc';

export interface LogTexts {
  /** The document of a material, empty when nothing was written yet. Read only. */
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

export function createLogTexts(view: RecordView): LogTexts {
  const docs = new Map<RecordId, TextDoc>();
  const versions = new Map<RecordId, string>();
  const taken = new Set<string>();
  const listeners = new Set<(materials: ReadonlySet<RecordId>) => void>();

  const doc = (material: RecordId): TextDoc => {
    const held = docs.get(material) ?? createTextDoc(material);
    docs.set(material, held);
    return held;
  };

  function takeNew(): ReadonlySet<RecordId> {
    const grown = new Set<RecordId>();
    for (const batch of completeBatches(view.rows('textPiece') as readonly TextPieceRow[])) {
      const key = `${batch.material} ${batch.id} ${batch.form}`;
      if (taken.has(key)) continue;
      taken.add(key);
      if (batch.form === 'version') versions.set(batch.id, batchText(batch));
      else {
        const bytes = batchBytes(batch);
        if (bytes && mergeUpdate(doc(batch.material), bytes, fromLog)) grown.add(batch.material);
      }
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
    doc,
    text: (material) => {
      const held = docs.get(material);
      return held ? textOf(held) : '';
    },
    versionText: (version) => versions.get(version),
    onGrowth(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop
  };
}
