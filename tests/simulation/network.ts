/** The network of a simulated book: bare messages, and the ways of travel with all that goes wrong on them. */
import { expect } from 'vitest';
import { toHex, type Bytes } from '../../src/lib/kernel/bytes';
import { unwrap } from '../../src/lib/kernel/result';
import { decodeEntry, encodeEntry, type Entry } from '../../src/lib/log/entry';
import { emptyFrontier } from '../../src/lib/log/frontier';
import { createFrameLink } from '../../src/lib/log/protocol/frame-link';
import { bundleWay } from '../contract/transports/bundle-way';
import {
  createChannelPair,
  createTestTimer,
  type ChannelPair,
  type Meddler,
  type TestTimer
} from '../contract/transports/channel-pair';
import { memoryObjectsWay } from '../contract/transports/object-run';
import { isStored, type Fault, type StoredRun } from '../contract/transports/way';
import type { SeededRandom } from '../contract/replica/seeded-random';
import type { SimDevice } from './sim-device';
import { count, type World } from './world';

export interface Network {
  /** A desk for files, and a folder or relay for objects. */
  readonly media: readonly Medium[];
}

interface Medium {
  readonly name: 'bundle' | 'objects';
  readonly run: StoredRun;
  /** The medium as it once was. */
  older: unknown;
}

export async function createNetwork(world: World): Promise<Network> {
  const media = await Promise.all(
    ([bundleWay, memoryObjectsWay] as const).map(async (way, i): Promise<Medium> => {
      const run = await way.open(world);
      if (!isStored(run)) throw new Error('a way that stores');
      return { name: i === 0 ? 'bundle' : 'objects', run, older: await run.image() };
    })
  );
  return { media };
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
    if (random.chance(0.3)) {
      messages = messages.map((bytes) => {
        if (!random.chance(0.3)) return bytes;
        // With the device's own id flipped nobody can say whose it is, so it is kept, and waits.
        world.garbage.set(to, (world.garbage.get(to) ?? 0) + 1);
        return flip(random, bytes);
      });
    }
  }
  const received = messages.flatMap((bytes): Entry[] => {
    const decoded = decodeEntry(bytes);
    if (!decoded.ok) return [];
    // I10: what is accepted re-encodes to the same bytes.
    expect(toHex(encodeEntry(decoded.value))).toBe(toHex(bytes));
    return [decoded.value];
  });
  const isLate = isFaulty && random.chance(0.1);
  const some = isFaulty && random.chance(0.2) ? members.filter(() => random.chance(0.6)) : members;
  const report = unwrap(
    await to.replica.ingest({ members: isLate ? [] : some, entries: received })
  );
  for (const name of ['added', 'duplicates', 'waiting', 'forked', 'rejected'] as const) {
    count(world.counts, name, report[name]);
  }
}

/** Two devices over a channel; what the channel does to chunks is up to `fault`. */
export async function meet(
  world: World,
  [a, b]: readonly [SimDevice, SimDevice],
  fault?: Fault
): Promise<void> {
  const { random } = world;
  const meddle: Meddler = (chunk) => {
    const passed = fault ? fault(chunk) : chunk;
    if (passed === null) return 'cut';
    return fault && random.chance(0.03) ? [passed, passed] : [passed];
  };
  const pair = createChannelPair({ meddle: [meddle, meddle] });
  const timers = [createTestTimer(), createTestTimer()];
  const runs = [a, b].map(async ({ port, clock }, i) => {
    const deps = { clock, random, timer: timers[i] ?? createTestTimer() };
    try {
      const { end } = await createFrameLink(port, pair.ends[i === 0 ? 0 : 1], deps).run('once');
      count(world.counts, `link ${end.type}`);
    } finally {
      // A device that died, or that has had enough, leaves the other with a dead channel.
      pair.cut();
    }
  });
  // Where a flipped length has both waiting for the rest, nothing but time ends it.
  const patience = endSilence(pair, timers);
  const ended = await Promise.allSettled(runs);
  patience.end();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/**
 * Time passes for both when nothing has moved for some turns of the event loop: all that a device does between two
 * messages is done within one turn.
 */
function endSilence(pair: ChannelPair, timers: readonly TestTimer[]): { end(): void } {
  let [before, silences, isEnded] = [-1, 0, false];
  const look = (): void => {
    if (isEnded) return;
    silences = pair.bytes() === before ? silences + 1 : 0;
    before = pair.bytes();
    if (silences > 4) timers.forEach((timer) => timer.fireAll());
    setImmediate(look);
  };
  setImmediate(look);
  return { end: () => void (isEnded = true) };
}

/** One device visits a medium, which does what media do. */
export async function visit(
  world: World,
  { media }: Network,
  device: SimDevice,
  isFaulty: boolean
): Promise<void> {
  const { random, counts } = world;
  const medium = random.pick(media);
  const { run } = medium;
  count(counts, medium.name);
  if (isFaulty) await meddleWith(world, medium);
  if (isFaulty && random.chance(0.4)) run.setFault(faultOf(random, await run.seen()));
  try {
    await run.visit(device);
  } finally {
    run.setFault(undefined);
  }
}

/** Loses, exchanges or rolls back what lies there. */
async function meddleWith({ random, counts }: World, medium: Medium): Promise<void> {
  const { run } = medium;
  if (random.chance(0.1)) await run.shake(random);
  if (random.chance(0.2)) medium.older = await run.image();
  else if (random.chance(0.1)) {
    await run.putBack(medium.older);
    count(counts, 'rollbacks');
  }
  if (random.chance(0.04)) await run.wipe();
}

/** Lost, cut short, flipped, or other bytes of the same medium in their place. */
export const faultOf =
  (random: SeededRandom, others: readonly Bytes[] = []): Fault =>
  (bytes) => {
    const n = random.next();
    if (n < 0.03) return null;
    if (n < 0.06) return bytes.slice(0, random.below(bytes.length + 1));
    if (n < 0.1) return flip(random, bytes);
    if (n < 0.15 && others.length > 0) return random.pick(others);
    return bytes;
  };

/** Flips one bit (I5). */
function flip(random: SeededRandom, bytes: Bytes): Bytes {
  const copy = new Uint8Array(bytes);
  const at = random.below(Math.max(1, copy.length));
  if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
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
