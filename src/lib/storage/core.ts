/**
 * What the parts of a replica share: the store and its seals, heads, manifest, rows, and the one queue through
 * which every write goes. Heads, manifest and rows change only after a write has become durable.
 */
import type { RecordKind } from '../domain/field';
import { assert } from '../kernel/assert';
import type { Bytes } from '../kernel/bytes';
import { createHlcClock, type HlcClock } from '../kernel/hlc';
import { nextTask } from '../kernel/next-task';
import type { AgreementKey } from '../crypto/agree';
import type { SigningKey } from '../crypto/sign';
import type { DeviceId, RecordId } from '../kernel/ids';
import type { QuarantinedEntry } from './quarantine';
import { createMemberState, type MemberState } from './member-state';
import { createMemberStore, type MemberStore } from './member-store';
import { clientIdOf } from '../log/client-id';
import type { EpochSecret } from '../log/epoch-keys';
import { createWriterSlot, type WriterSlot } from '../merge/field-key';
import type { BranchVerdicts } from './branch-verdicts';
import { createAtRest, type AtRest, type Place } from './at-rest';
import type { ReplicaDeps } from './deps';
import type { DigestSums } from './digest';
import { emptyHeads, type Heads } from './heads';
import { createLogStore, type LogStore } from './log-store';
import {
  emptyManifest,
  groupOfPlace,
  packOfPlace,
  packPlace,
  type Group,
  type Manifest
} from './manifest';
import { overlayPlace, packOfChunk } from './overlay';
import { unfolded, type StatePlace } from './kind-rows';
import { createMemoryView, type MemoryView } from './record-view';
import { findInPack, type RecordState } from './state-pack';
import type { ShownField } from './stranded';

export interface Writer {
  readonly incarnation: number;
  readonly slot: WriterSlot;
  readonly clientId: number;
  readonly signingKey: SigningKey;
}

export interface Core {
  readonly deps: ReplicaDeps;
  readonly atRest: AtRest;
  readonly log: LogStore;
  readonly view: MemoryView;
  /** As whom this device writes: replaced when it opens a new incarnation. */
  writer: Writer;
  hlc: HlcClock;
  heads: Heads;
  manifest: Manifest;
  /** Groups whose pages are not read yet (open.ts `openLater`). */
  laterGroups: readonly Group[];
  /** Overlay chunk with the newest state of a record changed since the fold. */
  readonly chunkById: Map<RecordId, number>;
  /** Folded places of records whose kind became known since: the next fold clears them there. */
  readonly strays: Map<RecordId, StatePlace>;
  /** Digests as they stand, once they have been asked for: they follow every write of this tab (digest.ts). */
  digestSums: DigestSums | undefined;
  /** Records under a lock order. */
  readonly locked: Set<RecordId>;
  /** Records under an erasure order; nothing of them is applied or shown again. */
  readonly erased: Set<RecordId>;
  readonly packCache: Map<string, Bytes>;
  readonly memberStore: MemberStore;
  members: MemberState;
  /** Told after member entries have become durable, from here or from another tab. */
  readonly memberListeners: Set<() => void>;
  /** Opens what is sealed to `writer`. */
  agreementKey: AgreementKey | undefined;
  /** Secrets that the ring gained from member entries, not yet used for what waited (new-keys.ts). */
  readonly newSecrets: EpochSecret[];
  /** By quarantineKey. */
  readonly quarantine: Map<string, QuarantinedEntry>;
  /** Forked chains by chain key: the last seq before the fork. What lies beyond is held in every branch (I1). */
  readonly frozenAt: Map<string, number>;
  /** What this device wrote in these records, to write again once it may. */
  readonly stranded: Map<RecordId, readonly ShownField[]>;
  /** The own chain was found ahead of this device or forked: no writing before a new incarnation. */
  isOutrun: boolean;
  /** Records whose changes on own held branches may have to be issued again. */
  toReissue: ReadonlySet<RecordId> | 'all';
  /** All records that own held branches change, erased ones counted, as of the last look at all of them. */
  onOwnBranches: ReadonlySet<RecordId>;
  /** By device, and whose turn it is to issue (held-branches.ts). */
  readonly branchVerdicts: Map<string, BranchVerdicts>;
  /** Member entries or forks decide anew about entries that are merged already: rebuild before anything else. */
  isStale: boolean;
  isClosed: boolean;
}

