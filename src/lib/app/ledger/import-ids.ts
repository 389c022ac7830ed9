/**
 * Ids of imported rows and places (DESIGN 3): derived from a secret of the space and the key of the row, so that
 * the same file on two devices meets, and nobody outside can tell from an id which file a person came from.
 */
import { createShortDeriver } from '../../crypto/hkdf';
import { sha256Sync } from '../../crypto/sha256';
import { assert } from '../../kernel/assert';
import { concatBytes, toHex, utf8 } from '../../kernel/bytes';
import type { RecordId, SpaceId } from '../../kernel/ids';
import type { EpochSecret } from '../../log/epoch-keys';
import type { Pace } from './pace';

export type ImportIds = (keys: readonly string[]) => Promise<ReadonlyMap<string, RecordId>>;

const purpose = utf8('import id 1 ');

/** The first general secret: every later epoch holds it, so all members derive the same ids for ever. */
function firstSecret(secrets: readonly EpochSecret[]): EpochSecret {
  const [first] = secrets
    .filter(({ stream }) => stream === 'general')
    .sort((a, b) => a.epoch - b.epoch || (a.keyId < b.keyId ? -1 : 1));
  assert(first, 'a space has a general epoch');
  return first;
}

/** `pace` lets the page breathe between the ids of a large file. */
export function createImportIds(
  secrets: readonly EpochSecret[],
  spaceId: SpaceId,
  pace: Pace
): ImportIds {
  return async (keys) => {
    const deriveShort = createShortDeriver(firstSecret(secrets).secret, utf8(spaceId));
    const ids = new Map<string, RecordId>();
    for (const key of keys) {
      const info = concatBytes(purpose, sha256Sync(utf8(key)));
      ids.set(key, toHex(deriveShort(info, 16)) as RecordId);
      await pace();
    }
    return ids;
  };
}
