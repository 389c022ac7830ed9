/** 核对码 of a scope (I2): over the merged records that the states hold, never over rows or views. */
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { createDigestFold, type DigestFold } from '../log/digest';
import type { Place } from './at-rest';
import { createPacer, openPlaces, type Core } from './core';
import { packPlace } from './manifest';
import { overlayPlace, packOfChunk, type WrittenRecord } from './overlay';
import { decodePack, type RecordState } from './state-pack';
import type { DigestResult } from './types';

/** Of each scope the sum over its records, and the records that have waiting parts. */
export type DigestSums = Readonly<
  Record<Scope, { readonly fold: DigestFold; readonly missing: Set<RecordId> }>
>;

/** One walk through all records serves every scope and every later question: from then on the sums follow the writes. */
export async function computeDigests(core: Core, asked: readonly Scope[]): Promise<DigestResult[]> {
  if (asked.length === 0) return [];
  const sums = core.digestSums ?? (await sumAll(core));
  core.digestSums = sums;
  return asked.map((scope) => {
    const { fold, missing } = sums[scope];
    return {
      scope,
      digest: fold.digest(),
      recordCount: fold.count,
      isComplete: missing.size === 0,
      missing: [...missing].sort()
    };
  });
}

async function sumAll(core: Core): Promise<DigestSums> {
  const empty = (scope: Scope) => ({ fold: createDigestFold(scope), missing: new Set<RecordId>() });
  const sums: DigestSums = {
    general: empty('general'),
    sensitive: empty('sensitive'),
    reports: empty('reports')
  };
  for await (const state of allStates(core)) {
    if (!core.erased.has(state.id)) putIn(core, sums, state);
  }
  return sums;
}

/** After a write has become durable. What another tab writes, an erasure and a rebuild let the sums be made anew. */
export function followWrite(core: Core, records: readonly WrittenRecord[]): void {
  const sums = core.digestSums;
  if (!sums) return;
  for (const { before, state } of records) {
    if (before) takeOut(core, sums, before);
    putIn(core, sums, state);
  }
}

function putIn(core: Core, sums: DigestSums, state: RecordState): void {
  if (isAudit(core, state)) return;
  for (const { scope, hash } of state.docs) sums[scope].fold.add(state.id, hash);
  for (const { status, scope } of state.touches)
    if (status === 'waiting') sums[scope].missing.add(state.id);
}

function takeOut(core: Core, sums: DigestSums, state: RecordState): void {
  if (isAudit(core, state)) return;
  for (const { scope, hash } of state.docs) sums[scope].fold.remove(state.id, hash);
  for (const { scope } of state.touches) sums[scope].missing.delete(state.id);
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
