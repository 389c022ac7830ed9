/** Who has put what where: every index under the carriers held, opened and judged. */
import { decodeIndex, listingBinding, type Index } from '../../log/protocol/listing';
import type { HeldCarrier } from '../../log/protocol/log-port';
import { judgePeer } from '../../log/protocol/peer';
import {
  indexId,
  indexType,
  nameOfObject,
  openObject,
  ownerName,
  versionKey,
  type PlacedObject,
  type Source,
  type Visit
} from './context';
import { indexSuffix, type MediumObject } from './medium';

export interface Survey {
  readonly held: readonly HeldCarrier[];
  readonly current: HeldCarrier | null;
  readonly objects: readonly MediumObject[];
  readonly sources: readonly Source[];
}

export async function takeSurvey(visit: Visit): Promise<Survey> {
  const { memory, port } = visit;
  const { current, held } = await port.carriers();
  const objects = await visit.medium.list(held.map(({ carrier }) => carrier.tag));
  const places = new Map(objects.map((object) => [placeKey(placeOf(object), object), object]));
  const sources: Source[] = [];
  for (const at of objects) {
    if (!at.name.endsWith(indexSuffix)) continue;
    const index = memory.indexes.get(versionKey(at)) ?? (await openIndex(visit, at, held));
    const source = index && (await judgeSource(visit, at, index, held, places));
    if (source) sources.push(source);
    if (source) memory.indexes.set(versionKey(at), index);
  }
  prune(memory, objects);
  if (memory.own && isOfSelf(visit, memory.own) && !sources.some(({ isOwn }) => isOwn)) {
    const place = objects.find(({ isWritable }) => isWritable);
    const placed = place ? await placeObjects(memory.own, placeOf(place), held, places) : [];
    const own = { isOwn: true, isPast: false, standing: 'member' } as const;
    sources.push({ ...memory.own, ...own, at: undefined, objects: placed });
  }
  return { held, current, objects, sources };
}

async function openIndex(
  visit: Visit,
  at: MediumObject,
  held: readonly HeldCarrier[]
): Promise<Index | undefined> {
  const content = await openObject(visit, at, held, indexType);
  const index = content && decodeIndex(content);
  return index?.ok ? index.value : undefined;
}

async function judgeSource(
  visit: Visit,
  at: MediumObject,
  index: Index,
  held: readonly HeldCarrier[],
  places: ReadonlyMap<string, MediumObject>
): Promise<Source | undefined> {
  const { port } = visit;
  const { signed, listing } = index;
  const carrier = held.find((one) => one.carrier.tag === at.tag);
  // Nobody puts an index in another's place.
  const owner = carrier && (await ownerName(carrier, signed.status));
  if (!carrier || !owner || at.name !== nameOfObject(owner, indexId)) return undefined;
  const standing = await judgePeer(port, signed, listingBinding(carrier.carrier.tagBytes, listing));
  if (standing === 'false') return undefined;
  const isOwn = isOfSelf(visit, index) && at.isWritable;
  const isMine = signed.status.deviceId === port.self().deviceId;
  const isEarlier = isMine && signed.status.incarnation < port.self().incarnation;
  // Where this device could write before, and can no more, is nobody's place either.
  const isLeft = isOfSelf(visit, index) && !at.isWritable;
  const isPast = standing === 'former' || isEarlier || isLeft;
  const objects = await placeObjects(index, placeOf(at), held, places);
  return { ...index, at, standing, isOwn, isPast, objects };
}

function isOfSelf({ port }: Visit, { signed }: Index): boolean {
  const { deviceId, incarnation } = port.self();
  return signed.status.deviceId === deviceId && signed.status.incarnation === incarnation;
}

/** What stands before the tag: an index speaks of objects at its own place alone, whoever uses the same names elsewhere. */
export const placeOf = ({ path, tag }: MediumObject): string =>
  path.slice(0, path.lastIndexOf(tag));
const placeKey = (place: string, { tag, name }: Pick<MediumObject, 'tag' | 'name'>): string =>
  `${place}/${tag}/${name}`;

function prune({ indexes }: Visit['memory'], objects: readonly MediumObject[]): void {
  const there = new Set(objects.map(versionKey));
  for (const key of indexes.keys()) if (!there.has(key)) indexes.delete(key);
}

/** What of a listing is there, under its owner's name. */
async function placeObjects(
  { signed, listing }: Index,
  place: string,
  held: readonly HeldCarrier[],
  places: ReadonlyMap<string, MediumObject>
): Promise<PlacedObject[]> {
  const owners = new Map<string, string>();
  for (const one of held) owners.set(one.carrier.tag, await ownerName(one, signed.status));
  return listing.objects.flatMap((object) => {
    const owner = owners.get(object.tag);
    const name = owner && nameOfObject(owner, object.id);
    const at = name && places.get(placeKey(place, { tag: object.tag, name }));
    return at ? [{ ...object, at }] : [];
  });
}
