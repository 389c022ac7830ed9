/**
 * Which epoch a writer uses, and who lacks it (SPEC M15–M17). For reading every key in any signed entry helps; for
 * writing only those of entries that may issue keys count, and an epoch that someone without the right to it holds is to
 * be replaced.
 */
import type { DeviceId } from '../kernel/ids';
import type { EpochSecret, KeyId, KeyStream, SealedEpoch, SealedToDevice } from './epoch-keys';
import { compareIds, type MemberEntryId } from './ids';
import type { Evaluation } from './member-authority';
import type { MemberDag } from './member-dag';
import { keysOf, type DeviceRegistration, type MemberPayload } from './member-payload';
import { scopesOfRole, type Role } from './roles';

export interface CurrentEpoch {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly keyId: KeyId;
  /** Someone removed or without the scope holds it: rotate before writing what they may not read. */
  readonly mustRotate: boolean;
  /** Active devices with the right to it that no entry to rely on seals it to: an admin grants it. */
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
  /** As it was issued; 0 for a key that nobody with the right to it issued. */
  epoch: number;
  readonly keyId: KeyId;
  readonly holders: Set<string>;
  readonly granted: Set<string>;
}

/** undefined when no entry issues a key of the stream. */
export function currentEpochOf(
  stream: KeyStream,
  dag: MemberDag,
  evaluation: Evaluation,
  active: readonly ActiveDevice[]
): CurrentEpoch | undefined {
  const entitled = active.filter(({ role }) => mayHold(role, stream)).map((d) => d.registration);
  const entitledKeys = new Set(entitled.map(holderKey));
  const ranked = collectCandidates(stream, dag, evaluation)
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
  const lacking = entitled.filter((device) => !best.granted.has(holderKey(device)));
  return { stream, epoch, keyId, mustRotate, lacking };
}

/**
 * Holders are counted over every entry, also void ones: who has a key has it, and who chose it too. An epoch's number is
 * its issuers' word: others could give a new key an old number and have the old one used again. Granted is what an issuer
 * sealed, or a device to itself: anybody else may seal what does not open.
 */
function collectCandidates(
  stream: KeyStream,
  dag: MemberDag,
  { isValid, issuesKeys }: Evaluation
): Candidate[] {
  const byKey = new Map<KeyId, Candidate>();
  const named = new Set<number>();
  dag.entries.forEach(({ author, payload }, index) => {
    for (const sealed of keysOf(payload)) {
      if (sealed.stream !== stream) continue;
      named.add(sealed.epoch);
      const known = byKey.get(sealed.keyId) ?? {
        epoch: 0,
        keyId: sealed.keyId,
        holders: new Set<string>(),
        granted: new Set<string>()
      };
      const isIssued = issuesKeys[index] === true;
      if (isIssued) {
        known.epoch = Math.max(known.epoch, sealed.epoch);
        known.holders.add(holderKey(author));
      }
      for (const device of sealed.devices) {
        known.holders.add(holderKey(device));
        const isOwn = isValid[index] === true && isRegisteredBy(payload, device);
        if (isIssued || isOwn) known.granted.add(holderKey(device));
      }
      byKey.set(sealed.keyId, known);
    }
  });
  // A leap to the last number there is would leave no later epoch to lock its author out with.
  let reachable = 0;
  while (named.has(reachable + 1)) reachable++;
  return [...byKey.values()].filter(({ epoch }) => epoch > 0 && epoch <= reachable);
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
