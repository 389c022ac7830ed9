/** 核对码 of a scope (I2): over the merged records that the states hold, never over rows or views. */
import { assert } from '../kernel/assert';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { createDigestFold } from '../log/digest';
import { createPacer, openPack, type Core } from './core';
import { placeOfPack } from './manifest';
import { overlayPlace, packOfChunk } from './overlay';
import { decodePack, type RecordState } from './state-pack';
import type { DigestResult } from './types';

export async function computeDigest(core: Core, scope: Scope): Promise<DigestResult> {
  const fold = createDigestFold(scope);
  const missing = new Set<string>();
  for await (const state of allStates(core)) {
    if (core.erased.has(state.id) || isAudit(core, state)) continue;
    for (const touch of state.touches) {
      if (touch.status === 'waiting' && touch.scope === scope) missing.add(state.id);
    }
    const doc = state.docs.find((one) => one.scope === scope);
    if (doc) fold.add(state.id, doc.hash);
  }
  return {
    scope,
    digest: fold.digest(),
    recordCount: fold.count,
    isComplete: missing.size === 0,
    missing: [...missing].sort()
  };
}

/** Every record's newest state, once. Throws BrokenProjection. */
export async function* allStates(core: Core): AsyncGenerator<RecordState> {
  const pace = createPacer(core.deps);
  const inOverlay = new Set<RecordId>();
  for (let n = core.manifest.overlayStart; n < core.heads.overlayEnd; n++) {
    const place = overlayPlace(n);
    const sealed = await core.deps.store.get(place.table, place.key);
    const plain = sealed && (await core.atRest.open(place, sealed));
    assert(plain, 'an overlay chunk opens');
    for (const state of decodePack(packOfChunk(plain))) {
      if (core.chunkById.get(state.id) !== n) continue;
      inOverlay.add(state.id);
      yield state;
    }
    await pace();
  }
  for (const { group, packs } of core.manifest.groups.values()) {
    for (const { pack } of packs) {
      for (const state of decodePack(await openPack(core, placeOfPack(group, pack)))) {
        if (!inOverlay.has(state.id)) yield state;
      }
      await pace();
    }
  }
}

const isAudit = (core: Core, { kind }: RecordState): boolean =>
  kind !== 'unknown' && core.deps.registry.get(kind)?.stream === 'audit';
