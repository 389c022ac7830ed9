/** What is derived at save time and stored with the record: readings of names, first status, dates of a change. */
import { loadPinyinReader, type PinyinReader } from '../../domain/pinyin';
import type { RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { FieldPatch } from '../../storage/types';

export interface Deriver {
  /** Adds derived values to a parsed patch; a reading that staff typed themselves is left alone. */
  derive(kind: RecordKind, patch: FieldPatch, isNew: boolean): Promise<FieldPatch>;
  reader(): Promise<PinyinReader>;
}

/** A kind keeps the reading of its name when it has a field for it. */
const hasReading = (kind: RecordKind): boolean =>
  definitionOf(kind).fields['pinyinKey'] !== undefined;

/** The library of readings is loaded on the first saved name only, and once. */
export function createDeriver(load: () => Promise<PinyinReader> = loadPinyinReader): Deriver {
  let loading: Promise<PinyinReader> | undefined;
  const reader = (): Promise<PinyinReader> => (loading ??= load());
  return {
    reader,
    async derive(kind, patch, isNew) {
      const derived: Record<string, FieldPatch[string]> = { ...patch };
      if (kind === 'person' && isNew && patch['status'] === undefined) derived['status'] = 'active';
      const name = patch['name'];
      if (hasReading(kind) && typeof name === 'string' && patch['pinyinKey'] === undefined) {
        derived['pinyinKey'] = (await reader())(name).key;
      }
      return derived;
    }
  };
}
