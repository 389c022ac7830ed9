/**
 * The replica as the sync protocol sees it (log/protocol/log-port.ts). Each step takes the replica's queue for itself and
 * leaves it again, so that a long transfer holds neither commits nor more than one segment of the log.
 */
import { sign } from '../crypto/sign';
import type { Result } from '../kernel/result';
import { err } from '../kernel/result';
import { scopes, type Scope } from '../kernel/scope';
import { createCarrier, type Carrier } from '../log/carrier';
import { foldVersion } from '../log/digest';
import { withoutParts, type Entry } from '../log/entry';
import type { KeyId } from '../log/epoch-keys';
import type { FrontierChain } from '../log/frontier';
import { limits } from '../log/limits';
import {
  PortError,
  type HeldCarrier,
  type IngestReport,
  type LogPort,
  type ReadOrder
} from '../log/protocol/log-port';
import { membersBeyond } from '../log/protocol/member-closure';
import type { Wanted, WantedChain } from '../log/protocol/messages';
import type { StatusContent, StatusDigest } from '../log/protocol/status';
import { createSegmentPacker, type Segment } from '../log/segment';
import { bySave } from './by-save';
import type { Core } from './core';
import { readContested } from './contested';
import { computeDigests } from './digest';
import { computeFrontier, entryAt } from './exchange';
import { chainKey } from './heads';
import type { IngestBatch } from './ingest';
import { chainOfName, slotOf } from './slot';
import { StoreError } from './store';
import type { CommitFailure } from './types';

interface PortDeps {
  readonly appVersion: string;
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly ingest: (batch: IngestBatch) => Promise<Result<IngestReport, CommitFailure>>;
}

export function createLogPort(core: Core, deps: PortDeps): LogPort {
  const run: PortDeps['run'] = async (work) => {
    if (core.isClosed) throw new PortError('locked');
    try {
      return await deps.run(work);
    } catch (thrown) {
      if (thrown instanceof StoreError) throw new PortError(thrown.failure.type);
      throw thrown;
    }
  };
  const carriers = new Map<KeyId, Promise<Carrier>>();
  return {
    spaceId: core.deps.spaceId,
    appVersion: deps.appVersion,
    self: () => ({ deviceId: core.deps.deviceId, incarnation: core.writer.incarnation }),
    members: () => core.members.resolved,
    memberEntries: () => core.members.entries,
    async carriers() {
      const now = core.members.resolved.currentEpoch('carrier')?.keyId;
      const secrets = core.deps.keys.ring.all().filter(({ stream }) => stream === 'carrier');
      const held: HeldCarrier[] = [];
      for (const secret of secrets) {
        const made = carriers.get(secret.keyId) ?? createCarrier(secret);
        carriers.set(secret.keyId, made);
        held.push({ carrier: await made, epoch: secret.epoch, keyId: secret.keyId });
      }
      held.sort((a, b) => Number(b.keyId === now) - Number(a.keyId === now) || b.epoch - a.epoch);
      return { current: held.find(({ keyId }) => keyId === now) ?? null, held };
    },
    status: (options) => run(() => readStatus(core, options.withDigests)),
    sign: (message) => sign(core.writer.signingKey, message),
    contested: () => run(() => readContested(core)),
    holds: (entry) => run(() => isHeld(core, entry)),
    read: (wanted, order = 'chains') => readWanted(core, run, wanted, order),
    async ingest(segment) {
      const report = await deps.ingest(segment);
      return report.ok ? report : err({ type: 'storage', reason: report.error.type });
    }
  };
}

async function readStatus(core: Core, withDigests: boolean): Promise<StatusContent> {
  const kept = keptScopes(core);
  const digests: StatusDigest[] = [];
  const asked = kept.filter((scope) =>
    core.deps.keys.ring.all().some(({ stream }) => stream === scope)
  );
  const computed = await computeDigests(core, withDigests ? asked : []);
  for (const { scope, digest, recordCount, isComplete } of computed)
    digests.push({ scope, digest, records: recordCount, isComplete });
  const waiting = [...core.quarantine.values()].filter(({ reason }) => reason === 'waiting');
  return {
    scopes: kept,
    frontier: await computeFrontier(core),
    tips: await branchTips(core),
    digests,
    foldVersion,
    waiting: waiting.length
  };
}

