/**
 * The seed of an invitation (DESIGN 5 "Sync link"): 16 random bytes that the link carries. Everything else about the
 * invitation is derived from it: its id, its hash in the member log, the key of the frames under which request and
 * answer travel, and the proof in a request that the joiner was given the link. Administrators find the seed
 * sealed to their devices in the invitation, so any of them can confirm.
 */
import { BinaryWriter } from '../../kernel/binary';
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../../kernel/bytes';
import type { Random } from '../../kernel/environment';
import type { DeviceId, SpaceId } from '../../kernel/ids';
import { openSealed, sealTo, type AgreementKey } from '../../crypto/agree';
import { derive, importDerivationKey } from '../../crypto/hkdf';
import { sha256Sync } from '../../crypto/sha256';
import { publicKeyLength } from '../../crypto/sign';
import { compareDevices, type Recipient, type SealedToDevice } from '../epoch-keys';
import { writeGrant } from '../grant';
import { writeId, type InviteId } from '../ids';
import type { Invite, Request } from '../member-payload';

export const seedLength = 16;
export const proofLength = 32;
const noSalt: Bytes = new Uint8Array(0);

export const createSeed = (random: Random): Bytes => random.bytes(seedLength);

const hashOf = (purpose: string, seed: Uint8Array): Bytes =>
  sha256Sync(concatBytes(utf8(`tongxinbu/1/${purpose}\0`), seed));

export const inviteIdOf = (seed: Uint8Array): InviteId =>
  toHex(hashOf('invite-id', seed).subarray(0, 16)) as InviteId;

export const seedHashOf = (seed: Uint8Array): Bytes => hashOf('invite-seed', seed);

/** True when the invitation is the one that was made with this seed. */
export const isSeedOf = (
  invite: Pick<Invite, 'inviteId' | 'seedHash'>,
  seed: Uint8Array
): boolean => invite.inviteId === inviteIdOf(seed) && equalBytes(invite.seedHash, seedHashOf(seed));

/** What a proof speaks of: it fits one device's keys and one grant, and can't be moved to others. */
export type ProofBasis = Pick<Request, 'device' | 'role' | 'scopes'>;

/** Whoever holds the seed makes and checks it; it says nothing about the seed to others. */
export async function proofOf(
  spaceId: SpaceId,
  seed: Bytes,
  { device, ...grant }: ProofBasis
): Promise<Bytes> {
  const writer = new BinaryWriter().text('tongxinbu/1/join-proof');
  writeId(writer, spaceId);
  writeId(writer, device.memberId);
  writeId(writer, device.deviceId);
  writer.uint(device.incarnation).text(device.name);
  writer.fixed(device.signingKey, publicKeyLength).fixed(device.agreementKey, publicKeyLength);
  writeGrant(writer, grant);
  return derive(await importDerivationKey(seed), noSalt, writer.finish(), proofLength);
}

/** True when the request was made with this seed, for this space. */
export async function isProven(spaceId: SpaceId, seed: Bytes, request: Request): Promise<boolean> {
  const expected = await proofOf(spaceId, seed, request);
  return request.inviteId === inviteIdOf(seed) && equalBytes(request.proof, expected);
}

/** The seed for the devices that may confirm, sorted; devices with a key off the curve are left out. */
export async function sealSeed(
  spaceId: SpaceId,
  seed: Bytes,
  devices: readonly Recipient[]
): Promise<SealedToDevice[]> {
  const boxes = await Promise.all(
    devices.map(async ({ deviceId, incarnation, agreementKey }) => {
      const context = associated(spaceId, inviteIdOf(seed), { deviceId, incarnation });
      const sealed = await sealTo(agreementKey, seed, context);
      return sealed && { deviceId, incarnation, sealed };
    })
  );
  return boxes.filter((box) => box !== undefined).sort(compareDevices);
}

/** The seed that an invitation holds for this device; undefined when it has none that opens and fits. */
export async function openSeed(
  spaceId: SpaceId,
  invite: Invite,
  own: { readonly deviceId: DeviceId; readonly incarnation: number; readonly key: AgreementKey }
): Promise<Bytes | undefined> {
  const box = invite.seeds.find(
    ({ deviceId, incarnation }) => deviceId === own.deviceId && incarnation === own.incarnation
  );
  const seed =
    box && (await openSealed(own.key, box.sealed, associated(spaceId, invite.inviteId, own)));
  return seed && isSeedOf(invite, seed) ? seed : undefined;
}

function associated(
  spaceId: SpaceId,
  inviteId: InviteId,
  to: { readonly deviceId: DeviceId; readonly incarnation: number }
): Bytes {
  const writer = new BinaryWriter().text('tongxinbu/1/invite-seed');
  writeId(writer, spaceId);
  writeId(writer, inviteId);
  writeId(writer, to.deviceId);
  return writer.uint(to.incarnation).finish();
}
