/**
 * What this device wrote on top of a branch that a fork has now frozen: where free text builds on the branch its part can't be
 * merged any more, nor what this device wrote in that record since, so it is written again as it was shown (I3: nothing
 * honest is stranded).
 */
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import type { FieldOp } from '../merge/edit';
import { issueMark, textPrefix, type FieldKey } from '../merge/field-key';
import {
  clocksOf,
  freeRecord,
  textOfRuns,
  textRuns,
  type RecordDoc,
  type TextRun
} from '../merge/record-doc';
import { mergeTexts } from '../merge/text-diff';
import { readValues, type Candidate } from '../merge/values';
import { createPacer, loadState, type Core } from './core';
import { openDocs } from './edit-record';
import { chainKey } from './heads';
import { isIssued, isSettled, writtenAs } from './issued';
import { clientOfSlot, isSlotOf } from './slot';
import type { Touch } from './state-pack';

/** What was shown of a record's fields that this device has written in. */
export type ShownFields = ReadonlyMap<RecordId, readonly ShownField[]>;

export interface ShownField {
  readonly scope: Scope;
  readonly key: FieldKey;
  /** By this device, the last of it; of a text its mark. */
  readonly own: Candidate;
  readonly shown: ShownText | undefined;
}

/** A text as it was shown, with the Yjs client ids of this device. */
interface ShownText {
  readonly runs: readonly TextRun[];
  readonly ownClients: ReadonlySet<number>;
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
  const ownClients = new Set(
    state.touches.filter((touch) => isOwn(core, touch)).map(({ slot }) => clientOfSlot(slot))
  );
  const fields: ShownField[] = [];
  for (const [scope, doc] of docs) {
    for (const [key, all] of readValues(doc).byField) {
      const own = lastOf(all.filter((one) => isOwn(core, one)));
      const isText = key.startsWith(textPrefix);
      const shown = isText ? { runs: textRuns(doc, key), ownClients } : undefined;
      if (own) fields.push({ scope, key, own, shown });
    }
  }
  for (const doc of docs.values()) freeRecord(doc);
  return fields;
}

/** In whatever incarnation: the later is this device's own decision, has seen the earlier ones, and stands for them. */
function lastOf(own: readonly Candidate[]): Candidate | undefined {
  const [last, ...earlier] = [...own].sort((a, b) => b.hlc - a.hlc);
  if (!last) return undefined;
  const seen = earlier.flatMap((one) => [
    [one.slot, one.seq] as const,
    [issueMark(one), 1] as const
  ]);
  return { ...last, seen: { ...last.seen, ...Object.fromEntries(seen) } };
}

const isOwn = ({ deps }: Core, { slot }: { readonly slot: string }): boolean =>
  isSlotOf(deps.deviceId, slot);

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
  { members }: Core,
  docs: ReadonlyMap<Scope, RecordDoc>,
  fields: readonly ShownField[]
): ReadonlyMap<Scope, readonly FieldOp[]> {
  const ops = new Map<Scope, FieldOp[]>();
  for (const { scope, key, own, shown } of fields) {
    const doc = docs.get(scope);
    const present = doc ? (readValues(doc).byField.get(key) ?? []) : [];
    const isKnown =
      isIssued(own, present, members.issuers) || (!shown && isSettled(own, present, []));
    if (isKnown) continue;
    const op = shown ? wordsAgain(doc, key, own, shown) : valueAgain(key, own);
    ops.set(scope, [...(ops.get(scope) ?? []), op]);
  }
  return ops;
}

const valueAgain = (key: FieldKey, own: Candidate): FieldOp => ({
  type: 'set',
  key,
  value: own.value,
  written: writtenAs(own)
});

/** Its own words, in the text as it stands: what others wrote is theirs to bring back. */
function wordsAgain(
  doc: RecordDoc | undefined,
  key: FieldKey,
  own: Candidate,
  { runs, ownClients }: ShownText
): FieldOp {
  const kept = [...ownClients].map((one) => [one, doc ? clocksOf(doc, one) : 0] as const);
  const base = textOfRuns(runs, new Map(kept));
  const present = doc ? textOfRuns(textRuns(doc, key)) : '';
  const text = mergeTexts(base, present, textOfRuns(runs));
  return { type: 'text', key: key.slice(textPrefix.length), text, written: writtenAs(own) };
}
