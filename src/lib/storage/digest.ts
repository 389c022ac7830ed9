/** 核对码 of a scope (I2): over the merged records that the states hold, never over rows or views. */
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { createDigestFold } from '../log/digest';
import type { Place } from './at-rest';
import { createPacer, openPlaces, type Core } from './core';
import { packPlace } from './manifest';
import { overlayPlace, packOfChunk } from './overlay';
import { decodePack, type RecordState } from './state-pack';
import type { DigestResult } from './types';

/** One walk through all records serves every scope. */
export async function computeDigests(
  core: Core,
  scopes: readonly Scope[]
): Promise<DigestResult[]> {
  const all = scopes.map((scope) => ({
    scope,
    fold: createDigestFold(scope),
    missing: new Set<string>()
  }));
  if (all.length === 0) return [];
  for await (const state of allStates(core)) {
    if (core.erased.has(state.id) || isAudit(core, state)) continue;
    for (const { scope, fold, missing } of all) {
      for (const touch of state.touches) {
        if (touch.status === 'waiting' && touch.scope === scope) missing.add(state.id);
      }
      const doc = state.docs.find((one) => one.scope === scope);
      if (doc) fold.add(state.id, doc.hash);
    }
  }
  return all.map(({ scope, fold, missing }) => ({
    scope,
    digest: fold.digest(),
    recordCount: fold.count,
    isComplete: missing.size === 0,
    missing: [...missing].sort()
  }));
}

/** Every record's newest state, once. Throws BrokenProjection. */
export async function* allStates(core: Core): AsyncGenerator<RecordState> {
  const pace = createPacer(core.deps);
  const inOverlay = new Set<RecordId>();
  // A chunk whose records were all changed again since has nothing to say.
  const chunks = [...new Set(core.chunkById.values())].sort((a, b) => a - b);
  for await (const { place, plain } of openAll(core, chunks.map(overlayPlace))) {
    for (const state of decodePack(packOfChunk(plain))) {
      if (core.chunkById.get(state.id) !== place.key[0]) continue;
      inOverlay.add(state.id);
      yield state;
    }
    await pace();
  }
  const packs = [...core.manifest.groups.values()].flatMap(({ group, packs: infos }) =>
    infos.map((info) => packPlace(group, info))
  );
  for await (const { plain } of openAll(core, packs)) {
    for (const state of decodePack(plain)) if (!inOverlay.has(state.id)) yield state;
    await pace();
  }
}

const openedAtOnce = 32;

async function* openAll(
  core: Core,
  places: readonly Place[]
): AsyncGenerator<{ readonly place: Place; readonly plain: Bytes }> {
  for (let at = 0; at < places.length; at += openedAtOnce) {
    const some = places.slice(at, at + openedAtOnce);
    const opened = await openPlaces(core, some);
    for (const [i, place] of some.entries()) {
      const plain = opened[i];
      assert(plain, 'what opens is there');
      yield { place, plain };
    }
  }
}

const isAudit = (core: Core, { kind }: RecordState): boolean =>
  kind !== 'unknown' && core.deps.registry.get(kind)?.stream === 'audit';
