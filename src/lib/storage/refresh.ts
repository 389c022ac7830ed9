/** Follows what another tab of this profile has written: orders, heads, new overlay chunks, new folds. */
import { createHlcClock, type Hlc } from '../kernel/hlc';
import { BrokenProjection, type Core } from './core';
import { readHeads, type Heads } from './heads';
import { readManifest } from './manifest';
import { loadGround, loadOverlay, loadProjections } from './open';
import { tellMembers } from './orders';
import { readGroups } from './read-pages';
import { placedAt } from './view-page';

/** Cheap when nothing changed: one read. Throws BrokenProjection. */
export async function refresh(core: Core): Promise<void> {
  const stored = await readHeads(core.deps.store, core.atRest);
  if (stored.type === 'broken') throw new BrokenProjection('heads do not open');
  if (stored.type === 'none' || stored.heads.commit === core.heads.commit) return;
  const { heads } = stored;
  core.digestSums = undefined;
  // A tab that goes on without the other's lock or erasure would bring back what they took away (I7, I14).
  if (heads.memberCount > core.members.entries.length) {
    await loadGround(core);
    // The other tab merges what waited for new keys, and keeps them.
    core.newSecrets.length = 0;
    tellMembers(core);
  }
  const isSameFold = heads.generation === core.heads.generation;
  if (isSameFold && heads.overlayEnd >= core.heads.overlayEnd) {
    const start = core.heads.overlayEnd;
    core.heads = heads;
    core.hlc = createHlcClock(core.deps.clock, Math.max(heads.hlc, core.hlc.last) as Hlc);
    await loadOverlay(core, start, heads.overlayEnd);
    return;
  }
  if (await followFold(core, heads)) return;
  // Not all that the other tab has folded was seen here, or it has rebuilt: everything is read again.
  const before = core.view.kinds();
  if ((await loadProjections(core, 'all')) === 'broken')
    throw new BrokenProjection('after a foreign fold');
  core.view.notify({
    kinds: new Set([...before, ...core.view.kinds()]),
    ids: new Set(),
    source: 'other-tab'
  });
}

/** Another tab has folded what is in memory here already: rows stay, and states have other places. */
async function followFold(core: Core, heads: Heads): Promise<boolean> {
  const seenTo = core.heads.overlayEnd;
  const manifest = await readManifest(core.deps.store, core.atRest, heads.generation);
  const isSeen =
    core.laterGroups.length === 0 &&
    manifest !== undefined &&
    manifest.anew === core.manifest.anew &&
    manifest.overlayStart <= seenTo &&
    heads.overlayEnd >= seenTo &&
    ![...core.erased].some((id) => core.view.kindOf(id));
  if (!isSeen) return false;
  const written = [...manifest.groups.values()].filter(
    ({ generation }) => generation > core.manifest.generation
  );
  const placed = (await readGroups(core, written)).flatMap(({ rows: page }) =>
    page.rows.map((_, i) => placedAt(page, i))
  );
  if (placed.some(({ row }) => core.view.placeOf(row.kind, row.id) === undefined)) return false;
  for (const { row, place } of placed) core.view.setPlace(row.kind, row.id, place);
  for (const [id, chunk] of core.chunkById) {
    if (chunk < manifest.overlayStart) core.chunkById.delete(id);
  }
  core.strays.clear();
  core.packCache.clear();
  core.heads = heads;
  core.manifest = manifest;
  core.hlc = createHlcClock(core.deps.clock, Math.max(heads.hlc, core.hlc.last) as Hlc);
  await loadOverlay(core, seenTo, heads.overlayEnd);
  return true;
}