/** A part of the projections does not open or does not fit the log: rebuild. */
export class BrokenProjection extends Error {
  override readonly name = 'BrokenProjection';
}

/** Rows of the log or of the member log are gone or damaged: nothing here can bring them back, a peer or backup may. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
}

/** Member entries that come in with a write: memory takes them over when it is durable. */
export interface MemberChange {
  readonly members: MemberState;
  /** They decide anew about entries held: the write marks the projections as not to be opened again. */
  readonly makesStale: boolean;
}

const maxCachedPacks = 48;

export function createCore(deps: ReplicaDeps): Core {
  const atRest = createAtRest(deps.keys.storageKey, deps.random, deps.spaceId);
  const strays = new Map<RecordId, StatePlace>();
  return {
    deps,
    atRest,
    log: createLogStore(deps.store, atRest),
    view: createMemoryView(
      (thrown) => deps.onError?.(thrown),
      (id, place) => strays.set(id, place)
    ),
    writer: createWriter(deps.deviceId, deps.incarnation, deps.keys.signingKey),
    hlc: createHlcClock(deps.clock),
    heads: emptyHeads,
    manifest: emptyManifest,
    chunkById: new Map(),
    strays,
    laterGroups: [],
    digestSums: undefined,
    locked: new Set(),
    erased: new Set(),
    packCache: new Map(),
    memberStore: createMemberStore(
      deps.store,
      deps.keys.storageKey,
      deps.random,
      deps.spaceId,
      (id) => deps.onError?.(new BrokenProjection(`member entry ${id} does not open`))
    ),
    members: createMemberState(deps.spaceId, []),
    memberListeners: new Set(),
    agreementKey: deps.keys.agreementKey,
    newSecrets: [],
    quarantine: new Map(),
    frozenAt: new Map(),
    stranded: new Map(),
    isOutrun: false,
    toReissue: new Set(),
    onOwnBranches: new Set(),
    branchVerdicts: new Map(),
    isStale: false,
    isClosed: false
  };
}

/** Own held branches may have something to issue again of those of these records that they change. */
export function noteToReissue(core: Core, ids: readonly RecordId[]): void {
  const { toReissue, onOwnBranches } = core;
  const some = ids.filter((id) => onOwnBranches.has(id));
  if (toReissue !== 'all' && some.length > 0) core.toReissue = new Set([...toReissue, ...some]);
}

export const createWriter = (
  deviceId: DeviceId,
  incarnation: number,
  signingKey: SigningKey
): Writer => ({
  incarnation,
  slot: createWriterSlot(deviceId, incarnation),
  clientId: clientIdOf(deviceId, incarnation),
  signingKey
});

/** What the next heads row says: never less than before, so that rows that were lost stay missed. */
export const memberCountOf = (core: Core, members = core.members): number =>
  Math.max(core.heads.memberCount, members.entries.length);

/** The merged state of a record; undefined where there is none. Throws BrokenProjection. */
export async function loadState(
  core: Core,
  id: RecordId,
  likely?: RecordKind
): Promise<RecordState | undefined> {
  const place = placeOfState(core, id, likely);
  return place && findInPack(statesAt(place, await openCached(core, place)), id);
}

/** Records that `loadStates` is asked for at once: their packs fit into the cache together. */
export const statesAtOnce = 32;

