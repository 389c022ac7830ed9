/** The epoch secrets a device holds, in memory while unlocked. Adding one twice changes nothing. */
import type { DeviceId, SpaceId } from '../kernel/ids';
import { err, type Result } from '../kernel/result';
import type { AgreementKey } from '../crypto/agree';
import { deriveEntryKey, importEpochKey, type EntryKey, type EpochKey } from './entry';
import type { EntryHeader } from './entry-header';
import {
  openEpoch,
  openEpochByRecovery,
  openPrevious,
  type EpochSecret,
  type KeyId,
  type KeyStream
} from './epoch-keys';
import { limits } from './limits';
import type { CarriedEpoch } from './member-keys';
import type { ResolvedMembers } from './members';

export interface KeyRing {
  add(secret: EpochSecret): void;
  /** Every secret held, in the order of adding. */
  all(): readonly EpochSecret[];
  has(key: KeyName): boolean;
  /** Secrets of one epoch number: more than one after concurrent rotations. */
  ofEpoch(stream: KeyStream, epoch: number): readonly EpochSecret[];
  find(key: KeyName): EpochSecret | undefined;
  /** The secret as a key that derives; imported once. */
  epochKey(secret: EpochSecret): Promise<EpochKey>;
  /** The key of an entry, found by its commitment; `wrong-key` when the right epoch is not held. */
  entryKey(header: EntryHeader): Promise<Result<EntryKey, { readonly type: 'wrong-key' }>>;
}

/** With its number: whoever had a key can hand it out again under another, and must not hide it under its own. */
export interface KeyName {
  readonly stream: KeyStream;
  readonly epoch: number;
  readonly keyId: KeyId;
}

const nameOf = ({ stream, epoch, keyId }: KeyName): string => `${stream}/${epoch}/${keyId}`;

export function createKeyRing(secrets: Iterable<EpochSecret> = []): KeyRing {
  const held = new Map<string, EpochSecret>();
  const imported = new Map<KeyId, Promise<EpochKey>>();
  const ring: KeyRing = {
    add: (secret) => {
      if (!ring.has(secret)) held.set(nameOf(secret), secret);
    },
    all: () => [...held.values()],
    has: (key) => held.has(nameOf(key)),
    ofEpoch: (stream, epoch) =>
      [...held.values()].filter((s) => s.stream === stream && s.epoch === epoch),
    find: (key) => held.get(nameOf(key)),
    epochKey(secret) {
      const key = imported.get(secret.keyId) ?? importEpochKey(secret.secret);
      imported.set(secret.keyId, key);
      return key;
    },
    async entryKey(header) {
      for (const secret of ring.ofEpoch(header.scope, header.epoch)) {
        const key = await deriveEntryKey(header, await ring.epochKey(secret));
        if (key.ok) return key;
      }
      return err({ type: 'wrong-key' });
    }
  };
  for (const secret of secrets) ring.add(secret);
  return ring;
}

/**
 * What a device that joins is given, as much as one entry may carry: the present epochs first, then late before early.
 * The newest of a stream holds those before it (SPEC K2). A secret that no member entry names is of a rotation that was
 * lost with a disk: handed on it would become the present one, and nobody else could read what is written under it.
 */
export function secretsToPass(
  secrets: Iterable<EpochSecret>,
  members: ResolvedMembers
): readonly EpochSecret[] {
  const isCurrent = (secret: EpochSecret): boolean => {
    const current = members.currentEpoch(secret.stream);
    return current !== undefined && nameOf(current) === nameOf(secret);
  };
  const named = new Set(
    members.epochs.flatMap(({ sealed }) =>
      [sealed, ...sealed.previous.map((old) => ({ ...old, stream: sealed.stream }))].map(nameOf)
    )
  );
  return createKeyRing(secrets)
    .all()
    .filter((secret) => named.has(nameOf(secret)))
    .map((secret) => ({ secret, rank: isCurrent(secret) ? Infinity : secret.epoch }))
    .sort((a, b) => (a.rank === b.rank ? 0 : b.rank - a.rank))
    .slice(0, limits.sealedEpochs)
    .map(({ secret }) => secret);
}

/**
 * Opens everything that member entries seal to this device, and from there every older epoch. Run it over
 * `ResolvedMembers.epochs` whenever member entries have come in; what is held already isn't opened again.
 */
export async function fillKeyRing(
  ring: KeyRing,
  spaceId: SpaceId,
  epochs: readonly CarriedEpoch[],
  opener: KeyOpener
): Promise<void> {
  for (const { sealed } of epochs) {
    if (ring.has(sealed)) continue;
    const secret =
      opener.type === 'device'
        ? await openEpoch(spaceId, sealed, opener)
        : await openEpochByRecovery(spaceId, sealed, opener.key);
    if (secret) ring.add(secret);
  }
  // An epoch's older secrets may open older ones again: newest first, until a round brings nothing new.
  for (let before = -1; before !== ring.all().length;) {
    before = ring.all().length;
    for (const { sealed } of epochs) {
      const secret = ring.find(sealed);
      const { stream } = sealed;
      if (!secret || sealed.previous.every((old) => ring.has({ ...old, stream }))) continue;
      for (const old of await openPrevious(spaceId, sealed, secret)) ring.add(old);
    }
  }
}

export type KeyOpener =
  | {
      readonly type: 'device';
      readonly deviceId: DeviceId;
      readonly incarnation: number;
      readonly key: AgreementKey;
    }
  | { readonly type: 'recovery'; readonly key: AgreementKey };
