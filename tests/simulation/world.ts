/** A simulated book: who founded it, colleagues' devices that come and go, and what happened so far. */
import type { RecordKind } from '../../src/lib/domain/field';
import { createRecordId, type RecordId, type SpaceId } from '../../src/lib/kernel/ids';
import type { Bytes } from '../../src/lib/kernel/bytes';
import { sealEpoch } from '../../src/lib/log/epoch-keys';
import { createDevice, foundSpace } from '../../src/lib/log/founding';
import { createGrant } from '../../src/lib/log/grant';
import { signMemberEntry, type MemberEntry } from '../../src/lib/log/member-entry';
import { compareSealedEpochs } from '../../src/lib/log/member-payload';
import type { Role } from '../../src/lib/log/roles';
import { createTestClock } from '../contract/replica/fixture';
import { createSeededRandom, type SeededRandom } from '../contract/replica/seeded-random';
import { createSimDevice, vaultKeyOf, type SimDevice, type VaultKey } from './sim-device';
import { createWords, type Words } from './words';

export const simKinds: readonly RecordKind[] = ['person', 'visit', 'auditEvent'];

/** What happened: a simulation that never meets a fork proves nothing about forks. Acts count by their kind. */
export type SimCounts = Record<string, number>;

export const count = (counts: SimCounts, what: string, by = 1): void =>
  void (counts[what] = (counts[what] ?? 0) + by);

export interface World {
  readonly counts: SimCounts;
  /** The steps so far, for whoever reads a failure. */
  readonly trace: string[];
  readonly random: SeededRandom;
  readonly spaceId: SpaceId;
  /** The key on the founder's sheet of paper; null for a book founded without one. */
  readonly printedKey: Bytes | null;
  readonly devices: SimDevice[];
  /** Every record any device has made and not certainly lost. */
  readonly ids: { readonly kind: RecordKind; readonly id: RecordId }[];
  /** Pairs `i>j` that can't talk. */
  readonly cut: Set<string>;
  /** Entries that may wait at a device for ever: damaged ones that came outside of any frame, and what follows on lost ones. */
  readonly garbage: Map<SimDevice, number>;
  readonly words: Words;
  newId(): RecordId;
  /** A device that is registered in these member entries begins its work. */
  enter(first: VaultKey, members: readonly MemberEntry[]): Promise<SimDevice>;
}

/** Whose devices a book starts with; `owner` is a further device of the founder. */
const firstRoles: readonly Role[] = ['owner', 'admin', 'editor', 'editor'];

export async function createWorld(
  seed: number,
  deviceCount: number,
  counts: SimCounts = {}
): Promise<World> {
  const random = createSeededRandom(seed);
  const startMs = Date.UTC(2026, 10, 23, 8);
  const printedKey = random.chance(0.3) ? random.bytes(32) : null;
  const space = await foundSpace({ name: '甲', printedKey, atMs: startMs, random });
  const { spaceId, secrets } = space;
  const founder = space.device.registration;
  const founderKey = await vaultKeyOf(space.device);
  const members: MemberEntry[] = [space.entry];
  const vaultKeys = [founderKey];
  for (let i = 1; i < deviceCount; i++) {
    const made = await createDevice(`设备${i}`, random);
    const role = i === 1 ? random.pick(firstRoles.slice(0, 2)) : random.pick(firstRoles);
    const registration =
      role === 'owner' ? { ...made.registration, memberId: founder.memberId } : made.registration;
    const keys = await Promise.all(
      secrets.map((secret) => sealEpoch(spaceId, secret, { devices: [registration] }))
    );
    const payload = {
      kind: 'add-device',
      device: registration,
      ...createGrant(role),
      request: null,
      keys: keys.sort(compareSealedEpochs)
    } as const;
    const parents = [members[members.length - 1]?.id ?? space.entry.id];
    const input = { spaceId, author: founder, parents, atMs: startMs, payload };
    members.push(await signMemberEntry(input, founderKey.signingKey));
    vaultKeys.push(await vaultKeyOf({ ...made, registration }));
  }
  const devices: SimDevice[] = [];
  const world: World = {
    counts,
    trace: [],
    random,
    spaceId,
    printedKey,
    devices,
    ids: [],
    cut: new Set(),
    garbage: new Map(),
    words: createWords(),
    newId: () => createRecordId(random),
    async enter(first, known) {
      const device = await createSimDevice({
        name: `d${devices.length}`,
        spaceId,
        first,
        // Only the founder has its keys from the beginning; everybody else finds them in the member log.
        secrets: first === founderKey ? secrets : [],
        members: known,
        clock: createTestClock(startMs + random.below(60_000)),
        random,
        onRenewed: () => count(counts, 'renewed')
      });
      devices.push(device);
      return device;
    }
  };
  for (const first of vaultKeys) await world.enter(first, members);
  return world;
}
