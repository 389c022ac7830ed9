/** What stands in the log of a device, whoever applies it. */
import type { RecordId } from '../../src/lib/kernel/ids';
import type { Scope } from '../../src/lib/kernel/scope';
import { isAuditId } from '../../src/lib/log/audit-id';
import { isKnownEntry, openPart } from '../../src/lib/log/entry';
import type { EntryId } from '../../src/lib/log/ids';
import { slotOf } from '../../src/lib/storage/slot';
import type { WriterSlot } from '../../src/lib/merge/field-key';
import { emptyFrontier } from '../../src/lib/log/frontier';
import type { SimDevice } from './sim-device';

export interface LogPart {
  readonly recordId: RecordId;
  readonly slot: WriterSlot;
  readonly scope: Scope;
  readonly entryId: EntryId;
  /** Whether its entry is that one, or comes after it on one branch. */
  follows(other: EntryId): boolean;
  /** All that came before it on its branch is here: nothing of it was lost with a disk. */
  readonly isWhole: boolean;
  readonly update: Uint8Array;
  /** Judged as accepted, also on a branch that nobody applies. */
  readonly isAccepted: boolean;
}

export const acceptedParts = async (device: SimDevice): Promise<LogPart[]> =>
  (await partsOf(device)).filter(({ isAccepted }) => isAccepted);

/** Parts of records that can be opened. */
export async function partsOf({ replica, ring }: SimDevice): Promise<LogPart[]> {
  const { entries } = await replica.since(emptyFrontier);
  const found: LogPart[] = [];
  const prevs = new Map(entries.map(({ id, header }) => [id, header.prev]));
  const seqs = new Map(entries.map(({ id, header }) => [id, header.seq]));
  for (const entry of entries) {
    if (!isKnownEntry(entry)) continue;
    const isAccepted = replica.members().judge(entry.header, entry.id).type === 'accepted';
    const [start] = wayBack(prevs, entry.id).slice(-1);
    const isWhole = start !== undefined && seqs.get(start) === 1;
    const key = await ring.entryKey(entry.header);
    if (!key.ok) continue;
    for (const [i, { recordId }] of entry.header.parts.entries()) {
      const opened = isAuditId(recordId) ? undefined : await openPart(entry, i, key.value);
      if (!opened?.ok) continue;
      const { scope } = entry.header;
      const follows = (other: EntryId): boolean => wayBack(prevs, entry.id).includes(other);
      found.push({
        recordId,
        slot: slotOf(entry.header),
        scope,
        entryId: entry.id,
        follows,
        isWhole,
        update: opened.value,
        isAccepted
      });
    }
  }
  return found;
}

/** The entry, and what came before it, as far as it is here. */
function wayBack(prevs: ReadonlyMap<EntryId, EntryId>, tip: EntryId): EntryId[] {
  const way: EntryId[] = [];
  for (let at: EntryId | undefined = tip; at && prevs.has(at); at = prevs.get(at)) way.push(at);
  return way;
}
