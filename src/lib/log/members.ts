/**
 * The member resolver (DESIGN 5): members, devices, roles, cuts, orders and epochs as a pure function of the set of
 * member entries, and the judgement of log entries by it (I1, I4). Signatures are verified before. Clocks decide
 * nothing here. Rules M1–M20 stand in SPEC.md.
 */
import type { DeviceId, RecordId, SpaceId } from '../kernel/ids';
import type { EntryHeader } from './entry-header';
import { keyStreams } from './founding';
import type { Grant } from './grant';
import { compareIds, type EntryId, type MemberEntryId, type MemberId } from './ids';
import { limits } from './limits';
import { buildMemberDag, rootOf, type MemberDag } from './member-dag';
import { evaluateMembers, everything, type Evaluation } from './member-authority';
import { isMemberEntryOf, type MemberAuthor, type MemberEntry } from './member-entry';
import { judgeEntry, type Judgement } from './member-judge';
import {
  carriedEpochs,
  currentEpochOf,
  type ActiveDevice,
  type CarriedEpoch,
  type CurrentEpoch
} from './member-keys';
import type { Standing } from './member-standing';
import { resolveOrders } from './member-orders';
import type {
  AddDevice,
  DeviceRegistration,
  Found,
  Invite,
  MemberPayload,
  RemovalTarget,
  Request
} from './member-payload';

export interface ResolvedDevice {
  readonly registration: DeviceRegistration;
  readonly isActive: boolean;
}

export interface ResolvedMember {
  readonly memberId: MemberId;
  /** By the latest registration. */
  readonly name: string;
  /** null: removed. */
  readonly grant: Grant | null;
  /** The present grant; of who was removed the one before. */
  readonly lastGrant: Grant | null;
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
  /** Present grant of a device's incarnation; null when it has none. */
  grantOf(deviceId: DeviceId, incarnation: number): Grant | null;
  /** The registration that a signature is checked with, also of removed devices. */
  registrationOf(deviceId: DeviceId, incarnation: number): DeviceRegistration | undefined;
  /** As `registrationOf`, also where the adding turned out void: what the device wrote is held, on every device alike. */
  everRegistered(deviceId: DeviceId, incarnation: number): DeviceRegistration | undefined;
  isValid(id: MemberEntryId): boolean;
  /** Who signed an entry that is here. */
  authorOf(id: MemberEntryId): MemberAuthor | undefined;
  /** Valid requests, not declined, of devices that aren't registered yet. */
  readonly openRequests: readonly MemberEntry<Request>[];
  /** Valid invitations that aren't revoked; expiry is judged by the confirming device. */
  readonly invites: readonly MemberEntry<Invite>[];
  /** Devices whose adding is void: an admin may confirm them. */
  readonly unconfirmed: readonly MemberEntry<AddDevice>[];
  /** Departures that no removal `now` has closed: what their leavers still send is in force. */
  readonly departures: readonly RemovalTarget[];
  /** Settings in force, by policyKey. */
  readonly policy: ReadonlyMap<number, number>;
  /** Lock orders in force by record. */
  readonly locks: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** Valid erase orders by record, within their authors' daily limit. */
  readonly erasures: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** Beyond it: not carried out until another administrator orders the same. */
  readonly pendingErasures: ReadonlyMap<RecordId, readonly MemberEntryId[]>;
  /** How many people a member may still order to erase at `nowMs`; without end where there is no other administrator. */
  readonly erasuresLeftOf: (memberId: MemberId, nowMs: number) => number;
  /** Whether any order to erase a record was in its author's power when given, also one that is void since: parts may be absent. */
  wasEverErased(recordId: RecordId): boolean;
  /** Records with such orders, none of which holds: what is absent of them may be had from others. */
  readonly formerlyErased: readonly RecordId[];
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
  const activeDevices = members.flatMap(({ grant, devices }) =>
    grant === null
      ? []
      : devices.filter((d) => d.isActive).map(({ registration }) => ({ registration, grant }))
  );
  const ever = resolveOrders(dag, standing, evaluation.wasAllowed);
  const epochs = new Map(
    keyStreams.map((stream) => [stream, currentEpochOf(stream, dag, evaluation, activeDevices)])
  );
  const orders = resolveOrders(dag, standing, evaluation.isValid);
  return {
    spaceId,
    founding: rootOf(dag),
    heads: dag.heads,
    headsFor: (deviceId, incarnation) => chooseHeads(dag, evaluation, deviceId, incarnation),
    missing: dag.missing,
    members,
    activeDevices,
    grantOf: (deviceId, incarnation) =>
      activeDevices.find(
        ({ registration: r }) => r.deviceId === deviceId && r.incarnation === incarnation
      )?.grant ?? null,
    registrationOf: (deviceId, incarnation) =>
      standing.registrationOf(deviceId, incarnation, everything),
    everRegistered: evaluation.everRegistered,
    isValid: (id) => evaluation.isValid[dag.indexOf.get(id) ?? -1] ?? false,
    authorOf: (id) => dag.entries[dag.indexOf.get(id) ?? -1]?.author,
    openRequests: listOpenRequests(dag, evaluation),
    invites: listInvites(dag, evaluation),
    unconfirmed: listUnconfirmed(dag, evaluation),
    departures: listDepartures(dag, evaluation),
    ...orders,
    formerlyErased: [...ever.erasures.keys()].filter((id) => !orders.erasures.has(id)),
    wasEverErased: (recordId) => ever.erasures.has(recordId) || ever.pendingErasures.has(recordId),
    currentEpoch: (stream) => epochs.get(stream),
    epochs: carriedEpochs(dag, evaluation),
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
      grant: standing.grantOf(memberId, everything) ?? null,
      lastGrant: standing.lastGrantOf(memberId),
      devices: registrations.map((registration) => ({
        registration,
        isActive: standing.isActive(registration.deviceId, registration.incarnation, everything)
      }))
    };
  });
}

