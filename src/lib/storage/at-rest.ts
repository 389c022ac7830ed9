/**
 * Sealing of values at rest (DESIGN 4): AES-256-GCM under the vault's storage key, random nonce. Associated
 * data binds format version, space, table, key, scopes and a generation, so that a value opens only in the
 * place and at the age for which it was written; anything else is `undefined` and that part is rebuilt.
 */
import { openWithNonce, sealWithNonce, type AeadKey } from '../crypto/aead';
import { BinaryWriter } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import type { SpaceId } from '../kernel/ids';
import { scopeCode, type Scope } from '../kernel/scope';
import type { ReplicaTable, StoreKey } from './store';

/** Version of everything this layer writes inside a seal. */
export const atRestVersion = 1;

/** The place and age a sealed value belongs to. */
export interface Place {
  readonly table: ReplicaTable;
  readonly key: StoreKey;
  /** Scopes whose content the value holds. */
  readonly scopes: readonly Scope[];
  /** Fold generation or commit number; 0 for values that are never replaced. */
  readonly generation: number;
  /** How it is written inside, where it was another way before: to a build that knows only that one it does not open. */
  readonly layout?: number;
}

export interface AtRest {
  seal(place: Place, plaintext: Bytes): Promise<Bytes>;
  /** undefined when the bytes were not sealed for this very place and age. */
  open(place: Place, sealed: Bytes): Promise<Bytes | undefined>;
}

export function createAtRest(key: AeadKey, random: Random, spaceId: SpaceId): AtRest {
  return {
    seal: (place, plaintext) =>
      sealWithNonce(key, random, plaintext, associatedData(spaceId, place)),
    open: (place, sealed) => openWithNonce(key, sealed, associatedData(spaceId, place))
  };
}

function associatedData(spaceId: SpaceId, place: Place): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/at-rest').uint(atRestVersion).text(spaceId);
  writer.text(place.table);
  writer.list(place.key, (inner, part) =>
    typeof part === 'number' ? inner.u8(0).uint(part) : inner.u8(1).text(part)
  );
  writer.list(place.scopes, (inner, scope) => inner.u8(scopeCode[scope]));
  writer.uint(place.generation);
  if (place.layout !== undefined) writer.uint(place.layout);
  return writer.finish();
}
