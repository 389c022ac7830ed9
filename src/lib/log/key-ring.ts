/** The epoch secrets a device holds, in memory while unlocked. Adding one twice changes nothing. */
import { err, type Result } from '../kernel/result';
import { deriveEntryKey, importEpochKey, type EntryKey, type EpochKey } from './entry';
import type { EntryHeader } from './entry-header';
import type { EpochSecret, KeyId, KeyStream } from './epoch-keys';

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
