/** What this replica has, for peers, bundles and backups: frontier, entries past another's frontier, archive. */
import type { Bytes } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import { scopes } from '../kernel/scope';
import type { ArchiveContent } from '../log/archive';
import { chainKeyOf, compareChains } from '../log/chain';
import { withoutParts, type Entry } from '../log/entry';
import {
  createFrontier,
  emptyFrontier,
  frontierHeads,
  type Frontier,
  type FrontierChain
} from '../log/frontier';
import type { MemberEntry } from '../log/member-entry';
import { createSegmentPacker, encodeSegment, type Segment } from '../log/segment';
import { bySave } from './by-save';
import type { Core } from './core';
import { computeDigests } from './digest';
import { chainKey, type ChainHead } from './heads';
import type { ChainName } from './log-store';
import { chainOfName, slotOf } from './slot';

/** A frozen chain stands at its last common entry, so that all who know of the fork name the same. */
export async function computeFrontier(core: Core): Promise<Frontier> {
  const chains: FrontierChain[] = [];
  for (const head of core.heads.chains.values()) {
    const frozen = core.frozenAt.get(chainKey(head));
    const shown = frozen === undefined ? head : await headAt(core, head, frozen);
    if (shown) chains.push({ ...chainOfName(head), seq: shown.seq, id: shown.id });
  }
  const erasures = [...core.members.resolved.erasures].flatMap(([recordId, orders]) =>
    orders.map((order) => ({ recordId, order }))
  );
  return createFrontier({ memberHeads: core.members.resolved.heads, chains, erasures });
}

async function headAt(core: Core, head: ChainHead, seq: number): Promise<ChainHead | undefined> {
  if (seq < 1) return undefined;
  const entry = await entryAt(core, head, seq);
  return entry && { slot: head.slot, scope: head.scope, seq, id: entry.id };
}

export async function entryAt(
  core: Core,
  chain: ChainName,
  seq: number
): Promise<Entry | undefined> {
  for await (const entry of core.log.read(chain, seq, seq)) return entry;
  return undefined;
}

/** Member entries a peer with this frontier may lack: all of them while the heads differ. */
export function membersSince(core: Core, theirs: Frontier): readonly MemberEntry[] {
  const own = frontierHeads(core.members.resolved.heads);
  const isEqual =
    own.length === theirs.memberHeads.length && own.every((id, i) => id === theirs.memberHeads[i]);
  return isEqual ? [] : core.members.entries;
}

/** Entries a peer with this frontier lacks, device by device; of frozen chains every branch past the fork. */
export async function* entriesSince(core: Core, theirs: Frontier): AsyncGenerator<Entry> {
  const known = new Map(theirs.chains.map((chain) => [chainKeyOf(chain), chain]));
  const names = [...core.heads.chains.values()].sort((a, b) =>
    compareChains(chainOfName(a), chainOfName(b))
  );
  for (const slot of new Set(names.map((head) => head.slot))) {
    const own = names.filter((head) => head.slot === slot);
    yield* bySave(
      own.map((head) => chainSince(core, head, known.get(chainKeyOf(chainOfName(head)))))
    );
  }
}

async function* chainSince(
  core: Core,
  head: ChainHead,
  peer: FrontierChain | undefined
): AsyncGenerator<Entry> {
  const isErased = (id: RecordId): boolean => core.erased.has(id);
  for await (const entry of core.log.read(head, (await sharedSeq(core, head, peer)) + 1)) {
    // A row that someone put back after an erasure still has the part: it goes to nobody (I7).
    yield withoutParts(entry, isErased);
  }
  for (const { reason, entry } of core.quarantine.values()) {
    const { header } = entry;
    if (reason === 'fork' && slotOf(header) === head.slot && header.scope === head.scope)
      yield withoutParts(entry, isErased);
  }
}

/** Up to where a peer surely holds the same entries of a chain. */
async function sharedSeq(
  core: Core,
  head: ChainHead,
  peer: FrontierChain | undefined
): Promise<number> {
  if (!peer) return 0;
  const frozen = core.frozenAt.get(chainKey(head)) ?? Infinity;
  const seq = Math.min(peer.seq, head.seq);
  if (seq === peer.seq && (await entryAt(core, head, seq))?.id !== peer.id) return 0;
  return Math.min(seq, frozen);
}

/** The whole log as segments, member entries first. */
export async function* logSegments(core: Core): AsyncGenerator<Segment> {
  const packer = createSegmentPacker();
  for (const member of core.members.entries) yield* packer.addMember(member);
  for await (const entry of entriesSince(core, emptyFrontier)) yield* packer.addEntry(entry);
  yield* packer.rest();
}

export async function* encodedSegments(core: Core): AsyncGenerator<Bytes> {
  for await (const segment of logSegments(core)) yield encodeSegment(segment);
}

/** All that a backup holds (log/backup.ts): log, epoch keys, counts and digests; never device keys. */
export async function createArchive(core: Core): Promise<ArchiveContent> {
  const held = scopes.filter((scope) =>
    core.deps.keys.ring.all().some(({ stream }) => stream === scope)
  );
  const digests: ArchiveContent['digests'][number][] = [];
  for (const { scope, digest, recordCount } of await computeDigests(core, held)) {
    digests.push({ scope, digest, records: recordCount });
  }
  return {
    head: {
      spaceId: core.deps.spaceId,
      madeBy: core.deps.deviceId,
      createdMs: core.deps.clock.now(),
      frontier: await computeFrontier(core),
      since: null
    },
    keys: core.deps.keys.ring.all(),
    segments: logSegments(core),
    digests
  };
}
