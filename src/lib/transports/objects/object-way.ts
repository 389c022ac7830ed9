/**
 * The way of shared media (folder, relay): everybody keeps objects of their own there and reads the others'. A visit takes
 * what this device lacks, offers what nobody has put there, and says so in its index. Nothing has to be remembered from one
 * visit to the next: the medium says what it holds, and a medium that forgets or goes back is filled again.
 */
import { encodeFrontier } from '../../log/frontier';
import {
  encodeIndex,
  encodeListing,
  listingBinding,
  maxBroken,
  ordersHash,
  type Index,
  type Listing
} from '../../log/protocol/listing';
import {
  PortError,
  type HeldCarrier,
  type LogPort,
  type PortFault
} from '../../log/protocol/log-port';
import { signOwnStatus } from '../../log/protocol/peer';
import { isNewerStatus, type SignedStatus, type StatusContent } from '../../log/protocol/status';
import { compareStatuses } from '../../log/protocol/wants';
import { equalBytes } from '../../kernel/bytes';
import { bridge } from './bridges';
import { cleanUp } from './clean-up';
import {
  indexId,
  indexType,
  nameOfObject,
  ownerName,
  putObject,
  type Memory,
  type ObjectDeps,
  type Source,
  type TakingProgress,
  type Tally,
  type Visit
} from './context';
import { gather } from './gather';
import { MediumError, type MediumFault, type ObjectMedium } from './medium';
import { offerObjects } from './offer';
import { createOffer } from './offering';
import { takeSurvey, type Survey } from './survey';

export interface VisitOptions {
  /** Digests for the 核对码 of others: they cost a walk through all records. */
  readonly withDigests: boolean;
  /** While entries come in, of as many as lie there and are lacking here. */
  readonly onProgress?: (progress: TakingProgress) => void;
}

export interface VisitReport extends Readonly<Tally> {
  /** null: done. What was taken in before a fault stays. */
  readonly fault: MediumFault | PortFault | null;
  /** Newest proved word of every other device there. */
  readonly peers: readonly SignedStatus[];
  /** Entries that a device there has, and this one did not find. */
  readonly lacking: number;
  /** This device has no key yet under which it may write: it only took. */
  readonly isReadOnly: boolean;
}

export interface ObjectWay {
  /** One after another: a second visit waits for the first. Of one profile only one tab may visit. */
  visit(options: VisitOptions): Promise<VisitReport>;
}

const maxRounds = 12;
/** An index that says nothing new is written again after this: its word is still good. */
const freshMs = 24 * 60 * 60 * 1000;

export function createObjectWay(port: LogPort, medium: ObjectMedium, deps: ObjectDeps): ObjectWay {
  const memory: Memory = {
    indexes: new Map(),
    sound: new Set(),
    checked: new Set(),
    broken: new Set(),
    own: undefined,
    uncoveredSince: undefined
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    visit(options) {
      const visiting = last.then(() => visitOnce(port, medium, deps, memory, options));
      last = visiting.catch(() => undefined);
      return visiting;
    }
  };
}

async function visitOnce(
  port: LogPort,
  medium: ObjectMedium,
  deps: ObjectDeps,
  memory: Memory,
  options: VisitOptions
): Promise<VisitReport> {
  const tally = { received: 0, offered: 0, bytesRead: 0, bytesWritten: 0, rejected: 0 };
  const { onProgress = () => undefined } = options;
  const visit: Visit = { port, medium, deps, memory, tally, onProgress };
  const seen: { survey: Survey | undefined } = { survey: undefined };
  let fault: VisitReport['fault'] = null;
  try {
    await exchange(visit, options, seen);
  } catch (thrown) {
    if (!(thrown instanceof MediumError || thrown instanceof PortError)) throw thrown;
    fault = thrown.fault;
  }
  const peers = newestWords(seen.survey?.sources ?? []);
  const isReadOnly = seen.survey !== undefined && seen.survey.current === null;
  if (fault?.type === 'storage') return { ...tally, fault, peers, lacking: 0, isReadOnly };
  const own = await port.status({ withDigests: false });
  const lacks = peers.map(({ status }) => compareStatuses(own, status));
  const lacking = Math.max(0, ...lacks.map((one) => one.weLack + one.weLackOnBranches));
  return { ...tally, fault, peers, lacking, isReadOnly };
}

async function exchange(
  visit: Visit,
  options: VisitOptions,
  seen: { survey: Survey | undefined }
): Promise<void> {
  for (let round = 0; round < maxRounds; round++) {
    seen.survey = await takeSurvey(visit);
    if (!(await gather(visit, seen.survey))) break;
  }
  const { survey } = seen;
  if (!survey?.current) return;
  const bridges = await bridge(visit, survey);
  const index = await publish(visit, survey, survey.current, options);
  await cleanUp(visit, survey, index, bridges);
}

async function publish(
  visit: Visit,
  survey: Survey,
  current: HeldCarrier,
  options: VisitOptions
): Promise<Index> {
  const { port, deps, memory } = visit;
  const content = await port.status(options);
  const { objects, membersUpTo } = await offerObjects(createOffer(visit, survey, current, content));
  const broken = [...memory.broken].sort().slice(0, maxBroken);
  const listing: Listing = { objects, membersUpTo, orders: ordersHash(content), broken };
  const known = survey.sources.find(({ isOwn, at }) => isOwn && at?.tag === current.carrier.tag);
  if (known && saysTheSame(visit, known, content, listing)) return known;
  const binding = listingBinding(current.carrier.tagBytes, listing);
  const signed = await signOwnStatus(port, content, binding, deps.clock.now());
  const index = { signed, listing };
  const owner = await ownerName(current, port.self());
  const bytes = encodeIndex(index);
  await putObject(visit, current, nameOfObject(owner, indexId), { type: indexType, bytes });
  memory.own = index;
  return index;
}

/** Whether the index may stay. Without digests its word may have whatever digests it has. */
function saysTheSame(
  { port, deps, medium }: Visit,
  { signed, listing }: Index,
  content: StatusContent,
  next: Listing
): boolean {
  const { status } = signed;
  const age = Math.abs(deps.clock.now() - status.atMs);
  const sameDigests = content.digests.every((digest) =>
    status.digests.some(
      (one) => one.scope === digest.scope && equalBytes(one.digest, digest.digest)
    )
  );
  const isSameLog =
    status.waiting === content.waiting &&
    equalBytes(encodeFrontier(status.frontier), encodeFrontier(content.frontier));
  return (
    age < (isSameLog ? freshMs : medium.acknowledgeMs) &&
    sameDigests &&
    status.appVersion === port.appVersion &&
    idsOf(status) === idsOf(content) &&
    equalBytes(encodeListing(listing), encodeListing(next))
  );
}

const idsOf = ({ tips }: Pick<StatusContent, 'tips'>): string =>
  tips
    .map(({ id }) => id)
    .sort()
    .join();

/** A device may have left an index under an older carrier too. */
function newestWords(sources: readonly Source[]): SignedStatus[] {
  const words = new Map<string, SignedStatus>();
  for (const { standing, isOwn, isPast, signed } of sources) {
    if (standing !== 'member' || isOwn || isPast) continue;
    const key = `${signed.status.deviceId}/${signed.status.incarnation}`;
    const known = words.get(key);
    if (!known || isNewerStatus(signed.status, known.status)) words.set(key, signed);
  }
  return [...words.values()];
}
