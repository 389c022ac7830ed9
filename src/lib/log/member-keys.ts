/**
 * Which epoch a writer uses, and who lacks it (SPEC M15–M17). For reading every key in any signed entry helps; for
 * writing only those of entries that may issue keys count, and an epoch that someone without the right to it holds is to
 * be replaced.
 */
import { equalBytes } from '../kernel/bytes';
import type { DeviceId } from '../kernel/ids';
import type { EpochSecret, KeyId, KeyStream, SealedEpoch, SealedToDevice } from './epoch-keys';
import type { Grant } from './grant';
import { compareIds, type MemberEntryId } from './ids';
import type { Evaluation } from './member-authority';
import type { MemberDag } from './member-dag';
import { keysOf, type DeviceRegistration, type MemberPayload } from './member-payload';

export interface CurrentEpoch {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly keyId: KeyId;
  /** Someone removed or without the scope holds it: rotate before writing what they may not read. */
  readonly mustRotate: boolean;
  /** Active devices with the right to the stream that can't reach one of its keys: an admin grants them. */
  readonly lacking: readonly LackingDevice[];
  /**
   * Keys of entries that turned out void, which some active device with the right to the stream can't reach. Honest
   * entries may lie under them; a new epoch that holds them opens those for everybody.
   */
  readonly stray: readonly KeyOfStream[];
}

type KeyOfStream = Pick<EpochSecret, 'stream' | 'epoch' | 'keyId'>;

export interface LackingDevice {
  readonly registration: DeviceRegistration;
  /** Issued keys that no entry to rely on seals to the device, nor a newer key that leads to them; newest first. */
  readonly keys: readonly KeyOfStream[];
}

export interface ActiveDevice {
  readonly registration: DeviceRegistration;
  readonly grant: Grant;
}

/** An epoch as any entry carries it, for reading. */
export interface CarriedEpoch {
  readonly entryId: MemberEntryId;
  readonly sealed: SealedEpoch;
  /** By someone with the right to issue keys: what it says of older keys can be relied on. */
  readonly isIssued: boolean;
}

export const mayHold = (grant: Grant, stream: KeyStream): boolean =>
  stream === 'carrier' || grant.scopes.includes(stream);

export const carriedEpochs = (
  dag: MemberDag,
  { issuesKeys }: Pick<Evaluation, 'issuesKeys'>
): CarriedEpoch[] =>
  dag.entries.flatMap((entry, index) =>
    keysOf(entry.payload).map((sealed) => ({
      entryId: entry.id,
      sealed,
      isIssued: issuesKeys[index] === true
    }))
  );

interface Candidate {
  /** As it was issued; 0 for a key that nobody with the right to it issued. */
  epoch: number;
  readonly keyId: KeyId;
  readonly holders: Set<string>;
  readonly granted: Set<string>;
  /** As whoever might issue keys when writing said, and can't be relied on any more; 0 when nobody did. */
  strayEpoch: number;
  readonly strayGranted: Set<string>;
}

/** undefined when no entry issues a key of the stream. */
export function currentEpochOf(
  stream: KeyStream,
  dag: MemberDag,
  evaluation: Evaluation,
  active: readonly ActiveDevice[]
): CurrentEpoch | undefined {
  const entitled = active.filter(({ grant }) => mayHold(grant, stream)).map((d) => d.registration);
  const entitledKeys = new Set(entitled.map(holderKey));
  const { issued, stray, holdersOf } = collectCandidates(stream, dag, evaluation);
  const newest = Math.max(0, ...issued.map((candidate) => candidate.epoch));
  const isMisheld = (c: Candidate): boolean =>
    c.epoch === newest && holdersOf(c.keyId).some((holder) => !entitledKeys.has(holder));
  const ranked = issued
    .map((c) => ({ ...c, mustRotate: isMisheld(c) }))
    .sort(
      (a, b) =>
        b.epoch - a.epoch ||
        Number(a.mustRotate) - Number(b.mustRotate) ||
        compareIds(a.keyId, b.keyId)
    );
  const best = ranked[0];
  if (!best) return undefined;
  const { epoch, keyId, mustRotate } = best;
  const older = olderKeys(carriedEpochs(dag, evaluation));
  const reaches = entitled.map((registration) => {
    const granted = [...ranked, ...stray].filter((c) => c.granted.has(holderKey(registration)));
    const reached = reachableFrom(
      granted.map((candidate) => candidate.keyId),
      older
    );
    return { registration, reached };
  });
  const lacking = reaches.flatMap(({ registration, reached }) => {
    const keys = ranked.flatMap((c) =>
      reached.has(c.keyId) ? [] : [{ stream, epoch: c.epoch, keyId: c.keyId }]
    );
    return keys.length > 0 ? [{ registration, keys }] : [];
  });
  const isStray = (c: Candidate): boolean =>
    reaches.some((d) => !d.reached.has(c.keyId) && !c.strayGranted.has(holderKey(d.registration)));
  return {
    ...{ stream, epoch, keyId, mustRotate, lacking },
    stray: stray.filter(isStray).map((c) => ({ stream, epoch: c.strayEpoch, keyId: c.keyId }))
  };
}

