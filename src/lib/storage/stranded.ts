/**
 * What this device wrote on top of a branch that a fork has now frozen: where free text builds on the branch its part can't be
 * merged any more, nor what this device wrote in that record since, so it is written again as it was shown (I3: nothing
 * honest is stranded).
 */
import type { RecordId } from '../kernel/ids';
import type { Hlc } from '../kernel/hlc';
import type { Json } from '../kernel/json';
import { collectionOf, textPrefix, type WriterSlot } from '../merge/field-key';
import { newestStamps } from '../merge/project';
import { freeRecord } from '../merge/record-doc';
import { createPacer, loadState, type Core } from './core';
import { openDocs } from './edit-record';
import { chainKey } from './heads';
import { parseSlot } from './slot';
import type { RecordState, Touch } from './state-pack';
import type { RecordChange } from './types';

type SetChange = Extract<RecordChange, { type: 'set' }>;

/** A record as it is shown, with the stamps of what this device has written of it. */
export interface ShownRecord {
  readonly change: SetChange;
  readonly own: readonly OwnStamp[];
}

interface OwnStamp {
  /** Incarnation, scope and field. */
  readonly name: string;
  readonly field: string;
  readonly hlc: Hlc;
}

export type ShownRecords = ReadonlyMap<RecordId, ShownRecord>;

/** The records that entries past these points of chains touch and that this device has written in. */
export async function shownRecords(
  core: Core,
  frozenAt: ReadonlyMap<string, number>
): Promise<ShownRecords> {
  const shown = new Map<RecordId, ShownRecord>();
  const seen = new Set<RecordId>();
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    const frozen = frozenAt.get(chainKey(chain));
    if (frozen === undefined || frozen === core.frozenAt.get(chainKey(chain))) continue;
    for await (const { header } of core.log.read(chain, frozen + 1)) {
      for (const { recordId } of header.parts) {
        if (seen.has(recordId)) continue;
        seen.add(recordId);
        const record = await shownRecord(core, recordId);
        if (record) shown.set(recordId, record);
      }
      await pace();
    }
  }
  return shown;
}

async function shownRecord(core: Core, id: RecordId): Promise<ShownRecord | undefined> {
  const kind = core.view.kindOf(id);
  const row = kind && core.view.row(kind, id);
  const state = row && (await loadState(core, id));
  const own = state ? ownStamps(core, state) : [];
  if (!row || own.length === 0) return undefined;
  return { change: { type: 'set', kind: row.kind, id, values: { ...row.values } }, own };
}

function ownStamps(core: Core, state: RecordState): OwnStamp[] {
  const slots = new Set(state.touches.filter((touch) => isOwn(core, touch)).map(slotOfTouch));
  if (slots.size === 0) return [];
  const stamps: OwnStamp[] = [];
  for (const [scope, doc] of openDocs(core, state.id, state)) {
    for (const slot of slots) {
      for (const [key, hlc] of newestStamps(doc, slot))
        stamps.push({ name: `${slot} ${scope} ${key}`, field: fieldOf(key), hlc });
    }
    freeRecord(doc);
  }
  return stamps;
}

const isOwn = ({ deps }: Core, { slot }: Touch): boolean =>
  parseSlot(slot).deviceId === deps.deviceId;

const slotOfTouch = ({ slot }: Touch): WriterSlot => slot as WriterSlot;

const fieldOf = (key: string): string =>
  key.startsWith(textPrefix) ? key.slice(textPrefix.length) : (collectionOf(key) ?? key);

/** Of these, what own parts had said that are now held through no fault of the own chain. */
export async function strandedChanges(core: Core, shown: ShownRecords): Promise<SetChange[]> {
  const changes: SetChange[] = [];
  for (const [id, { change, own }] of shown) {
    const state = core.erased.has(id) ? undefined : await loadState(core, id);
    if (!state?.touches.some((touch) => isOwnStranded(core, touch))) continue;
    const left = new Map(ownStamps(core, state).map(({ name, hlc }) => [name, hlc]));
    const lost = new Set(
      own.filter(({ name, hlc }) => (left.get(name) ?? 0) < hlc).map(({ field }) => field)
    );
    const shownValues = change.values as Readonly<Record<string, Json>>;
    const fields = core.deps.registry.get(change.kind)?.fields ?? {};
    // What was shown without a value had been cleared.
    const kept = [...lost].flatMap((field) =>
      fields[field] ? [[field, shownValues[field] ?? null] as const] : []
    );
    if (kept.length > 0) changes.push({ ...change, values: Object.fromEntries(kept) });
  }
  return changes;
}

const isOwnStranded = (core: Core, touch: Touch): boolean =>
  touch.status === 'held' &&
  isOwn(core, touch) &&
  touch.seq <= (core.frozenAt.get(chainKey(touch)) ?? Infinity);
