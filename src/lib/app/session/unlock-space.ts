/** From an open vault to the parts of its space. */
import type { OpenVault } from '../../storage/vault/open-vault';
import type { SessionHost } from './session-host';
import type { SessionParts } from './session-parts';
import { openSpace } from './session-replica';
import { readFirstSpace } from './space-book';

/** undefined when the vault holds no space: founding was cut off before its last write. */
export async function openFirstSpace(
  host: SessionHost,
  open: OpenVault
): Promise<SessionParts | undefined> {
  const space = await readFirstSpace(open);
  return space && openSpace(host, open, space);
}
