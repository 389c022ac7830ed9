/** What a half-written batch of visits keeps: whom, and what all have in common. */
import { visitRecord } from '../../domain/visit/record';
import { isRecordId, type RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';

export type CommonField = keyof typeof visitRecord.fields;

export interface BatchDraft {
  readonly chosen: readonly RecordId[];
  readonly values: readonly (readonly [CommonField, Json])[];
}

/** A stored draft of any version: what is not known falls away, anything but an object is none. */
export function parseBatchDraft(stored: Json | undefined): BatchDraft | undefined {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return undefined;
  const { chosen, values } = stored as Readonly<Record<string, Json>>;
  const given = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  return {
    chosen: Array.isArray(chosen) ? chosen.filter(isRecordId) : [],
    values: given.filter((entry): entry is [CommonField, Json] => entry[0] in visitRecord.fields)
  };
}

export const batchDraft = (
  chosen: readonly RecordId[],
  values: Iterable<readonly [CommonField, Json]>
): Json => ({ chosen: [...chosen], values: Object.fromEntries(values) });
