/**
 * Free text that this device wrote on top of a branch that a fork has now frozen: its part can't be merged any more,
 * so the text is written again as it was shown (I3: nothing honest is stranded).
 */
import type { RecordId } from '../kernel/ids';
import type { Json } from '../kernel/json';
import { loadState, type Core } from './core';
import { chainKey } from './heads';
import { parseSlot } from './slot';
import type { Touch } from './state-pack';
import type { RecordChange } from './types';

export type ShownTexts = ReadonlyMap<RecordId, Extract<RecordChange, { type: 'set' }>>;

/** The shared texts of records that entries past these points of chains touch, as they are shown now. */
export async function shownTexts(
  core: Core,
  frozenAt: ReadonlyMap<string, number>
): Promise<ShownTexts> {
  const shown = new Map<RecordId, Extract<RecordChange, { type: 'set' }>>();
  for (const chain of core.heads.chains.values()) {
    const frozen = frozenAt.get(chainKey(chain));
    if (frozen === undefined || frozen === core.frozenAt.get(chainKey(chain))) continue;
    for await (const { header } of core.log.read(chain, frozen + 1)) {
      for (const { recordId } of header.parts) {
        const change = textsOf(core, recordId);
        if (change) shown.set(recordId, change);
      }
    }
  }
  return shown;
}

function textsOf(core: Core, id: RecordId): Extract<RecordChange, { type: 'set' }> | undefined {
  const kind = core.view.kindOf(id);
  const row = kind && core.view.row(kind, id);
  if (!row) return undefined;
  const values: Record<string, Json> = {};
  for (const [name, field] of Object.entries(core.deps.registry.get(row.kind)?.fields ?? {})) {
    const text = (row.values as Readonly<Record<string, Json>>)[name];
    if (field.cardinality === 'shared' && typeof text === 'string') values[name] = text;
  }
  return Object.keys(values).length > 0 ? { type: 'set', kind: row.kind, id, values } : undefined;
}

/** Of these, the ones in which an own part is now held through no fault of the own chain. */
export async function strandedChanges(core: Core, shown: ShownTexts): Promise<RecordChange[]> {
  const changes: RecordChange[] = [];
  for (const [id, change] of shown) {
    const state = core.erased.has(id) ? undefined : await loadState(core, id);
    if (state?.touches.some((touch) => isOwnStranded(core, touch))) changes.push(change);
  }
  return changes;
}

const isOwnStranded = (core: Core, touch: Touch): boolean =>
  touch.status === 'held' &&
  parseSlot(touch.slot).deviceId === core.deps.deviceId &&
  touch.seq <= (core.frozenAt.get(chainKey(touch)) ?? Infinity);
