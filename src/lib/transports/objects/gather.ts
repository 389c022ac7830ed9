/** Fetches what this device lacks: an object at a time, in the order of chains, whoever has put it there. */
import { equalBytes } from '../../kernel/bytes';
import { chainKeyOf, compareChains } from '../../log/chain';
import { segmentHash, runsOf } from '../../log/protocol/listing';
import type { HeldCarrier } from '../../log/protocol/log-port';
import type { WantedChain } from '../../log/protocol/messages';
import {
  countOf,
  createCoverage,
  type ChainRange,
  type Coverage
} from '../../log/protocol/seq-ranges';
import { wantOf } from '../../log/protocol/wants';
import { decodeSegment, type Segment } from '../../log/segment';
import { crossBridges } from './bridges';
import {
  openObject,
  segmentType,
  takeIn,
  versionKey,
  type PlacedObject,
  type Source,
  type Visit
} from './context';
import type { Survey } from './survey';

/** Objects of one source in a row that bring nothing. */
const maxFruitless = 32;

/** Whether anything new came. */
export async function gather(visit: Visit, survey: Survey): Promise<boolean> {
  const before = visit.tally.received;
  await crossBridges(visit, survey);
  const own = await visit.port.status({ withDigests: false });
  // What is here, and what comes in from now on.
  const had = createCoverage(
    own.frontier.chains.map((chain) => ({ ...chain, from: 1, to: chain.seq }))
  );
  // Whoever listed an object may have put the part back since; the object is another one then.
  const { absent } = await visit.port.contested();
  const wanted: WantedChain[] = [];
  const needed: Needed[] = [];
  const lacking = createCoverage();
  for (const source of survey.sources) {
    const { members, chains } = await wantOf(visit.port, own, source.signed.status);
    const isUnknown = source.standing === 'unknown';
    if (!isUnknown) wanted.push(...chains.filter(({ branches }) => !branches));
    for (const object of source.objects) {
      const isNew = !visit.memory.sound.has(versionKey(object.at));
      if (object.kind === 'members' && isNew && (members || isUnknown))
        needed.push({ source, object, runs: null });
      if (object.kind === 'members' || isUnknown) continue;
      const strange = chains.filter(({ branches }) => branches);
      // Where branches part is known to neither: every object that touches the chain.
      if (isNew && object.runs.some((run) => strange.some((chain) => isSameChain(run, chain))))
        needed.push({ source, object, runs: null });
    }
  }
  for (const source of survey.sources) {
    if (source.standing === 'unknown') continue;
    for (const object of source.objects) {
      if (object.kind === 'members') continue;
      const isNew = !visit.memory.sound.has(versionKey(object.at));
      if (isNew && overlap(object.runs, absent).length > 0)
        needed.push({ source, object, runs: null });
      const runs = overlap(object.runs, wanted);
      if (runs.length > 0) needed.push({ source, object, runs });
      for (const run of runs) lacking.add(run);
    }
  }
  const total = visit.tally.received + countOf(lacking.ranges());
  await fetchNeeded(visit, survey.held, needed, { had, total });
  return visit.tally.received > before;
}

interface Needed {
  readonly source: Source;
  readonly object: PlacedObject;
  /** What of it is wanted; null: whatever it holds. */
  readonly runs: readonly ChainRange[] | null;
}

async function fetchNeeded(
  visit: Visit,
  held: readonly HeldCarrier[],
  needed: readonly Needed[],
  { had, total }: { readonly had: Coverage; readonly total: number }
): Promise<void> {
  const { memory, tally } = visit;
  const tell = (): void =>
    visit.onProgress({ received: tally.received, total: Math.max(total, tally.received) });
  if (total > tally.received) tell();
  const fruitless = new Map<Source, number>();
  const failed: Needed[] = [];
  const isMissing = ({ runs }: Needed): boolean =>
    runs === null || runs.some((run) => had.missingOf(run).length > 0);
  for (const need of [...needed].sort(compareNeeds)) {
    const { source, object } = need;
    const inVain = fruitless.get(source) ?? 0;
    if (!isMissing(need) || inVain > maxFruitless) continue;
    const segment = await openListed(visit, object, held);
    const news = segment ? await takeIn(visit, segment) : 0;
    if (news > 0) tell();
    fruitless.set(source, news > 0 ? 0 : inVain + 1);
    if (!segment) failed.push(need);
    else {
      memory.sound.add(versionKey(object.at));
      for (const run of object.runs) had.add(run);
    }
  }
  memory.broken.clear();
  for (const need of failed) if (isMissing(need)) memory.broken.add(need.object.id);
}

/** The segment of an object, when it is the one that its owner listed. */
export async function openListed(
  visit: Visit,
  object: PlacedObject,
  held: readonly HeldCarrier[]
): Promise<Segment | undefined> {
  const content = await openObject(visit, object.at, held, segmentType);
  if (!content || !equalBytes(segmentHash(content), object.hash)) return undefined;
  const segment = decodeSegment(content);
  if (!segment.ok) return undefined;
  const inside = createCoverage(runsOf(segment.value));
  const isWhole = object.runs.every((run) => inside.missingOf(run).length === 0);
  return isWhole ? segment.value : undefined;
}

const isSameChain = (a: ChainRange | WantedChain, b: ChainRange | WantedChain): boolean =>
  chainKeyOf(a) === chainKeyOf(b);

/** What of the runs lies within what is wanted. */
function overlap(runs: readonly ChainRange[], wanted: readonly WantedChain[]): ChainRange[] {
  return runs.flatMap((run) =>
    wanted
      .filter((want) => isSameChain(run, want))
      .map((want) => ({
        ...run,
        from: Math.max(run.from, want.from),
        to: Math.min(run.to, want.to)
      }))
      .filter(({ from, to }) => from <= to)
  );
}

/** Members first, then as entries follow each other: what comes in order waits for nothing. */
function compareNeeds(a: Needed, b: Needed): number {
  const [one, two] = [a.object.runs[0], b.object.runs[0]];
  if (!one || !two) return Number(one !== undefined) - Number(two !== undefined);
  return compareChains(one, two) || one.from - two.from;
}
