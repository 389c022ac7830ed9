/**
 * What a device puts on a shared medium: its own entries, and others' that lie there nowhere. Small objects are folded into
 * larger ones, objects with erased parts are replaced, what nobody keeps up is taken away. New objects first, then
 * the index that names them, then what it no longer names goes: cut anywhere, nothing is missing.
 */
import { toHex } from '../../kernel/bytes';
import { ordersHash, segmentHash, type ListedObject } from '../../log/protocol/listing';
import { createCoverage, type ChainRange, type Coverage } from '../../log/protocol/seq-ranges';
import { encodeSegment } from '../../log/segment';
import { unsoundOf } from './complaints';
import type { Source, Visit } from './context';
import { offerBranches } from './offer-branches';
import { offerMembers } from './offer-members';
import { listed, wantedOf, type Offer } from './offering';

/** As many objects of one size are folded into one. */
const foldAt = 8;
/** Sizes from one tier to the next. */
const tierStep = 8;
const smallestTier = 1024;
/** What is larger than this is a whole segment and stays. */
const wholeSegment = 128 * 1024;

/** The objects that the new listing names: put, durable and complete. */
export async function offerObjects(offer: Offer): Promise<{
  readonly objects: readonly ListedObject[];
  readonly membersUpTo: Awaited<ReturnType<typeof offerMembers>>['upTo'];
}> {
  const unsound = await unsoundOf(offer);
  const kept = await keptEntries(offer, unsound);
  const covered = createCoverage(offer.others.flatMap((source) => rangesOf(source, unsound)));
  const entries = await fold(offer, await coverAll(offer, kept, covered), covered);
  const members = await offerMembers(offer);
  const branches = await offerBranches(offer);
  return { objects: [...entries, ...members.objects, ...branches], membersUpTo: members.upTo };
}

const rangesOf = ({ objects }: Source, unsound: ReadonlySet<string>): ChainRange[] =>
  objects.flatMap(({ kind, id, runs }) => (kind === 'entries' && !unsound.has(id) ? runs : []));

/** Own objects that lie there and may stay. */
async function keptEntries(
  { visit, own, content }: Offer,
  unsound: ReadonlySet<string>
): Promise<ListedObject[]> {
  const kept = new Map<string, ListedObject>();
  const orders = ordersHash(content);
  for (const { listing, objects } of own) {
    const isSameOrders = toHex(listing.orders) === toHex(orders);
    for (const placed of objects) {
      if (placed.kind !== 'entries' || unsound.has(placed.id)) continue;
      // Since other people were erased, or an order turned out void: what would be written now?
      if (isSameOrders || (await isAsWrittenNow(visit, placed)))
        kept.set(placed.id, listed(placed));
    }
  }
  return [...kept.values()];
}

async function isAsWrittenNow({ port }: Visit, { runs, hash }: ListedObject): Promise<boolean> {
  const hashes: string[] = [];
  for await (const segment of port.read(wantedOf(runs))) {
    hashes.push(toHex(segmentHash(encodeSegment(segment))));
  }
  return hashes.length === 1 && hashes[0] === toHex(hash);
}

/** Adds what this device holds and nobody has put there; its own entries whatever others say. */
async function coverAll(
  { visit, content, write }: Offer,
  kept: readonly ListedObject[],
  others: Coverage
): Promise<ListedObject[]> {
  const { deviceId } = visit.port.self();
  const mine = createCoverage(kept.flatMap(({ runs }) => runs));
  const own: ChainRange[] = [];
  const foreign: ChainRange[] = [];
  for (const { seq, ...chain } of content.frontier.chains) {
    for (const { from, to } of mine.missingOf({ ...chain, from: 1, to: seq })) {
      const run = { ...chain, from, to };
      if (chain.deviceId === deviceId) own.push(run);
      else foreign.push(...others.missingOf(run).map((left) => ({ ...run, ...left })));
    }
  }
  const runs = isForeignDue(visit, foreign) ? [...own, ...foreign] : own;
  const added: ListedObject[] = [];
  for (const part of byReader(runs)) added.push(...(await write('entries', wantedOf(part))));
  return [...kept, ...added];
}

/** Whose entries they are may be about to put them there: where all meet at once, they are given a moment. */
function isForeignDue({ memory, deps, medium }: Visit, foreign: readonly ChainRange[]): boolean {
  if (foreign.length === 0) {
    memory.uncoveredSince = undefined;
    return false;
  }
  memory.uncoveredSince ??= deps.clock.now();
  return deps.clock.now() - memory.uncoveredSince >= medium.graceMs;
}

/** A device with the role 统计 keeps reports alone, so these lie in objects of their own. */
const byReader = (runs: readonly ChainRange[]): (readonly ChainRange[])[] =>
  [
    runs.filter(({ scope }) => scope === 'reports'),
    runs.filter(({ scope }) => scope !== 'reports')
  ].filter((part) => part.length > 0);

/** Eight of one size become one: each entry is written again about once per tier. */
async function fold(
  { write, content }: Offer,
  objects: readonly ListedObject[],
  others: Coverage
): Promise<ListedObject[]> {
  const tiers = new Map<string, ListedObject[]>();
  for (const object of objects) {
    if (object.size >= wholeSegment) continue;
    const tier = Math.floor(Math.log(Math.max(object.size / smallestTier, 1)) / Math.log(tierStep));
    const key = `${object.runs[0]?.scope === 'reports'}/${tier}`;
    tiers.set(key, [...(tiers.get(key) ?? []), object]);
  }
  const heads = createCoverage(
    content.frontier.chains.map(({ seq, ...chain }) => ({ ...chain, from: 1, to: seq }))
  );
  const folded = new Set<ListedObject>();
  const added: ListedObject[] = [];
  for (const group of tiers.values()) {
    if (group.length < foldAt) continue;
    const runs = createCoverage(group.flatMap((object) => object.runs)).ranges();
    if (runs.some((run) => heads.missingOf(run).length > 0)) continue;
    added.push(
      ...(await write('entries', wantedOf(runs.filter((run) => !isCovered(run, others)))))
    );
    for (const object of group) folded.add(object);
  }
  return [...objects.filter((object) => !folded.has(object)), ...added];
}

const isCovered = (run: ChainRange, coverage: Coverage): boolean =>
  coverage.missingOf(run).length === 0;
