/** I3 for values: what anybody wrote is shown, stands in a conflict, was seen by who changed it, or is listed as held. */
import * as Y from 'yjs';
import { expect } from 'vitest';
import { equalJson, type Json } from '../../src/lib/kernel/json';
import type { RecordId } from '../../src/lib/kernel/ids';
import {
  collectionOf,
  deletedKey,
  issueMark,
  parseStoredKey,
  type WriterSlot
} from '../../src/lib/merge/field-key';
import { seenOf, type StoredBase, type StoredValue } from '../../src/lib/merge/stored-value';
import { kindField } from '../../src/lib/storage/projector';
import { partsOf, type LogPart } from './accepted-parts';
import type { SimDevice } from './sim-device';
import { simKinds } from './world';

interface Write extends StoredValue {
  readonly recordId: RecordId;
  readonly key: string;
  readonly slot: WriterSlot;
  readonly isAccepted: boolean;
}

/** `held` are records of which something waits or is listed for somebody to admit. */
export async function checkValuesAreKept(
  device: SimDevice,
  held: ReadonlySet<string>
): Promise<void> {
  const { replica } = device;
  const members = replica.members();
  const rows = new Map(
    simKinds.flatMap((kind) => replica.view.rows(kind).map((row) => [row.id, row] as const))
  );
  const byField = new Map<string, Write[]>();
  for (const write of await readWrites(device)) {
    const name = `${write.recordId} ${write.key}`;
    byField.set(name, [...(byField.get(name) ?? []), write]);
  }
  const lost: unknown[] = [];
  for (const all of byField.values()) {
    // What is held for its writer's removal counts once an administrator has issued it.
    const writes = all.filter(
      (one) => one.isAccepted || all.some(({ seen }) => seenOf(seen, issueMark(one)) > 0)
    );
    for (const write of writes.filter(({ isAccepted }) => isAccepted)) {
      const { recordId, key, v } = write;
      const row = rows.get(recordId);
      if (v === null || !row || row.isDeleted || held.has(recordId)) continue;
      if (key === kindField) continue;
      if (members.erasures.has(recordId) || writes.some((other) => hasSeen(other, write))) continue;
      const name = collectionOf(key) ?? key;
      const shown = (row.values as Readonly<Record<string, Json>>)[name];
      const conflicts = await replica.conflicts(row.kind, recordId);
      const versions = conflicts.flatMap((one) =>
        one.type === 'field' && one.field === name ? one.versions.map(({ value }) => value) : []
      );
      const isKept = [shown, ...versions].some(
        (one) =>
          one !== undefined &&
          (equalJson(one, v) ||
            (Array.isArray(one) && (one as Json[]).some((item) => equalJson(item, v))))
      );
      if (!isKept) lost.push({ ...write, shown, versions });
    }
  }
  expect(lost).toEqual([]);
}

/** Of one device the later is its own decision, in whatever incarnation. */
function hasSeen(other: Write, one: Write): boolean {
  if (other === one) return false;
  if (deviceOf(other) === deviceOf(one) && other.hlc >= one.hlc) return true;
  return seenOf(other.seen, issueMark(one)) > 0 || seenOf(other.seen, one.slot) >= one.seq;
}

const deviceOf = ({ slot }: Write): string => slot.slice(0, slot.indexOf('.'));

const readWrites = async (device: SimDevice): Promise<Write[]> =>
  named((await partsOf(device)).flatMap(itemsOf)).flatMap(writesOf);

interface Item {
  readonly part: LogPart;
  readonly struct: Y.Item;
  readonly storedKey?: string;
}

const itemsOf = (part: LogPart): Item[] =>
  Y.decodeUpdate(part.update).structs.flatMap((struct): Item[] =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentAny
      ? [{ part, struct, ...keyIn(struct) }]
      : []
  );

const keyIn = ({ parentSub }: Y.Item): { storedKey: string } | undefined =>
  parentSub === null ? undefined : { storedKey: parentSub };

/** A value that takes the place of another one names that one, of its own chain, and no key. */
function named(items: readonly Item[]): Item[] {
  const byPlace = new Map<string, Item[]>();
  const placeOf = ({ part: { recordId, scope } }: Item, { client, clock }: Y.ID): string =>
    `${recordId} ${scope} ${client} ${clock}`;
  const known: Item[] = [];
  let open = items;
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const later: Item[] = [];
    for (const item of open) {
      const { part, struct } = item;
      const replaced = struct.origin ? byPlace.get(placeOf(item, struct.origin)) : undefined;
      // Two branches have items under the same clock: it follows one of them.
      const storedKey =
        item.storedKey ?? replaced?.find((one) => part.follows(one.part.entryId))?.storedKey;
      if (storedKey === undefined) {
        later.push(item);
        continue;
      }
      const place = placeOf(item, struct.id);
      const one = { ...item, storedKey };
      byPlace.set(place, [...(byPlace.get(place) ?? []), one]);
      known.push(one);
    }
    open = later;
  }
  return known;
}

function writesOf({ part: { recordId, isAccepted }, struct, storedKey = '' }: Item): Write[] {
  const parsed = parseStoredKey(storedKey);
  const [content] = struct.content.getContent() as unknown[];
  if (content === null || typeof content !== 'object' || !('v' in content)) return [];
  if ((parsed?.type === 'base') === 'seen' in content) return [];
  if (parsed?.type === 'base') {
    const { v, hlc, seq } = content as StoredBase;
    return Object.entries(v).map(([key, value]) => ({
      ...{ recordId, key, slot: parsed.slot, isAccepted },
      ...{ v: value, hlc, seq, seen: {} }
    }));
  }
  if (parsed?.type !== 'field' || parsed.key === deletedKey) return [];
  return [
    { recordId, key: parsed.key, slot: parsed.slot, isAccepted, ...(content as StoredValue) }
  ];
}
