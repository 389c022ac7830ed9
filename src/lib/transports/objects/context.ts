/** What the steps of a visit share. */
import { concatBytes, fromHex, type Bytes } from '../../kernel/bytes';
import type { Clock, Random } from '../../kernel/environment';
import type { DeviceId } from '../../kernel/ids';
import { carriedType } from '../../log/carrier';
import { PortError, type HeldCarrier, type LogPort } from '../../log/protocol/log-port';
import type { Index, ListedObject } from '../../log/protocol/listing';
import type { PeerStanding } from '../../log/protocol/peer';
import type { Segment } from '../../log/segment';
import { indexSuffix, type MediumObject, type ObjectMedium } from './medium';

export interface ObjectDeps {
  readonly clock: Clock;
  readonly random: Random;
}

/** An index that opened, and who stands behind it. */
export interface Source extends Index {
  /** undefined: it is not there any more, and only remembered. */
  readonly at: MediumObject | undefined;
  readonly standing: Exclude<PeerStanding, 'false'>;
  /** Written by this device as it is now. */
  readonly isOwn: boolean;
  /** By a removed device, or by an earlier life of this one: read, but nobody keeps it up any more. */
  readonly isPast: boolean;
  /** What of the listing lies there. */
  readonly objects: readonly PlacedObject[];
}

export interface PlacedObject extends ListedObject {
  readonly at: MediumObject;
}

/** Kept between visits, and lost without harm. */
export interface Memory {
  /** Indexes by path and version. */
  readonly indexes: Map<string, Index>;
  /** Path and version of objects that held what was said of them. */
  readonly sound: Set<string>;
  /** Ids of objects that did not. */
  readonly broken: Set<string>;
  /** Path and version of objects that others complained of without reason. */
  readonly checked: Set<string>;
  /** Own index as last written: for when the medium shows none. */
  own: Index | undefined;
  /** Since when others' entries lie there nowhere. */
  uncoveredSince: number | undefined;
}

export interface Visit {
  readonly port: LogPort;
  readonly medium: ObjectMedium;
  readonly deps: ObjectDeps;
  readonly memory: Memory;
  readonly tally: Tally;
  readonly onProgress: (progress: TakingProgress) => void;
}

export interface TakingProgress {
  /** Entries and member entries that were new. */
  readonly received: number;
  readonly total: number;
}

export interface Tally {
  /** Entries and member entries that were new. */
  received: number;
  /** Written there, those again that were folded included. */
  offered: number;
  bytesRead: number;
  bytesWritten: number;
  /** Entries that do not hold. */
  rejected: number;
}

export const versionKey = ({ path, version }: MediumObject): string => `${path}@${version}`;

export const indexId = indexSuffix.slice(1);

/** Names of one device's objects begin with this: 16 hex digits that tell outsiders nothing. */
export function ownerName(
  { carrier }: HeldCarrier,
  { deviceId, incarnation }: { readonly deviceId: DeviceId; readonly incarnation: number }
): Promise<string> {
  const device = fromHex(deviceId) ?? new Uint8Array(0);
  const life = new Uint8Array(4);
  new DataView(life.buffer).setUint32(0, incarnation);
  return carrier.nameOf(concatBytes(device, life));
}

export const nameOfObject = (owner: string, id: string): string => `${owner}-${id}`;

export async function readObject(visit: Visit, object: MediumObject): Promise<Bytes | undefined> {
  const bytes = await visit.medium.read(object);
  visit.tally.bytesRead += bytes?.length ?? 0;
  return bytes;
}

/** The content of a sealed object of one type. */
export async function openObject(
  visit: Visit,
  object: MediumObject,
  held: readonly HeldCarrier[],
  type: number
): Promise<Bytes | undefined> {
  const carrier = held.find((one) => one.carrier.tag === object.tag)?.carrier;
  const bytes = carrier && (await readObject(visit, object));
  const opened = bytes && (await carrier.open(bytes));
  return opened?.ok && opened.value.type === type ? opened.value.content : undefined;
}

export async function putObject(
  visit: Visit,
  { carrier }: HeldCarrier,
  name: string,
  content: { readonly type: number; readonly bytes: Bytes }
): Promise<void> {
  const sealed = await carrier.seal(content.type, content.bytes, visit.deps.random);
  await visit.medium.put(carrier.tag, name, sealed);
  visit.tally.bytesWritten += sealed.length;
}

export const segmentType = carriedType.segment;
export const indexType = carriedType.index;

/** How much of it was new. */
export async function takeIn({ port, tally }: Visit, segment: Segment): Promise<number> {
  const report = await port.ingest(segment);
  if (!report.ok) throw new PortError(report.error.reason);
  const { added, members, forked, rejected } = report.value;
  tally.received += added + members + forked;
  tally.rejected += rejected;
  return added + members + forked;
}