/** Every member device carries everything, sealed or not; a reader of figures alone has no room for people. */
function keptScopes(core: Core): readonly Scope[] {
  const grant = core.members.resolved.grantOf(core.deps.deviceId, core.writer.incarnation);
  return grant?.role === 'reports' ? grant.scopes : scopes;
}

/** Ends of the log and of the held branches of frozen chains. */
async function branchTips(core: Core): Promise<FrontierChain[]> {
  const tips: FrontierChain[] = [];
  for (const head of core.heads.chains.values()) {
    if (!core.frozenAt.has(chainKey(head))) continue;
    const chain = chainOfName(head);
    tips.push({ ...chain, seq: head.seq, id: head.id });
    const branch = forksOf(core, head);
    const continued = new Set(branch.map(({ header }) => header.prev));
    const ends = branch.filter(({ id }) => !continued.has(id));
    tips.push(...ends.map(({ id, header }) => ({ ...chain, seq: header.seq, id })));
  }
  return tips;
}

const forksOf = (core: Core, chain: { slot: string; scope: Scope }): Entry[] =>
  [...core.quarantine.values()].flatMap(({ reason, entry }) =>
    reason === 'fork' && slotOf(entry.header) === chain.slot && entry.header.scope === chain.scope
      ? [entry]
      : []
  );

async function isHeld(core: Core, wanted: FrontierChain): Promise<boolean> {
  const chain = { slot: slotOf(wanted), scope: wanted.scope };
  if ((await entryAt(core, chain, wanted.seq))?.id === wanted.id) return true;
  return forksOf(core, chain).some(({ id }) => id === wanted.id);
}

async function* readWanted(
  core: Core,
  run: PortDeps['run'],
  wanted: Wanted,
  order: ReadOrder
): AsyncGenerator<Segment> {
  const packer = createSegmentPacker();
  if (wanted.members) {
    const { spaceId } = core.deps;
    for (const entry of membersBeyond(spaceId, core.members.entries, wanted.members))
      yield* packer.addMember(entry);
  }
  const read = (range: WantedChain): AsyncIterable<Entry> => readChain(core, run, range);
  const runs =
    order === 'saves'
      ? byWriter(wanted.chains).map((own) => bySave(own.map(read)))
      : wanted.chains.map(read);
  for (const entries of runs) {
    for await (const entry of entries) yield* packer.addEntry(entry);
  }
  yield* packer.rest();
}

/** The chains of each incarnation of a device, in their order. */
function byWriter(chains: readonly WantedChain[]): readonly (readonly WantedChain[])[] {
  const groups = new Map<string, WantedChain[]>();
  for (const chain of chains) {
    const slot = slotOf(chain);
    groups.set(slot, [...(groups.get(slot) ?? []), chain]);
  }
  return [...groups.values()];
}

async function* readChain(
  core: Core,
  run: PortDeps['run'],
  range: WantedChain
): AsyncGenerator<Entry> {
  for (let from = range.from; ;) {
    const batch = await run(() => readBatch(core, range, from));
    yield* batch.entries;
    if (batch.next === undefined) return;
    from = batch.next;
  }
}

interface Batch {
  readonly entries: readonly Entry[];
  /** Where the next batch begins; undefined at the end of the run. */
  readonly next: number | undefined;
}

async function readBatch(core: Core, range: WantedChain, from: number): Promise<Batch> {
  const chain = { slot: slotOf(range), scope: range.scope };
  // A row that someone put back after an erasure still has the part: it goes to nobody (I7).
  const strip = (entry: Entry): Entry => withoutParts(entry, (id) => core.erased.has(id));
  const frozen = core.frozenAt.get(chainKey(chain)) ?? Infinity;
  const to = range.branches ? Infinity : Math.min(range.to, frozen);
  const entries: Entry[] = [];
  let size = 0;
  for await (const entry of core.log.read(chain, from, to)) {
    if (size >= limits.segment) return { entries, next: entry.header.seq };
    entries.push(strip(entry));
    size += entry.parts.reduce((sum, part) => sum + (part?.length ?? 0), entry.headerBytes.length);
  }
  const forks = range.branches ? forksOf(core, chain) : [];
  const wantedForks = forks.filter(({ header }) => header.seq >= range.from);
  return { entries: [...entries, ...wantedForks.map(strip)], next: undefined };
}
