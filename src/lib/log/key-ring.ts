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
import type { CarriedEpoch } from './member-keys';

export interface KeyRing {
  add(secret: EpochSecret): void;
  /** Every secret held, in the order of adding. */
  all(): readonly EpochSecret[];
  has(keyId: KeyId): boolean;
  /** Secrets of one epoch number: more than one after concurrent rotations. */
  ofEpoch(stream: KeyStream, epoch: number): readonly EpochSecret[];
  byId(keyId: KeyId): EpochSecret | undefined;
  /** The secret as a key that derives; imported once. */
  epochKey(secret: EpochSecret): Promise<EpochKey>;
  /** The key of an entry, found by its commitment; `wrong-key` when the right epoch is not held. */
  entryKey(header: EntryHeader): Promise<Result<EntryKey, { readonly type: 'wrong-key' }>>;
}

export function createKeyRing(secrets: Iterable<EpochSecret> = []): KeyRing {
  const held = new Map<KeyId, EpochSecret>();
  const imported = new Map<KeyId, Promise<EpochKey>>();
  const ring: KeyRing = {
    add: (secret) => {
      if (!held.has(secret.keyId)) held.set(secret.keyId, secret);
    },
    all: () => [...held.values()],
    has: (keyId) => held.has(keyId),
    ofEpoch: (stream, epoch) =>
      [...held.values()].filter((s) => s.stream === stream && s.epoch === epoch),
    byId: (keyId) => held.get(keyId),
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
    if (ring.has(sealed.keyId)) continue;
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
      const secret = ring.byId(sealed.keyId);
      if (!secret || sealed.previous.every((old) => ring.has(old.keyId))) continue;
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
