/** Follows what another tab of this profile has written: orders, heads, new overlay chunks, new folds. */
import { createHlcClock, type Hlc } from '../kernel/hlc';
import { BrokenProjection, type Core } from './core';
import { readHeads } from './heads';
import { loadGround, loadOverlay, loadProjections } from './open';
import { tellMembers } from './orders';

/** Cheap when nothing changed: one read. Throws BrokenProjection. */
export async function refresh(core: Core): Promise<void> {
  const stored = await readHeads(core.deps.store, core.atRest);
  if (stored.type === 'broken') throw new BrokenProjection('heads do not open');
  if (stored.type === 'none' || stored.heads.commit === core.heads.commit) return;
  const { heads } = stored;
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
  // The other tab has folded: places of states moved, so everything is read again.
  const before = core.view.kinds();
  if ((await loadProjections(core, 'all')) === 'broken')
    throw new BrokenProjection('after a foreign fold');
  core.view.notify({
    kinds: new Set([...before, ...core.view.kinds()]),
    ids: new Set(),
    source: 'other-tab'
  });
}
