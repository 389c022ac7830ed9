/** What a joiner makes of a sync link: a request, signed by a device that nobody knows yet. */
import type { SigningKey } from '../../crypto/sign';
import { inviteIdOf, proofOf } from '../join/seed';
import type { SyncLink } from '../join/link';
import { signMemberEntry, type MemberEntry } from '../member-entry';
import type { DeviceRegistration, Request } from '../member-payload';

/** Stands alone: the joiner knows no other member entry of the space. */
export async function createJoinRequest(
  link: SyncLink,
  device: DeviceRegistration,
  key: SigningKey,
  nowMs: number
): Promise<MemberEntry<Request>> {
  const { spaceId, seed } = link;
  const { role, scopes } = link.grant;
  const basis = { device, role, scopes };
  const payload: Request = {
    kind: 'request',
    ...basis,
    inviteId: inviteIdOf(seed),
    proof: await proofOf(spaceId, seed, basis)
  };
  return signMemberEntry({ spaceId, author: device, parents: [], atMs: nowMs, payload }, key);
}
