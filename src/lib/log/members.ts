/**
 * The member resolver (DESIGN 5): members, devices, roles, cuts, orders and epochs as a pure function of the set of
 * member entries, and the judgement of log entries by it (I1, I4). Signatures are verified before. Clocks decide
 * nothing here. Rules M1–M20 stand in SPEC.md.
 */
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import type { EntryHeader } from './entry-header';
import { keyStreams } from './founding';
import { compareIds, type EntryId, type MemberEntryId, type MemberId } from './ids';
import { limits } from './limits';
import { buildMemberDag, rootOf, type MemberDag } from './member-dag';
import { evaluateMembers, everything, type Evaluation } from './member-authority';
import { isMemberEntryOf, type MemberEntry } from './member-entry';
import { judgeEntry, type Judgement } from './member-judge';
import {
  carriedEpochs,
  currentEpochOf,
  type ActiveDevice,
  type CarriedEpoch,
  type CurrentEpoch
} from './member-keys';
import { resolveOrders } from './member-orders';
import type {
  AddDevice,
  DeviceRegistration,
  Found,
  Invite,
  MemberPayload,
  Request
} from './member-payload';
import type { Role } from './roles';

export interface ResolvedDevice {
  readonly registration: DeviceRegistration;
  readonly isActive: boolean;
}

export interface ResolvedMember {
  readonly memberId: MemberId;
  /** By the latest registration. */
  readonly name: string;
  /** null: removed. */
  readonly role: Role | null;
  readonly devices: readonly ResolvedDevice[];
}

export interface ResolvedMembers {
  readonly spaceId: SpaceId;
  readonly founding: MemberEntry<Found> | undefined;
  /** Every head there is: part of the frontier. */
  readonly heads: readonly MemberEntryId[];
  /**
   * Parents of this device's next member entry, and what its log entries name: at most limits.memberHeads. Anyone can
   * add heads (requests, later kinds), so those that this device's registration stands in come first, then
   * those of members, and what is left over waits for its turn.
   */
  headsFor(deviceId: DeviceId, incarnation: number): readonly MemberEntryId[];
  /** Entries that are named but not here. */
  readonly missing: readonly MemberEntryId[];
  /** Sorted by seniority. */
  readonly members: readonly ResolvedMember[];
  readonly activeDevices: readonly ActiveDevice[];
  /** Present role of a device's incarnation; null when it has none. */
  roleOf(deviceId: DeviceId, incarnation: number): Role | null;
  /** The registration that a signature is checked with, also of removed devices. */
  registrationOf(deviceId: DeviceId, incarnation: number): DeviceRegistration | undefined;
  isValid(id: MemberEntryId): boolean;
  /** Valid requests of devices that aren't registered yet. */
  readonly openRequests: readonly MemberEntry<Request>[];
  /** Valid invitations that aren't revoked; expiry is judged by the confirming device. */
  readonly invites: readonly MemberEntry<Invite>[];
  /** Devices whose adding is void: an admin may confirm them. */
  readonly unconfirmed: readonly MemberEntry<AddDevice>[];
  /** Settings in force, by policyKey. */
  readonly policy: ReadonlyMap<number, number>;
  /** Lock orders in force by record. */
  readonly locks: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** Valid erase orders by record; when they may be carried out is judged by the executing device. */
  readonly erasures: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** Whether any order to erase a record was in its author's power when given, also one that is void since: parts may be absent. */
  wasEverErased(recordId: RecordId): boolean;
  /** What a writer seals under. */
  currentEpoch(stream: CurrentEpoch['stream']): CurrentEpoch | undefined;
  /** Every sealed epoch any entry carries, for reading. */
  readonly epochs: readonly CarriedEpoch[];
  /** I4: may this entry be applied? The entry is verified and its chain is contiguous up to it. */
  judge(header: EntryHeader, id: EntryId): Judgement;
}

