/** What the parts of an offer share: whose indexes count, and how objects are written. */
import { toHex } from '../../kernel/bytes';
import {
  runsOf,
  segmentHash,
  type ListedKind,
  type ListedObject
} from '../../log/protocol/listing';
import type { HeldCarrier } from '../../log/protocol/log-port';
import { mergeWanted, type Wanted, type WantedChain } from '../../log/protocol/messages';
import type { ChainRange } from '../../log/protocol/seq-ranges';
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
import type { Survey } from './survey';

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
