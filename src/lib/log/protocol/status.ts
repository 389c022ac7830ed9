/**
 * What a device says of itself (the FRONTIER message): frontier, tips of forked chains, digests, how many entries wait.
 * Signed with the device's key, so that 已同步, 对方缺 n 条 and 核对码 can be believed whatever carried it: a link, an
 * index object, a receipt file. `binding` ties it to where it was said; a receipt stands alone.
 */
import { type BinaryReader, BinaryWriter, DecodeError, decodeWith } from '../../kernel/binary';
import { concatBytes, utf8, type Bytes } from '../../kernel/bytes';
import type { DeviceId, SpaceId } from '../../kernel/ids';
import type { Result } from '../../kernel/result';
import { scopeCode, scopeOfCode, type Scope } from '../../kernel/scope';
import { isLowS, signatureLength, verify, type VerifyingKey } from '../../crypto/sign';
import { chainKeyOf, compareChains, type ChainKey } from '../chain';
import { readPositive, type Malformed } from '../entry-header';
import { requireRising } from '../epoch-keys';
import {
  readChain,
  readFrontier,
  writeChain,
  writeFrontier,
  type Frontier,
  type FrontierChain
} from '../frontier';
import { compareIds, readId, writeId } from '../ids';
import { limits } from '../limits';

export interface StatusDigest {
  readonly scope: Scope;
  /** 32 bytes of digest.ts. */
  readonly digest: Bytes;
  readonly records: number;
  /** False while a part, a key or an entry is missing: then it proves nothing. */
  readonly isComplete: boolean;
}

/** What a replica says of itself; who says it and where is added when it is signed. */
export interface StatusContent {
  /** Scopes whose entries this device keeps; it asks for no others. */
  readonly scopes: readonly Scope[];
  readonly frontier: Frontier;
  /** Ends of every branch of a forked chain, of which the frontier names the last common entry. */
  readonly tips: readonly FrontierChain[];
  /** Empty when they were not computed. */
  readonly digests: readonly StatusDigest[];
  /** Version of how state is digested (digest.ts). */
  readonly foldVersion: number;
  /** Entries that are here and wait for what comes before them. */
  readonly waiting: number;
}

export interface Status extends StatusContent {
  readonly spaceId: SpaceId;
  readonly deviceId: DeviceId;
  readonly incarnation: number;
  /** Epoch milliseconds by the device's clock: shown, never used to decide. */
  readonly atMs: number;
  readonly appVersion: string;
  /** 32 bytes: hash of the link or of the listing it was said for; zeros in a receipt. */
  readonly binding: Bytes;
}

export interface SignedStatus {
  readonly status: Status;
  readonly bytes: Bytes;
  readonly signature: Bytes;
}

export const bindingLength = 32;
export const noBinding: Bytes = new Uint8Array(bindingLength);
const version = 1;
const maxTips = 1024;
const maxAppVersion = 64;
const purpose = utf8('tongxinbu/1/status-signature\0');

export async function signStatus(
  status: Status,
  sign: (message: Bytes) => Promise<Bytes>
): Promise<SignedStatus> {
  const bytes = encodeStatus(status);
  return { status, bytes, signature: await sign(concatBytes(purpose, bytes)) };
}

export const verifyStatus = (
  { bytes, signature }: SignedStatus,
  key: VerifyingKey
): Promise<boolean> => verify(key, concatBytes(purpose, bytes), signature);

function encodeStatus(status: Status): Bytes {
  const writer = new BinaryWriter().u8(version);
  writeId(writer, status.spaceId);
  writeId(writer, status.deviceId);
  writer.uint(status.incarnation).uint(status.atMs).text(status.appVersion);
  writer.uint(status.foldVersion);
  writer.list(sortedScopes(status.scopes), (w, scope) => w.uint(scopeCode[scope]));
  writeFrontier(writer, status.frontier);
  writer.list([...status.tips].sort(compareTips), writeChain);
  writer.list([...status.digests].sort(compareScopes), (w, d) => {
    w.uint(scopeCode[d.scope]).fixed(d.digest, 32).uint(d.records).bool(d.isComplete);
  });
  return writer.uint(status.waiting).fixed(status.binding, bindingLength).finish();
}

