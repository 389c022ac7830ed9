/**
 * What this device wrote on top of a branch that a fork has now frozen: where free text builds on the branch its part can't be
 * merged any more, nor what this device wrote in that record since, so it is written again as it was shown (I3: nothing
 * honest is stranded).
 */
import type { RecordId } from '../kernel/ids';
import { scopes, type Scope } from '../kernel/scope';
import type { FieldOp } from '../merge/edit';
import { textPrefix, type FieldKey } from '../merge/field-key';
import { freeRecord, type RecordDoc } from '../merge/record-doc';
import { addWords } from '../merge/text-diff';
import type { Candidate } from '../merge/values';
import { isSeen, valuesByScope, writtenAs } from './compare-branch';
import { createPacer, loadState, type Core } from './core';
import { openDocs } from './edit-record';
import { chainKey } from './heads';
import { projectDocs } from './projector';
import { parseSlot } from './slot';
import type { Touch } from './state-pack';

/** What was shown of a record's fields that this device has written in. */
export type ShownFields = ReadonlyMap<RecordId, readonly ShownField[]>;

export interface ShownField {
  readonly scope: Scope;
  readonly key: FieldKey;
  /** By this device; of a text its mark. */
  readonly own: Candidate;
  readonly all: readonly Candidate[];
  /** Of a text, as it was shown. */
  readonly text: string | undefined;
}

/** The records that entries past these points of chains touch and that this device has written in. */
export async function shownFields(
  core: Core,
  frozenAt: ReadonlyMap<string, number>
): Promise<ShownFields> {
  const shown = new Map<RecordId, readonly ShownField[]>();
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    const frozen = frozenAt.get(chainKey(chain));
    if (frozen === undefined || frozen === core.frozenAt.get(chainKey(chain))) continue;
    for await (const { header } of core.log.read(chain, frozen + 1)) {
      for (const { recordId } of header.parts) {
        if (!shown.has(recordId)) shown.set(recordId, await fieldsOf(core, recordId));
      }
      await pace();
    }
  }
  return shown;
}

async function fieldsOf(core: Core, id: RecordId): Promise<readonly ShownField[]> {
  const state = await loadState(core, id);
  if (!state?.touches.some((touch) => isOwn(core, touch))) return [];
  const docs = openDocs(core, id, state);
  const projections = projectDocs(docs, undefined);
  const fields: ShownField[] = [];
  for (const [scope, { byField }] of valuesByScope(docs)) {
    for (const [key, all] of byField) {
      const isText = key.startsWith(textPrefix);
      const name = key.slice(textPrefix.length);
      const text = isText ? projections.get(scope)?.texts.get(name) : undefined;
      for (const own of all.filter((one) => isOwn(core, one)))
        fields.push({ scope, key, own, all, text });
    }
  }
  for (const doc of docs.values()) freeRecord(doc);
  return fields;
}

const isOwn = ({ deps }: Core, { slot }: { readonly slot: string }): boolean =>
  parseSlot(slot).deviceId === deps.deviceId;

/** Records in which own parts are now held through no fault of the own chain. */
export async function strandedRecords(
  core: Core,
  shown: ShownFields
): Promise<ReadonlyMap<RecordId, readonly ShownField[]>> {
  const stranded = new Map<RecordId, readonly ShownField[]>();
  for (const [id, fields] of shown) {
    if (fields.length === 0 || core.erased.has(id)) continue;
    const state = await loadState(core, id);
    if (state?.touches.some((touch) => isStranded(core, touch))) stranded.set(id, fields);
  }
  return stranded;
}

const isStranded = (core: Core, touch: Touch): boolean =>
  touch.status === 'held' &&
  isOwn(core, touch) &&
  touch.seq <= (core.frozenAt.get(chainKey(touch)) ?? Infinity);

/** What of these fields is not here any more, to be written again; `docs` are the record's as they stand. */
export function strandedOps(
  docs: ReadonlyMap<Scope, RecordDoc>,
  fields: readonly ShownField[]
): ReadonlyMap<Scope, readonly FieldOp[]> {
  const values = valuesByScope(docs);
  const texts = projectDocs(docs, undefined);
  const ops = new Map<Scope, readonly FieldOp[]>();
  for (const scope of scopes) {
    const found = fields.flatMap((field): FieldOp[] => {
      const present = values.get(scope)?.byField.get(field.key) ?? [];
      if (field.scope !== scope || isSeen(field.own, present)) return [];
      const [{ key, own }, written] = [field, writtenAs(field.own)];
      if (field.text === undefined) return [{ type: 'set', key, value: own.value, written }];
      const name = key.slice(textPrefix.length);
      const text = textBeside(field, field.text, present, texts.get(scope)?.texts.get(name) ?? '');
      return [{ type: 'text', key: name, text, written }];
    });
    if (found.length > 0) ops.set(scope, found);
  }
  return ops;
}

/** As it was shown; beside what came in since from others. */
function textBeside(
  { all }: ShownField,
  shown: string,
  present: readonly Candidate[],
  text: string
): string {
  const isNews = ({ slot, seq }: Candidate): boolean =>
    !all.some((one) => one.slot === slot && one.seq >= seq);
  return present.some(isNews) ? addWords(text, shown) : shown;
}
