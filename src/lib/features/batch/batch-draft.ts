/** What a half-written batch of visits keeps: whom, and what all have in common. */
import { visitRecord } from '../../domain/visit/record';
import type { Json } from '../../kernel/json';
import { namesDraft, parseNamesDraft, type NamesDraft } from './names-draft';

export type CommonField = keyof typeof visitRecord.fields;

export interface BatchDraft extends NamesDraft {
  readonly values: readonly (readonly [CommonField, Json])[];
}

/** A stored draft of any version: what is not known falls away. */
export function parseBatchDraft(stored: Json | undefined): BatchDraft | undefined {
  const names = parseNamesDraft(stored);
  if (!names) return undefined;
  const { values } = stored as Readonly<Record<string, Json>>;
  const given = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  return {
    ...names,
    values: given.filter((entry): entry is [CommonField, Json] => entry[0] in visitRecord.fields)
  };
}

export const batchDraft = (
  names: NamesDraft,
  values: Iterable<readonly [CommonField, Json]>
): Json => ({ ...namesDraft(names), values: Object.fromEntries(values) });
