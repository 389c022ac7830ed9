/** Rebuilds every projection from the log (I2, I8): states, rows, pages, heads. The log itself is not touched. */
import type { RecordId } from '../kernel/ids';
import { isKnownEntry } from '../log/entry';
import type { IncomingPart } from './apply-parts';
import { createPacer, DamagedLog, type Core } from './core';
import { foldAnew } from './fold';
import {
  chainKey,
  emptyHeads,
  headOf,
  withChainHeads,
  writeHeads,
  type ChainHead,
  type Heads
} from './heads';
import { mergeRecord, openParts } from './merge-record';
import type { ChangedRecord } from './overlay';
import { isSlotOf } from './slot';

export async function rebuildAll(
  core: Core,
  onProgress?: (done: number, total: number) => void,
  areProjectionsBroken = false
): Promise<void> {
  const pace = createPacer(core.deps);
  const partsById = new Map<RecordId, IncomingPart[]>();
  const chainHeads: ChainHead[] = [];
  let hlc = core.heads.hlc;
  let isWhole = true;
  for (const chain of await core.log.chains()) {
    let head: ChainHead | undefined;
    let isContiguous = true;
    for await (const entry of core.log.read(chain, 1)) {
      isContiguous &&= entry.header.seq === (head?.seq ?? 0) + 1;
      head = { ...chain, seq: entry.header.seq, id: entry.id };
      if (isKnownEntry(entry) && isSlotOf(core.deps.deviceId, chain.slot) && entry.header.hlc > hlc)
        hlc = entry.header.hlc;
      for (const part of await openParts(core, entry)) {
        if (core.erased.has(part.recordId)) continue;
        const present = partsById.get(part.recordId);
        if (present) present.push(part);
        else partsById.set(part.recordId, [part]);
      }
      await pace();
    }
    const known = headOf(core.heads, chain);
    if (!isContiguous || (head?.seq ?? 0) < known.seq) isWhole = false;
    const kept = head && head.seq >= known.seq ? head : known;
    if (kept.seq > 0) chainHeads.push(kept);
  }
  const read = new Set(chainHeads.map(chainKey));
  const unread = [...core.heads.chains.values()].filter((head) => !read.has(chainKey(head)));
  chainHeads.push(...unread);
  if (!isWhole || unread.length > 0) {
    core.deps.onError?.(new DamagedLog('a rebuild finds rows of the log missing'));
    // Sound projections hold what the log has lost.
    if (!areProjectionsBroken) return keepProjections(core);
  }
  const records: ChangedRecord[] = [];
  for (const [id, parts] of partsById) {
    const { changed } = await mergeRecord(core, id, undefined, parts, async () => undefined);
    records.push(changed);
    onProgress?.(records.length, partsById.size);
    await pace();
  }
  const heads: Heads = withChainHeads(
    {
      ...emptyHeads,
      commit: core.heads.commit,
      generation: core.heads.generation,
      overlayEnd: core.heads.overlayEnd,
      hlc,
      memberCount: core.heads.memberCount
    },
    chainHeads
  );
  const before = core.view.kinds();
  await foldAnew(core, records, heads);
  core.isStale = false;
  // What a held branch builds on may be there only now.
  if (core.onOwnBranches.size > 0) core.toReissue = 'all';
  const kinds = new Set([...before, ...core.view.kinds()]);
  core.view.notify({ kinds, ids: new Set(), source: 'rebuild' });
}

/** Takes the mark back that they are not to be opened again. */
async function keepProjections(core: Core): Promise<void> {
  if (!core.isStale) return;
  const { generation } = core.manifest;
  const heads: Heads = { ...core.heads, commit: core.heads.commit + 1, generation };
  await core.deps.store.write([await writeHeads(core.atRest, heads)]);
  core.heads = heads;
  core.isStale = false;
}
