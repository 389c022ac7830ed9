/** The member log of a space as this layer needs it: the resolver's answers, and keys ready to verify with. */
import { importVerifyingKey, type VerifyingKey } from '../crypto/sign';
import type { DeviceId, SpaceId } from '../kernel/ids';
import type { MemberEntryId, MemberId } from '../log/ids';
import type { MemberEntry } from '../log/member-entry';
import type { DeviceRegistration } from '../log/member-payload';
import { resolveMembers, type ResolvedMembers } from '../log/members';
import { canAdminister } from '../log/roles';

export interface MemberState {
  /** All entries held, valid or not. */
  readonly entries: readonly MemberEntry[];
  readonly resolved: ResolvedMembers;
  /** The key registered for a device's incarnation, whatever became of the device since. */
  verifyingKey(deviceId: DeviceId, incarnation: number): Promise<VerifyingKey | undefined>;
  /** What is registered for a device, the newest incarnation first. */
  incarnationsOf(deviceId: DeviceId): readonly DeviceRegistration[];
  /** Devices of who is or ever was an administrator: nobody else issues anything for others. */
  readonly issuers: ReadonlySet<DeviceId>;
}

/** A pure function of the set of entries (I1). Signatures were checked when the entries came in. */
export function createMemberState(spaceId: SpaceId, entries: readonly MemberEntry[]): MemberState {
  const resolved = resolveMembers(spaceId, entries);
  const keys = new Map<string, Promise<VerifyingKey | undefined>>();
  let issuers: ReadonlySet<DeviceId> | undefined;
  return {
    entries,
    resolved,
    verifyingKey(deviceId, incarnation) {
      const name = `${deviceId}.${incarnation}`;
      const registration = resolved.everRegistered(deviceId, incarnation);
      if (!registration) return Promise.resolve(undefined);
      const key = keys.get(name) ?? importVerifyingKey(registration.signingKey);
      keys.set(name, key);
      return key;
    },
    incarnationsOf: (deviceId) =>
      registrationsOf(resolved)
        .filter((registration) => registration.deviceId === deviceId)
        .sort((a, b) => b.incarnation - a.incarnation),
    get issuers() {
      return (issuers ??= issuersAmong(entries, resolved));
    }
  };
}

function issuersAmong(entries: readonly MemberEntry[], resolved: ResolvedMembers): Set<DeviceId> {
  const added = new Map<MemberEntryId, MemberId>();
  for (const { id, payload } of entries)
    if (payload.kind === 'add-device') added.set(id, payload.device.memberId);
  const administrators = new Set<MemberId | undefined>();
  for (const { id, payload } of entries) {
    if (!resolved.isValid(id)) continue;
    if (payload.kind === 'found') administrators.add(payload.founder.memberId);
    if (!('role' in payload) || !canAdminister(payload.role)) continue;
    if (payload.kind === 'set-role') administrators.add(payload.memberId);
    if (payload.kind === 'add-device') administrators.add(payload.device.memberId);
    if (payload.kind === 'confirm-device') administrators.add(added.get(payload.registration));
  }
  const devices = registrationsOf(resolved).filter(({ memberId }) => administrators.has(memberId));
  return new Set(devices.map(({ deviceId }) => deviceId));
}

const registrationsOf = ({ members }: ResolvedMembers): DeviceRegistration[] =>
  members.flatMap(({ devices }) => devices.map(({ registration }) => registration));

/** Kinds of member entries that may change what is applied of entries already held. */
const judgingKinds: readonly string[] = ['remove', 'set-role', 'adopt', 'confirm-device'];

export const changesJudgement = ({ payload }: MemberEntry): boolean =>
  judgingKinds.includes(payload.kind);

/** Whether anybody's work counts otherwise where it turns valid or void: of a void erasure what is here still comes back. */
export const isAboutWork = (entry: MemberEntry): boolean =>
  changesJudgement(entry) || ['add-device', 'erase-record'].includes(entry.payload.kind);