export function resolveMembers(spaceId: SpaceId, entries: Iterable<MemberEntry>): ResolvedMembers {
  const dag = buildMemberDag(spaceId, entries);
  const evaluation = evaluateMembers(dag);
  const { standing } = evaluation;
  const members = listMembers(evaluation);
  const activeDevices = members.flatMap(({ role, devices }) =>
    role === null
      ? []
      : devices.filter((d) => d.isActive).map(({ registration }) => ({ registration, role }))
  );
  const everErased = resolveOrders(dag, evaluation.wasAllowed).erasures;
  const epochs = new Map(
    keyStreams.map((stream) => [stream, currentEpochOf(stream, dag, evaluation, activeDevices)])
  );
  return {
    spaceId,
    founding: rootOf(dag),
    heads: dag.heads,
    headsFor: (deviceId, incarnation) => chooseHeads(dag, evaluation, deviceId, incarnation),
    missing: dag.missing,
    members,
    activeDevices,
    roleOf: (deviceId, incarnation) =>
      activeDevices.find(
        ({ registration: r }) => r.deviceId === deviceId && r.incarnation === incarnation
      )?.role ?? null,
    registrationOf: (deviceId, incarnation) =>
      standing.registrationOf(deviceId, incarnation, everything),
    isValid: (id) => evaluation.isValid[dag.indexOf.get(id) ?? -1] ?? false,
    openRequests: listOpenRequests(dag, evaluation),
    invites: listInvites(dag, evaluation),
    unconfirmed: listUnconfirmed(dag, evaluation),
    ...resolveOrders(dag, evaluation.isValid),
    wasEverErased: (recordId) => everErased.has(recordId),
    currentEpoch: (stream) => epochs.get(stream),
    epochs: carriedEpochs(dag),
    judge: (header, id) => judgeEntry(dag, evaluation, header, id)
  };
}

function chooseHeads(
  dag: MemberDag,
  { isValid }: Evaluation,
  deviceId: DeviceId,
  incarnation: number
): MemberEntryId[] {
  if (dag.heads.length <= limits.memberHeads) return [...dag.heads];
  const own = dag.entries.findIndex(
    ({ payload }, index) =>
      isValid[index] === true &&
      (payload.kind === 'found' || payload.kind === 'add-device') &&
      registeredBy(payload).deviceId === deviceId &&
      registeredBy(payload).incarnation === incarnation
  );
  const rank = (id: MemberEntryId): number => {
    const index = dag.indexOf.get(id) ?? -1;
    const kind = dag.entries[index]?.payload.kind;
    if (index === own || dag.isBefore(own, index)) return 0;
    return isValid[index] && kind !== 'request' && kind !== 'unknown' ? 1 : 2;
  };
  const ranked = dag.heads.map((id) => ({ id, rank: rank(id) }));
  ranked.sort((a, b) => a.rank - b.rank || compareIds(a.id, b.id));
  return ranked
    .slice(0, limits.memberHeads)
    .map(({ id }) => id)
    .sort();
}

const registeredBy = (payload: Found | AddDevice): DeviceRegistration =>
  payload.kind === 'found' ? payload.founder : payload.device;

function listMembers({ standing }: Evaluation): ResolvedMember[] {
  return standing.memberIds.map((memberId) => {
    const registrations = standing.registrationsOf(memberId);
    return {
      memberId,
      name: registrations[registrations.length - 1]?.name ?? '',
      role: standing.roleOf(memberId, everything) ?? null,
      devices: registrations.map((registration) => ({
        registration,
        isActive: standing.isActive(registration.deviceId, registration.incarnation, everything)
      }))
    };
  });
}

function listOpenRequests(dag: MemberDag, { standing, isValid }: Evaluation) {
  return validOf(dag, isValid, 'request').filter(({ payload }) => {
    const { deviceId, incarnation } = payload.device;
    return !standing.registrationOf(deviceId, incarnation, everything);
  });
}

function listInvites(dag: MemberDag, { isValid }: Evaluation) {
  const revoked = new Set(
    validOf(dag, isValid, 'revoke-invite').map((entry) => entry.payload.inviteId)
  );
  return validOf(dag, isValid, 'invite').filter((entry) => !revoked.has(entry.payload.inviteId));
}

function listUnconfirmed(dag: MemberDag, { standing, isValid }: Evaluation) {
  return dag.entries.filter(
    (entry, index): entry is MemberEntry<AddDevice> =>
      isMemberEntryOf(entry, 'add-device') &&
      !isValid[index] &&
      !standing.registrationOf(
        entry.payload.device.deviceId,
        entry.payload.device.incarnation,
        everything
      )
  );
}

/** Valid entries of one kind, in the order of the DAG. */
function validOf<K extends MemberPayload['kind']>(
  dag: MemberDag,
  isValid: readonly boolean[],
  kind: K
): MemberEntry<Extract<MemberPayload, { kind: K }>>[] {
  return dag.entries.filter(
    (entry, index): entry is MemberEntry<Extract<MemberPayload, { kind: K }>> =>
      isValid[index] === true && isMemberEntryOf(entry, kind)
  );
}
