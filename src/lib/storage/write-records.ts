/**
 * The durable half of every write: entries, overlay and heads go down in one batch, and memory changes only
 * after it has resolved. Local commits and remote entries both end here.
 */
import type { RecordId } from '../kernel/ids';
import type { Entry } from '../log/entry';
import { createPacer, memberCountOf, type Core, type MemberChange } from './core';
import { followWrite } from './digest';
import { chainKey, withChainHeads, writeHeads, type ChainHead, type Heads } from './heads';
import type { ChainName } from './log-store';
import { sealOverlay, type ChangedRecord, type SealedOverlay, type WrittenRecord } from './overlay';
import { unfolded } from './kind-rows';
import type { StoreWrite } from './store';
import type { ViewChange } from './types';

export interface RecordWrite {
  readonly entries: readonly { readonly chain: ChainName; readonly entries: readonly Entry[] }[];
  readonly chainHeads: readonly ChainHead[];
  readonly records: readonly WrittenRecord[];
  /** Further rows that belong to the same moment. */
  readonly extra?: readonly StoreWrite[];
  readonly change?: Partial<MemberChange>;
}

export interface PreparedWrite {
  readonly writes: readonly StoreWrite[];
  readonly heads: Heads;
  readonly overlay: SealedOverlay;
  readonly records: readonly WrittenRecord[];
  readonly change: Partial<MemberChange>;
}

/** Seals everything first: awaiting WebCrypto inside an IndexedDB transaction would end it. */
export async function prepareWrite(core: Core, write: RecordWrite): Promise<PreparedWrite> {
  const pace = createPacer(core.deps);
  const appended = await Promise.all(
    write.entries.map(({ chain, entries }) => core.log.append(chain, entries, pace))
  );
  const overlay = await sealOverlay(core.atRest, core.heads.overlayEnd, write.records, pace);
  const { change = {} } = write;
  const heads: Heads = {
    ...withChainHeads(core.heads, write.chainHeads),
    commit: core.heads.commit + 1,
    // A generation without a manifest: whoever opens this before the rebuild has been written rebuilds it.
    generation: core.heads.generation + (change.makesStale ? 1 : 0),
    overlayEnd: overlay.end,
    hlc: core.hlc.last,
    memberCount: memberCountOf(core, change.members)
  };
  const writes = [
    ...appended.flat(),
    ...overlay.writes,
    ...(write.extra ?? []),
    await writeHeads(core.atRest, heads)
  ];
  return { writes, heads, overlay, records: write.records, change };
}

/** Writes, then lets memory follow, then tells. Throws StoreError, with memory as it was. */
export async function applyWrite(
  core: Core,
  prepared: PreparedWrite,
  source: ViewChange['source']
): Promise<void> {
  await core.deps.store.write(prepared.writes);
  core.heads = prepared.heads;
  core.members = prepared.change.members ?? core.members;
  if (prepared.change.makesStale) core.isStale = true;
  for (const [id, chunk] of prepared.overlay.chunkById) core.chunkById.set(id, chunk);
  followWrite(core, prepared.records);
  await publishRecords(core, prepared.records, source);
  core.deps.channel?.post({
    spaceId: core.deps.spaceId,
    ids: prepared.records.map(({ state }) => state.id)
  });
}

/** Listeners work through this many at once without holding up the page. */
const publishedAtOnce = 250;

/** Tells of a large import in slices; what a form saves is told in one. */
async function publishRecords(
  core: Core,
  records: readonly ChangedRecord[],
  source: ViewChange['source']
): Promise<void> {
  const pace = createPacer(core.deps);
  for (let at = 0; at < records.length; at += publishedAtOnce) {
    if (at > 0) await pace();
    publishSlice(core, records.slice(at, at + publishedAtOnce), source);
  }
}

/** Puts changed rows into memory and tells the listeners. */
function publishSlice(
  core: Core,
  records: readonly ChangedRecord[],
  source: ViewChange['source']
): void {
  const ids = new Set<RecordId>();
  const kinds = new Set<ChangedRecord['placed']['row']['kind']>();
  for (const { placed } of records) {
    const { kind, id } = placed.row;
    const before = core.view.kindOf(id, kind);
    if (before !== undefined && before !== kind) {
      const place = core.view.placeOf(before, id);
      if (place !== undefined && place !== unfolded) core.strays.set(id, place);
      core.view.remove(before, id);
    }
    // The folded state keeps its place until the next fold, which looks for the record there.
    core.view.put({ ...placed, place: core.view.placeOf(kind, id) ?? placed.place });
    ids.add(id);
    kinds.add(kind);
  }
  if (ids.size > 0) core.view.notify({ ids, kinds, source });
}

/** Groups entries that are in chain order by their chain. */
export function groupByChain(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => ChainName
): { chain: ChainName; entries: Entry[] }[] {
  const groups = new Map<string, { chain: ChainName; entries: Entry[] }>();
  for (const entry of entries) {
    const chain = nameOf(entry);
    const present = groups.get(chainKey(chain));
    if (present) present.entries.push(entry);
    else groups.set(chainKey(chain), { chain, entries: [entry] });
  }
  return [...groups.values()];
}
