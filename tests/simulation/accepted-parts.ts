/** What stands in the log of a device, whoever applies it. */
import type { RecordId } from '../../src/lib/kernel/ids';
import type { Scope } from '../../src/lib/kernel/scope';
import { isAuditId } from '../../src/lib/log/audit-id';
import { isKnownEntry, openPart } from '../../src/lib/log/entry';
import { slotOf } from '../../src/lib/storage/slot';
import type { WriterSlot } from '../../src/lib/merge/field-key';
import { emptyFrontier } from '../../src/lib/log/frontier';
import type { SimDevice } from './sim-device';

export interface AcceptedPart {
  readonly recordId: RecordId;
  readonly slot: WriterSlot;
  readonly scope: Scope;
  readonly update: Uint8Array;
}

/** Parts of records in entries that are judged as accepted and can be opened, also on branches that nobody applies. */
export async function acceptedParts({ replica, ring }: SimDevice): Promise<AcceptedPart[]> {
  const { entries } = await replica.since(emptyFrontier);
  const found: AcceptedPart[] = [];
  for (const entry of entries) {
    if (!isKnownEntry(entry) || replica.members().judge(entry.header, entry.id).type !== 'accepted')
      continue;
    const key = await ring.entryKey(entry.header);
    if (!key.ok) continue;
    for (const [i, { recordId }] of entry.header.parts.entries()) {
      const opened = isAuditId(recordId) ? undefined : await openPart(entry, i, key.value);
      if (!opened?.ok) continue;
      const { scope } = entry.header;
      found.push({ recordId, slot: slotOf(entry.header), scope, update: opened.value });
    }
  }
  return found;
}