function readStatus(reader: BinaryReader): Status {
  if (reader.u8() !== version) throw new DecodeError('unknown status version');
  const who = {
    spaceId: readId<SpaceId>(reader),
    deviceId: readId<DeviceId>(reader),
    incarnation: readPositive(reader, limits.incarnation),
    atMs: reader.uint(),
    appVersion: reader.text(maxAppVersion)
  };
  const foldVersion = readPositive(reader, 0xffff);
  const scopes = reader.list(8, readScope);
  requireRising(scopes, (a, b) => scopeCode[a] - scopeCode[b]);
  const frontier = readFrontier(reader);
  const tips = reader.list(maxTips, readChain);
  requireRising(tips, compareTips);
  const digests = reader.list(8, (r) => ({
    scope: readScope(r),
    digest: r.fixed(32),
    records: r.uint(),
    isComplete: r.bool()
  }));
  requireRising(digests, compareScopes);
  const waiting = reader.uint(limits.seq);
  const binding = reader.fixed(bindingLength);
  return { ...who, foldVersion, scopes, frontier, tips, digests, waiting, binding };
}

function readScope(reader: BinaryReader): Scope {
  const scope = scopeOfCode(reader.uint(255));
  if (scope === undefined) throw new DecodeError('unknown scope');
  return scope;
}

const sortedScopes = (scopes: readonly Scope[]): Scope[] =>
  [...scopes].sort((a, b) => scopeCode[a] - scopeCode[b]);
const compareScopes = (a: { scope: Scope }, b: { scope: Scope }): number =>
  scopeCode[a.scope] - scopeCode[b.scope];
const compareTips = (a: FrontierChain, b: FrontierChain): number =>
  compareChains(a, b) || a.seq - b.seq || compareIds(a.id, b.id);

export function writeSignedStatus(writer: BinaryWriter, signed: SignedStatus): void {
  writer.bytes(signed.bytes).fixed(signed.signature, signatureLength);
}

/** Throws DecodeError. The signature is verifyStatus's. */
export function readSignedStatus(reader: BinaryReader, maxBytes: number): SignedStatus {
  const bytes = reader.bytes(maxBytes);
  const status = decodeWith(bytes, readStatus);
  if (!status.ok) throw new DecodeError(status.error.reason);
  const signature = reader.fixed(signatureLength);
  if (!isLowS(signature)) throw new DecodeError('signature not in its low form');
  return { status: status.value, bytes, signature };
}

export const encodeSignedStatus = (signed: SignedStatus): Bytes => {
  const writer = new BinaryWriter();
  writeSignedStatus(writer, signed);
  return writer.finish();
};

export const decodeSignedStatus = (bytes: Bytes): Result<SignedStatus, Malformed> =>
  decodeWith(bytes, (reader) => readSignedStatus(reader, bytes.length));

/**
 * Whether `next` of the same device and incarnation is to take the place of `known`. Logs only grow, so an older word that a
 * medium brings back is told by its chains, whatever its clock said; at equal chains the later one counts.
 */
export function isNewerStatus(next: Status, known: Status): boolean {
  const growth = furtherChains(next, known) - furtherChains(known, next);
  return growth === 0 ? next.atMs > known.atMs : growth > 0;
}

/** Chains in which `a` is further than `b`. Member heads replace each other and can't be counted. */
function furtherChains(a: Status, b: Status): number {
  const reached = reachOf(b);
  return [...reachOf(a)].filter(([key, seq]) => seq > (reached.get(key) ?? 0)).length;
}

/** By chain how far it goes: who hears of a fork names the last common entry from then on, and has lost nothing. */
function reachOf({ frontier, tips }: Status): ReadonlyMap<ChainKey, number> {
  const reach = new Map<ChainKey, number>();
  for (const chain of [...frontier.chains, ...tips]) {
    const key = chainKeyOf(chain);
    reach.set(key, Math.max(chain.seq, reach.get(key) ?? 0));
  }
  return reach;
}
