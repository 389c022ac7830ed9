/**
 * What a device puts on a shared medium: its own entries, and others' that lie there nowhere. Small objects are folded into
 * larger ones, objects with erased parts are replaced, what nobody keeps up is taken away. New objects first, then
 * the index that names them, then what it no longer names goes: cut anywhere, nothing is missing.
 */
import { toHex } from '../../kernel/bytes';
import {
  ordersHash,
  runsOf,
  segmentHash,
  type ListedKind,
  type ListedObject
} from '../../log/protocol/listing';
import type { HeldCarrier } from '../../log/protocol/log-port';
import { mergeWanted, type Wanted, type WantedChain } from '../../log/protocol/messages';
import { createCoverage, type ChainRange, type Coverage } from '../../log/protocol/seq-ranges';
import type { StatusContent } from '../../log/protocol/status';
import { encodeSegment } from '../../log/segment';
import {
  nameOfObject,
  ownerName,
  putObject,
  segmentType,
  type PlacedObject,
  type Source,
  type Visit
} from './context';
import { offerBranches } from './offer-branches';
import { offerMembers } from './offer-members';
import { unsoundOf } from './complaints';
import type { Survey } from './survey';

/** As many objects of one size are folded into one. */
const foldAt = 8;
/** Sizes from one tier to the next. */
const tierStep = 8;
const smallestTier = 1024;
/** What is larger than this is a whole segment and stays. */
const wholeSegment = 128 * 1024;

export interface Offer {
  readonly visit: Visit;
  readonly survey: Survey;
  readonly current: HeldCarrier;
  readonly content: StatusContent;
  /** Members whose indexes count, without this device. */
  readonly others: readonly Source[];
  readonly own: readonly Source[];
  /** Adds objects with what is wanted. */
  readonly write: (kind: ListedKind, wanted: Wanted) => Promise<ListedObject[]>;
}

export function createOffer(
  visit: Visit,
  survey: Survey,
  current: HeldCarrier,
  content: StatusContent
): Offer {
  const { sources } = survey;
  const taken = new Set(survey.objects.map(({ name }) => name.split('-')[1]));
  const takeId = (): string => {
    let id = toHex(visit.deps.random.bytes(8));
    for (let n = 0; visit.medium.reusesNames && (n === 0 || taken.has(id)); n++)
      id = n.toString(16).padStart(16, '0');
    taken.add(id);
    return id;
  };
  const counted = sources.filter(({ standing, isPast }) => standing === 'member' && !isPast);
  return {
    visit,
    survey,
    current,
    content,
    others: counted.filter(({ isOwn }) => !isOwn),
    own: sources.filter(({ isOwn }) => isOwn),
    write: (kind, wanted) => writeObjects(visit, current, takeId, kind, wanted)
  };
}

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

export const wantedOf = (runs: readonly ChainRange[], branches = false): Wanted =>
  mergeWanted(
    null,
    runs.map(({ scope, deviceId, incarnation, from, to }): WantedChain => ({
      scope,
      deviceId,
      incarnation,
      from,
      to,
      branches
    }))
  );

async function writeObjects(
  visit: Visit,
  current: HeldCarrier,
  takeId: () => string,
  kind: ListedKind,
  wanted: Wanted
): Promise<ListedObject[]> {
  const owner = await ownerName(current, visit.port.self());
  const written: ListedObject[] = [];
  for await (const segment of visit.port.read(wanted)) {
    const bytes = encodeSegment(segment);
    const id = takeId();
    await putObject(visit, current, nameOfObject(owner, id), { type: segmentType, bytes });
    visit.tally.offered += segment.entries.length + segment.members.length;
    const { tag } = current.carrier;
    const runs = kind === 'members' ? [] : runsOf(segment);
    written.push({ tag, id, kind, size: bytes.length, hash: segmentHash(bytes), runs });
  }
  return written;
}

export const listed = ({ tag, id, kind, size, hash, runs }: PlacedObject): ListedObject => ({
  tag,
  id,
  kind,
  size,
  hash,
  runs
});
