/**
 * Which epoch a writer uses, and who lacks it (SPEC M15–M17). For reading every key in any signed entry helps; for
 * writing only those of valid entries count, and an epoch that someone without the right to it holds is to be replaced.
 */
import type { DeviceId } from '../kernel/ids';
import type { EpochSecret, KeyId, KeyStream, SealedEpoch } from './epoch-keys';
import { compareIds, type MemberEntryId } from './ids';
import type { MemberDag } from './member-dag';
import { keysOf, type DeviceRegistration } from './member-payload';
import { scopesOfRole, type Role } from './roles';

export interface CurrentEpoch {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly keyId: KeyId;
  /** Someone removed or without the scope holds it: rotate before writing what they may not read. */
  readonly mustRotate: boolean;
  /** Active devices with the right to it that no valid entry seals it to: an admin grants it. */
  readonly lacking: readonly DeviceRegistration[];
}

export interface ActiveDevice {
  readonly registration: DeviceRegistration;
  readonly role: Role;
}

/** An epoch as any entry carries it, for reading. */
export interface CarriedEpoch {
  readonly entryId: MemberEntryId;
  readonly sealed: SealedEpoch;
}

export const mayHold = (role: Role, stream: KeyStream): boolean =>
  stream === 'carrier' || scopesOfRole(role).includes(stream);

export const carriedEpochs = (dag: MemberDag): CarriedEpoch[] =>
  dag.entries.flatMap((entry) =>
    keysOf(entry.payload).map((sealed) => ({ entryId: entry.id, sealed }))
  );

interface Candidate {
  readonly epoch: number;
  readonly keyId: KeyId;
  readonly holders: Set<string>;
}

/** undefined when no valid entry carries a key of the stream. */
export function currentEpochOf(
  stream: KeyStream,
  dag: MemberDag,
  isValid: readonly boolean[],
  active: readonly ActiveDevice[]
): CurrentEpoch | undefined {
  const entitled = active.filter(({ role }) => mayHold(role, stream)).map((d) => d.registration);
  const entitledKeys = new Set(entitled.map(holderKey));
  const ranked = collectCandidates(stream, dag, isValid)
    .map((c) => ({ ...c, mustRotate: [...c.holders].some((h) => !entitledKeys.has(h)) }))
    .sort(
      (a, b) =>
        b.epoch - a.epoch ||
        Number(a.mustRotate) - Number(b.mustRotate) ||
        compareIds(a.keyId, b.keyId)
    );
  const best = ranked[0];
  if (!best) return undefined;
  const { epoch, keyId, mustRotate } = best;
  const lacking = entitled.filter((device) => !best.holders.has(holderKey(device)));
  return { stream, epoch, keyId, mustRotate, lacking };
}

/** Holders are counted over every entry, also void ones: who has a key has it. */
function collectCandidates(
  stream: KeyStream,
  dag: MemberDag,
  isValid: readonly boolean[]
): Candidate[] {
  const byKey = new Map<KeyId, Candidate & { isUsable: boolean }>();
  dag.entries.forEach((entry, index) => {
    for (const sealed of keysOf(entry.payload)) {
      if (sealed.stream !== stream) continue;
      const known = byKey.get(sealed.keyId) ?? {
        epoch: sealed.epoch,
        keyId: sealed.keyId,
        holders: new Set<string>(),
        isUsable: false
      };
      for (const device of sealed.devices) known.holders.add(holderKey(device));
      if (isValid[index]) known.isUsable = true;
      byKey.set(sealed.keyId, known);
    }
  });
  return [...byKey.values()].filter((candidate) => candidate.isUsable);
}

const holderKey = (device: { readonly deviceId: DeviceId; readonly incarnation: number }): string =>
  `${device.deviceId}.${device.incarnation}`;

/** The secrets that a writer should use, out of those it holds. */
export function secretFor(
  current: CurrentEpoch,
  held: readonly EpochSecret[]
): EpochSecret | undefined {
  return held.find((secret) => secret.keyId === current.keyId);
}
