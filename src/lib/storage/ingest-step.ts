/**
 * What one batch of entries is going to change, gathered before it is written: entries that join their chains, parts that
 * come for entries held without them, what waits, and second branches. Waiting and branches are capped: a flood must
 * fill neither disk nor memory.
 */
import type { DeviceId, RecordId } from '../kernel/ids';
import type { Entry } from '../log/entry';
import type { EntryId } from '../log/ids';
import type { IngestReport } from '../log/protocol/log-port';
import type { Core } from './core';
import type { ChainHead } from './heads';
import { quarantineKey, type QuarantinedEntry } from './quarantine';

const maxWaiting = 5000;
/** All that waits is held in memory, and read into it at every opening. */
const maxWaitingBytes = 32 * 1024 * 1024;
/** Of second branches, per device: years of work of a cloned profile. */
const maxForkBytes = 32 * 1024 * 1024;

export type Counts = { -readonly [K in keyof IngestReport]: IngestReport[K] };

/** What one batch is going to change, before it is written. */
export interface Step {
  readonly added: Entry[];
  /** By place: entries held without parts that have come now. */
  readonly filled: Map<string, Entry>;
  /** The records whose parts they are, by entry. */
  readonly gained: Map<EntryId, ReadonlySet<RecordId>>;
  readonly heads: Map<string, ChainHead>;
  readonly byPlace: Map<string, Entry>;
  readonly waiting: Map<string, QuarantinedEntry>;
  waitingBytes: number;
  readonly forks: Map<string, QuarantinedEntry>;
  readonly branchIds: Set<EntryId>;
  readonly forkBytes: Map<DeviceId, number>;
  readonly frozenAt: Map<string, number>;
}

export function createStep(core: Core): Step {
  const forks = new Map([...core.quarantine].filter(([, { reason }]) => reason === 'fork'));
  const forkBytes = new Map<DeviceId, number>();
  for (const { entry } of forks.values()) {
    const { deviceId } = entry.header;
    forkBytes.set(deviceId, (forkBytes.get(deviceId) ?? 0) + storedSize(entry));
  }
  return {
    added: [],
    filled: new Map(),
    gained: new Map(),
    heads: new Map(),
    byPlace: new Map(),
    waiting: new Map(),
    waitingBytes: 0,
    forks,
    branchIds: new Set([...forks.values()].map(({ entry }) => entry.id)),
    forkBytes,
    frozenAt: new Map(core.frozenAt)
  };
}

/** Parts that are absent here, by an order that is void since or a peer that kept them back, and are there again. */
export function takeParts(
  step: Step,
  place: string,
  held: Entry,
  entry: Entry,
  counts: Counts
): undefined {
  const filled = withPartsOf(held, entry);
  if (!filled) return void counts.duplicates++;
  counts.added++;
  step.byPlace.set(place, filled);
  const at = step.added.findIndex(({ id }) => id === entry.id);
  if (at >= 0) return void (step.added[at] = filled);
  step.filled.set(place, filled);
  const gained = held.header.parts.filter((_, i) => held.parts[i] === null && filled.parts[i]);
  const before = step.gained.get(entry.id) ?? [];
  step.gained.set(entry.id, new Set([...before, ...gained.map(({ recordId }) => recordId)]));
}

/** An entry with the parts that it lacks and another copy has; undefined when there are none. */
function withPartsOf(held: Entry, other: Entry): Entry | undefined {
  const isFuller = held.parts.some((part, i) => part === null && other.parts[i] !== null);
  return isFuller
    ? { ...held, parts: held.parts.map((part, i) => part ?? other.parts[i] ?? null) }
    : undefined;
}

/** Keeps a second branch, and freezes the chain where it begins. */
export function takeFork(
  step: Step,
  name: string,
  entry: Entry,
  before: number,
  counts: Counts
): void {
  const key = quarantineKey('fork', entry);
  const known = step.forks.get(key)?.entry;
  const kept = known ? withPartsOf(known, entry) : entry;
  if (!kept) return void counts.duplicates++;
  counts.forked++;
  const frozen = step.frozenAt.get(name) ?? Infinity;
  const { deviceId } = entry.header;
  const bytes = (step.forkBytes.get(deviceId) ?? 0) + storedSize(kept);
  // Whoever signs two branches can sign thousands; one that freezes the chain earlier is always kept.
  if (!known && before >= frozen && bytes > maxForkBytes) return;
  step.forks.set(key, { reason: 'fork', entry: kept });
  step.branchIds.add(entry.id);
  step.forkBytes.set(deviceId, bytes);
  step.frozenAt.set(name, Math.min(frozen, before));
}

export function wait(step: Step, entry: Entry): void {
  // A stranger's flood must fill neither disk nor memory; honest peers send again.
  const key = quarantineKey('waiting', entry);
  const bytes = step.waitingBytes + storedSize(entry);
  const isFull = step.waiting.size >= maxWaiting || bytes > maxWaitingBytes;
  if (isFull || step.waiting.has(key)) return;
  step.waitingBytes = bytes;
  step.waiting.set(key, { reason: 'waiting', entry });
}

export const storedSize = ({ headerBytes, parts }: Entry): number =>
  parts.reduce((sum, part) => sum + (part?.length ?? 0), headerBytes.length);
