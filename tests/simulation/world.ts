/** A simulated owner with several devices, the network between them, and what must hold after each heal. */
import { expect } from 'vitest';
import { importSigningKey } from '../../src/lib/crypto/sign';
import type { RecordKind } from '../../src/lib/domain/field';
import { toHex } from '../../src/lib/kernel/bytes';
import { createRecordId, type RecordId } from '../../src/lib/kernel/ids';
import { unwrap } from '../../src/lib/kernel/result';
import { decodeEntry, encodeEntry, type Entry } from '../../src/lib/log/entry';
import { sealEpoch } from '../../src/lib/log/epoch-keys';
import { createDevice, foundSpace } from '../../src/lib/log/founding';
import { compareFrontiers, emptyFrontier } from '../../src/lib/log/frontier';
import { createGrant } from '../../src/lib/log/grant';
import { signMemberEntry, type MemberEntry } from '../../src/lib/log/member-entry';
import { compareSealedEpochs } from '../../src/lib/log/member-payload';
import type { SyncReplica } from '../../src/lib/storage/replica';
import { createTestClock } from '../contract/replica/fixture';
import { createSeededRandom, type SeededRandom } from '../contract/replica/seeded-random';
import { createSimDevice, type SimDevice } from './sim-device';

export const simKinds: readonly RecordKind[] = ['person', 'visit', 'auditEvent'];

/** What happened in a run: a simulation that never meets a fork proves nothing about forks. */
export interface SimCounts {
  added: number;
  duplicates: number;
  waiting: number;
  forked: number;
  rejected: number;
  crashes: number;
  renewed: number;
  imagesPutBack: number;
  restores: number;
  erased: number;
  heals: number;
}

export const noCounts = (): SimCounts => ({
  added: 0,
  duplicates: 0,
  waiting: 0,
  forked: 0,
  rejected: 0,
  crashes: 0,
  renewed: 0,
  imagesPutBack: 0,
  restores: 0,
  erased: 0,
  heals: 0
});

export interface World {
  readonly counts: SimCounts;
  readonly random: SeededRandom;
  readonly devices: readonly SimDevice[];
  /** Every record any device has made and not certainly lost. */
  readonly ids: { readonly kind: RecordKind; readonly id: RecordId }[];
  /** Pairs `i>j` that can't talk. */
  readonly cut: Set<string>;
  newId(): RecordId;
}

export async function createWorld(
  seed: number,
  deviceCount: number,
  counts: SimCounts = noCounts()
): Promise<World> {
  const random = createSeededRandom(seed);
  const startMs = Date.UTC(2026, 10, 23, 8);
  const space = await foundSpace({ name: '甲', printedKey: null, atMs: startMs, random });
  const founder = space.device;
  const founderKey = await importSigningKey(founder.pairs.signing.secret);
  const members: MemberEntry[] = [space.entry];
  const vaultKeys = [{ registration: founder.registration, signingKey: founderKey }];
  for (let i = 1; i < deviceCount; i++) {
    const made = await createDevice(`设备${i}`, random);
    const registration = { ...made.registration, memberId: founder.registration.memberId };
    const keys = await Promise.all(
      space.secrets.map((secret) => sealEpoch(space.spaceId, secret, { devices: [registration] }))
    );
    const { deviceId, incarnation, signingKey } = founder.registration;
    const payload = {
      kind: 'add-device',
      device: registration,
      ...createGrant('owner'),
      request: null
    } as const;
    const entry = await signMemberEntry(
      {
        spaceId: space.spaceId,
        author: { deviceId, incarnation, signingKey },
        parents: [members[members.length - 1]?.id ?? space.entry.id],
        atMs: startMs,
        payload: { ...payload, keys: keys.sort(compareSealedEpochs) }
      },
      founderKey
    );
    members.push(entry);
    const deviceKey = await importSigningKey(made.pairs.signing.secret);
    vaultKeys.push({ registration, signingKey: deviceKey });
  }
  const devices: SimDevice[] = [];
  for (const [i, first] of vaultKeys.entries()) {
    const clock = createTestClock(startMs + random.below(60_000));
    const input = {
      onRenewed: () => counts.renewed++,
      name: `d${i}`,
      spaceId: space.spaceId,
      secrets: space.secrets,
      members
    };
    devices.push(await createSimDevice({ ...input, first, clock, random }));
  }
  return { counts, random, devices, ids: [], cut: new Set(), newId: () => createRecordId(random) };
}