function listOpenRequests(dag: MemberDag, { standing, isValid }: Evaluation) {
  const revocations = validOf(dag, isValid, 'revoke-invite');
  const declined = new Set(revocations.map(({ payload }) => payload.request));
  return validOf(dag, isValid, 'request').filter(({ id, payload }) => {
    const { deviceId, incarnation } = payload.device;
    return !declined.has(id) && !standing.registrationOf(deviceId, incarnation, everything);
  });
}

function listInvites(dag: MemberDag, { isValid }: Evaluation) {
  const revoked = new Set(
    validOf(dag, isValid, 'revoke-invite').flatMap(({ payload }) =>
      payload.request === null ? [payload.inviteId] : []
    )
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

function listDepartures(dag: MemberDag, { standing, isValid }: Evaluation): RemovalTarget[] {
  const removals = validOf(dag, isValid, 'remove');
  const open = removals.filter(({ id, payload: { target, mode } }) => {
    if (mode === 'now' || !isGone(standing, target)) return false;
    const index = dag.indexOf.get(id) ?? -1;
    return !removals.some(
      (other) =>
        other.payload.mode === 'now' &&
        isSameTarget(other.payload.target, target) &&
        !dag.isBefore(dag.indexOf.get(other.id) ?? -1, index)
    );
  });
  const targets = new Map(
    open.map(({ payload: { target } }) => [
      target.type === 'member' ? target.memberId : target.deviceId,
      target
    ])
  );
  return [...targets.values()];
}

const isGone = (standing: Standing, target: RemovalTarget): boolean =>
  target.type === 'member'
    ? standing.grantOf(target.memberId, everything) === null
    : standing
        .incarnationsOf(target.deviceId, everything)
        .every((r) => !standing.isActive(r.deviceId, r.incarnation, everything));

export const isSameTarget = (a: RemovalTarget, b: RemovalTarget): boolean =>
  a.type === 'member'
    ? b.type === 'member' && a.memberId === b.memberId
    : b.type === 'device' && a.deviceId === b.deviceId;

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