/** Which older keys each key holds, as those say who issue keys. */
export function olderKeys(epochs: readonly CarriedEpoch[]): ReadonlyMap<KeyId, readonly KeyId[]> {
  const older = new Map<KeyId, KeyId[]>();
  for (const { sealed, isIssued } of epochs) {
    if (!isIssued) continue;
    const known = older.get(sealed.keyId) ?? [];
    known.push(...sealed.previous.map(({ keyId }) => keyId));
    older.set(sealed.keyId, known);
  }
  return older;
}

/** The keys themselves and all that they lead to. */
export function reachableFrom(
  keyIds: readonly KeyId[],
  older: ReadonlyMap<KeyId, readonly KeyId[]>
): ReadonlySet<KeyId> {
  const reached = new Set<KeyId>();
  const open = [...keyIds];
  for (let keyId = open.pop(); keyId !== undefined; keyId = open.pop()) {
    if (reached.has(keyId)) continue;
    reached.add(keyId);
    open.push(...(older.get(keyId) ?? []));
  }
  return reached;
}

/** Of these, newest first, those that no newer one leads to: who gets them reaches the rest. */
export function rootsOf(
  secrets: readonly EpochSecret[],
  older: ReadonlyMap<KeyId, readonly KeyId[]>
): EpochSecret[] {
  const newest = [...secrets].sort((a, b) => b.epoch - a.epoch || compareIds(a.keyId, b.keyId));
  const roots: EpochSecret[] = [];
  let reached: ReadonlySet<KeyId> = new Set();
  for (const secret of newest) {
    if (reached.has(secret.keyId)) continue;
    roots.push(secret);
    reached = reachableFrom(
      roots.map(({ keyId }) => keyId),
      older
    );
  }
  return roots;
}

interface Candidates {
  readonly issued: Candidate[];
  readonly stray: Candidate[];
  /** Also those who hold a newer key that leads to it. */
  readonly holdersOf: (keyId: KeyId) => string[];
}

/**
 * Holders are counted over void entries too, because who has a key has it, and who chose it too; but only where the author is or
 * once was taken for a device of the space, or strangers could have the members rotate without end. An epoch's number is its issuers' word:
 * others could give a new key an old number and have the old one used again. Granted is what an issuer sealed, or a
 * device to itself: anybody else may seal what does not open.
 */
function collectCandidates(
  stream: KeyStream,
  dag: MemberDag,
  { everRegistered, isValid, issuesKeys, issuedThen }: Evaluation
): Candidates {
  const byKey = new Map<KeyId, Candidate>();
  const named = new Set<number>();
  const newer = new Map<KeyId, KeyId[]>();
  dag.entries.forEach(({ author, payload }, index) => {
    const registered = everRegistered(author.deviceId, author.incarnation);
    const isByDevice = registered && equalBytes(registered.signingKey, author.signingKey);
    const isIssued = issuesKeys[index] === true;
    if (!isByDevice && !isIssued) return;
    for (const sealed of keysOf(payload)) {
      if (sealed.stream !== stream) continue;
      named.add(sealed.epoch);
      for (const { keyId } of sealed.previous) {
        newer.set(keyId, [...(newer.get(keyId) ?? []), sealed.keyId]);
      }
      const known = byKey.get(sealed.keyId) ?? {
        epoch: 0,
        keyId: sealed.keyId,
        holders: new Set<string>(),
        granted: new Set<string>(),
        strayEpoch: 0,
        strayGranted: new Set<string>()
      };
      const isStray = !isIssued && issuedThen[index] === true;
      if (isStray) known.strayEpoch = Math.max(known.strayEpoch, sealed.epoch);
      if (isIssued) {
        known.epoch = Math.max(known.epoch, sealed.epoch);
        known.holders.add(holderKey(author));
      }
      for (const device of sealed.devices) {
        known.holders.add(holderKey(device));
        const isOwn = isValid[index] === true && isRegisteredBy(payload, device);
        if (isIssued || isOwn) known.granted.add(holderKey(device));
        if (isStray) known.strayGranted.add(holderKey(device));
      }
      byKey.set(sealed.keyId, known);
    }
  });
  // A leap to the last number there is would leave no later epoch to lock its author out with.
  let reachable = 0;
  while (named.has(reachable + 1)) reachable++;
  const all = [...byKey.values()];
  return {
    issued: all.filter(({ epoch }) => epoch > 0 && epoch <= reachable),
    stray: all.filter(
      ({ epoch, strayEpoch }) => epoch === 0 && strayEpoch > 0 && strayEpoch <= reachable
    ),
    holdersOf: (keyId) =>
      [...reachableFrom([keyId], newer)].flatMap((one) => [...(byKey.get(one)?.holders ?? [])])
  };
}

const isRegisteredBy = (payload: MemberPayload, device: SealedToDevice): boolean =>
  payload.kind === 'add-device' &&
  payload.device.deviceId === device.deviceId &&
  payload.device.incarnation === device.incarnation;

const holderKey = (device: { readonly deviceId: DeviceId; readonly incarnation: number }): string =>
  `${device.deviceId}.${device.incarnation}`;

/** The secrets that a writer should use, out of those it holds. */
export function secretFor(
  current: CurrentEpoch,
  held: readonly EpochSecret[]
): EpochSecret | undefined {
  return held.find(({ keyId, epoch }) => keyId === current.keyId && epoch === current.epoch);
}