/** One message from a device to another: late, twice, shuffled, cut short or damaged, as the network likes. */
export async function sync(
  world: World,
  from: SimDevice,
  to: SimDevice,
  isFaulty: boolean
): Promise<void> {
  const { random } = world;
  const theirs = isFaulty && random.chance(0.1) ? emptyFrontier : await to.replica.frontier();
  const { members, entries } = await from.replica.since(theirs);
  let messages = entries.map((entry) => encodeEntry(entry));
  if (isFaulty) {
    if (random.chance(0.3)) messages = [...messages, ...messages.filter(() => random.chance(0.3))];
    if (random.chance(0.5)) messages = shuffle(random, messages);
    if (random.chance(0.3)) messages = messages.filter(() => random.chance(0.7));
    if (random.chance(0.3)) messages = messages.map((bytes) => damage(random, bytes));
  }
  const received = messages.flatMap((bytes): Entry[] => {
    const decoded = decodeEntry(bytes);
    if (!decoded.ok) return [];
    // I10: what is accepted re-encodes to the same bytes.
    expect(toHex(encodeEntry(decoded.value))).toBe(toHex(bytes));
    return [decoded.value];
  });
  const isLate = isFaulty && random.chance(0.1);
  const report = unwrap(
    await to.replica.ingest({ members: isLate ? [] : members, entries: received })
  );
  for (const name of ['added', 'duplicates', 'waiting', 'forked', 'rejected'] as const) {
    world.counts[name] += report[name];
  }
}

/** Flips one bit now and then (I5). */
function damage(random: SeededRandom, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (!random.chance(0.3)) return copy;
  const at = random.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
}

export function shuffle<T>(random: SeededRandom, items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}

/** Everyone talks until nothing new is said, then the invariants are checked. */
export async function heal(world: World): Promise<void> {
  const { devices } = world;
  world.cut.clear();
  world.counts.heals++;
  const before = new Set(devices.flatMap(({ replica }) => shownIds(replica)));
  for (let round = 0; round < 12; round++) {
    for (const from of devices)
      for (const to of devices) if (from !== to) await sync(world, from, to, false);
    if (await isAgreed(devices)) break;
  }
  await checkInvariants(world, before);
}

const shownIds = (replica: SyncReplica): string[] =>
  simKinds.flatMap((kind) => replica.view.rows(kind).map(({ id }) => id));

async function isAgreed(devices: readonly SimDevice[]): Promise<boolean> {
  const frontiers = await Promise.all(devices.map(({ replica }) => replica.frontier()));
  const [first] = frontiers;
  return frontiers.every((one) => first && compareFrontiers(first, one) === 'equal');
}

async function checkInvariants(world: World, before: ReadonlySet<string>): Promise<void> {
  const { devices, random } = world;
  const summaries = await Promise.all(devices.map(({ replica }) => summarise(replica)));
  const [first] = summaries;
  // I1, I2: one set of entries, one frontier, one state.
  for (const summary of summaries) expect(summary).toEqual(first);
  expect(first?.missing).toEqual([]);
  // I3, I4: whatever any device showed before is still there, unless it was erased by order.
  const shown = new Set(devices[0] ? shownIds(devices[0].replica) : []);
  const erased = devices[0]?.replica.members().erasures;
  expect([...before].filter((id) => !shown.has(id) && !erased?.has(id as RecordId))).toEqual([]);
  expect([...shown].filter((id) => erased?.has(id as RecordId))).toEqual([]);
  const one = random.pick(devices);
  await checkNothingErasedIsHeld(one.replica);
  // I2, I8: what is rebuilt from the log, and what is read from the disk, equals what grew in memory.
  await one.reopen();
  expect(await summarise(one.replica)).toEqual(first);
  await one.replica.rebuild();
  expect(await summarise(one.replica)).toEqual(first);
}

async function checkNothingErasedIsHeld(replica: SyncReplica): Promise<void> {
  const erased = replica.members().erasures;
  const { entries } = await replica.since(emptyFrontier);
  for (const { header, parts } of entries) {
    header.parts.forEach(({ recordId }, i) => {
      if (erased.has(recordId)) expect(parts[i]).toBeNull();
    });
  }
}

export async function summarise(replica: SyncReplica) {
  const [general, sensitive] = [await replica.digest('general'), await replica.digest('sensitive')];
  const rows = simKinds
    .flatMap((kind) => replica.view.rows(kind))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    frontier: await replica.frontier(),
    general: toHex(general.digest),
    sensitive: toHex(sensitive.digest),
    missing: [...general.missing, ...sensitive.missing],
    rows
  };
}
