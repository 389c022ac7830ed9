/** Member entries under an older carrier key that lead its holders to the next (P3). Nothing else is written under old keys. */
import { segmentHash } from '../../log/protocol/listing';
import type { HeldCarrier } from '../../log/protocol/log-port';
import { bridgeFrom } from '../../log/protocol/member-closure';
import { createSegments, decodeSegment, encodeSegment, type Segment } from '../../log/segment';
import {
  nameOfObject,
  openObject,
  ownerName,
  putObject,
  segmentType,
  takeIn,
  versionKey,
  type Visit
} from './context';
import type { MediumObject } from './medium';
import type { Survey } from './survey';

const maxFruitless = 32;

export const isBridge = ({ name }: MediumObject): boolean => /-b[0-9a-f]{16}$/.test(name);

/** Takes in what lies there to lead this device on. */
export async function crossBridges(visit: Visit, { objects, held }: Survey): Promise<void> {
  let inVain = 0;
  for (const object of objects.filter(isBridge)) {
    if (visit.memory.sound.has(versionKey(object)) || inVain > maxFruitless) continue;
    const segment = await openBridge(visit, object, held);
    const news = segment ? await takeIn(visit, segment) : 0;
    inVain = news > 0 ? 0 : inVain + 1;
    if (segment) visit.memory.sound.add(versionKey(object));
  }
}

/** Writes the bridges that are missing; one of any device is enough, when it can be read. Answers with the names of own ones. */
export async function bridge(visit: Visit, survey: Survey): Promise<ReadonlySet<string>> {
  const { port } = visit;
  const names = new Set<string>();
  for (const older of survey.held.filter(({ keyId }) => keyId !== survey.current?.keyId)) {
    const owner = await ownerName(older, port.self());
    const there = survey.objects.filter(({ tag }) => tag === older.carrier.tag).filter(isBridge);
    const members = bridgeFrom(port.spaceId, port.memberEntries(), older);
    for (const segment of createSegments(members, [])) {
      const bytes = encodeSegment(segment);
      const id = `b${await older.carrier.nameOf(segmentHash(bytes))}`;
      const name = nameOfObject(owner, id);
      names.add(name);
      const sound = there.filter((object) => visit.memory.sound.has(versionKey(object)));
      if (sound.some((object) => object.name.endsWith(`-${id}`))) continue;
      await putObject(visit, older, name, { type: segmentType, bytes });
    }
  }
  return names;
}

/** Member entries alone: who holds an old key may have been removed. */
async function openBridge(
  visit: Visit,
  object: MediumObject,
  held: readonly HeldCarrier[]
): Promise<Segment | undefined> {
  const content = await openObject(visit, object, held, segmentType);
  const segment = content && decodeSegment(content);
  return segment?.ok && segment.value.entries.length === 0 ? segment.value : undefined;
}