/** The merged states of several records: what holds them is read and opened at once. Throws BrokenProjection. */
export async function loadStates(
  core: Core,
  ids: readonly RecordId[]
): Promise<(RecordState | undefined)[]> {
  assert(ids.length <= statesAtOnce, 'no more than fit into the cache');
  const places = ids.map((id) => placeOfState(core, id));
  const missing = new Map<string, Place>();
  for (const place of places) {
    if (place && !core.packCache.has(nameOfPlace(place))) missing.set(nameOfPlace(place), place);
  }
  const opened = await openPlaces(core, [...missing.values()]);
  [...missing.values()].forEach((place, i) => keepCached(core, place, opened[i]));
  return Promise.all(
    ids.map(async (id, i) => {
      const place = places[i];
      return place && findInPack(statesAt(place, await openCached(core, place)), id);
    })
  );
}

/** Where the newest state of a record lies: in a chunk of the overlay or in a folded pack. */
function placeOfState(core: Core, id: RecordId, likely?: RecordKind): Place | undefined {
  const chunk = core.chunkById.get(id);
  if (chunk !== undefined) return overlayPlace(chunk);
  const kind = core.view.kindOf(id, likely);
  const place = kind && core.view.placeOf(kind, id);
  return place === undefined || place === unfolded ? undefined : packAt(core, place);
}

const statesAt = (place: Place, plain: Bytes): Bytes =>
  place.table === 'overlay' ? packOfChunk(plain) : plain;

/** Values of the store, read together and opened side by side. Throws BrokenProjection. */
export async function openPlaces(core: Core, places: readonly Place[]): Promise<Bytes[]> {
  const sealed = new Map<string, Bytes | undefined>();
  for (const table of new Set(places.map((place) => place.table))) {
    const own = places.filter((place) => place.table === table);
    const values = await core.deps.store.getMany(
      table,
      own.map(({ key }) => key)
    );
    own.forEach((place, i) => sealed.set(nameOfPlace(place), values[i]));
  }
  return Promise.all(
    places.map(async (place) => {
      const value = sealed.get(nameOfPlace(place));
      const plain = value && (await core.atRest.open(place, value));
      if (!plain) throw new BrokenProjection(`${place.table} does not open`);
      return plain;
    })
  );
}

/** The folded pack at a state place. Throws BrokenProjection. */
export const openPack = async (core: Core, place: StatePlace): Promise<Bytes> =>
  openCached(core, packAt(core, place));

function packAt(core: Core, place: StatePlace): Place {
  const group = groupOfPlace(place);
  const info = core.manifest.groups
    .get(group)
    ?.packs.find(({ pack }) => pack === packOfPlace(place));
  if (!info) throw new BrokenProjection('a row names a pack that is not in the manifest');
  return packPlace(group, info);
}

/** Bulk edits ask for the records of one pack one after the other. */
async function openCached(core: Core, place: Place): Promise<Bytes> {
  const cached = core.packCache.get(nameOfPlace(place));
  if (cached) return cached;
  const [plain] = await openPlaces(core, [place]);
  assert(plain, 'what opens is there');
  keepCached(core, place, plain);
  return plain;
}

const nameOfPlace = ({ table, key, generation }: Place): string =>
  `${table}/${key.join('/')}/${generation}`;

function keepCached(core: Core, place: Place, plain: Bytes | undefined): void {
  if (!plain) return;
  core.packCache.set(nameOfPlace(place), plain);
  for (const oldest of core.packCache.keys()) {
    if (core.packCache.size <= maxCachedPacks) break;
    core.packCache.delete(oldest);
  }
}

/** A slice of work: short, so that what one step takes beyond it is no long task on a slow machine either. */
const sliceMs = 12;

/** Gives the event loop a turn when the present slice of work is over. */
export function createPacer(deps: ReplicaDeps): () => Promise<void> {
  let sliceStart = deps.clock.now();
  return async () => {
    const spent = deps.clock.now() - sliceStart;
    // A clock set back must not stop the pauses.
    if (spent >= 0 && spent < sliceMs) return;
    await (deps.yieldNow ?? nextTask)();
    sliceStart = deps.clock.now();
  };
}
