/**
 * Who stands where, as a fold over accepted acts (SPEC M5–M8): of all acts on a member or device the latest ones in
 * the DAG count; of several concurrent ones the most restrictive. So the answer is a function of a set, not of an order.
 */
import type { DeviceId } from '../kernel/ids';
import { createGrant, meetGrants, type Grant } from './grant';
import type { MemberId } from './ids';
import type { MemberDag } from './member-dag';
import type { DeviceRegistration, MemberPayload } from './member-payload';

/** Which acts are looked at: all of them, or those an entry or a set of heads knew. */
export type Knows = (index: number) => boolean;

interface Act {
  readonly index: number;
  /** What it makes of its subject; null takes everything away. */
  readonly grant: Grant | null;
}

interface RegisteredDevice {
  readonly registration: DeviceRegistration;
  readonly acts: Act[];
}

export interface Standing {
  /** Takes an accepted entry in. Entries come in the order of the DAG. */
  accept(index: number, payload: MemberPayload): void;
  /** undefined: never a member; null: removed. */
  grantOf(memberId: MemberId, knows: Knows): Grant | null | undefined;
  /** The same with all acts but removals: of who was removed the grant before. */
  lastGrantOf(memberId: MemberId): Grant | null;
  /** The registration of a device's incarnation, whether it is active or not. */
  registrationOf(
    deviceId: DeviceId,
    incarnation: number,
    knows: Knows
  ): DeviceRegistration | undefined;
  isActive(deviceId: DeviceId, incarnation: number, knows: Knows): boolean;
  /** Registrations that write under one Yjs clientID. */
  writersOf(clientId: number, knows: Knows): readonly DeviceRegistration[];
  /** Registrations of one device, every incarnation. */
  incarnationsOf(deviceId: DeviceId, knows: Knows): readonly DeviceRegistration[];
  readonly memberIds: readonly MemberId[];
  registrationsOf(memberId: MemberId): readonly DeviceRegistration[];
  /**
   * Index of the entry that let this incarnation of a device in. Whoever registers a device of their own, or a further incarnation,
   * hands their place on; in a place that another gave to a member there is no more than that other's word for it.
   */
  joinedAt(deviceId: DeviceId, incarnation: number, knows: Knows): number | undefined;
}

const everyAct: Knows = () => true;

const deviceKey = (deviceId: DeviceId, incarnation: number): string => `${deviceId}.${incarnation}`;

export function createStanding(dag: MemberDag): Standing {
  const memberActs = new Map<MemberId, Act[]>();
  const devices = new Map<string, RegisteredDevice>();
  const writers = new Map<number, RegisteredDevice[]>();
  const deviceRemovals = new Map<DeviceId, Act[]>();
  const memberRemovals = new Map<MemberId, Act[]>();

  function register(index: number, registration: DeviceRegistration, grant: Grant): void {
    const key = deviceKey(registration.deviceId, registration.incarnation);
    push(memberActs, registration.memberId, { index, grant });
    const known = devices.get(key);
    if (known) return void known.acts.push({ index, grant });
    const device = { registration, acts: [{ index, grant }] };
    devices.set(key, device);
    push(writers, registration.clientId, device);
  }

  function accept(index: number, payload: MemberPayload): void {
    switch (payload.kind) {
      case 'found':
        return register(index, payload.founder, createGrant('owner'));
      case 'add-device':
        return register(index, payload.device, payload);
      case 'confirm-device': {
        const added = dag.entries[dag.indexOf.get(payload.registration) ?? -1]?.payload;
        if (added?.kind === 'add-device') register(index, added.device, payload);
        return;
      }
      case 'set-role':
        return push(memberActs, payload.memberId, { index, grant: payload });
      case 'remove': {
        const act = { index, grant: null };
        if (payload.target.type === 'device') {
          return push(deviceRemovals, payload.target.deviceId, act);
        }
        push(memberActs, payload.target.memberId, act);
        return push(memberRemovals, payload.target.memberId, act);
      }
      default:
        return;
    }
  }

  function latestGrant(acts: readonly Act[], knows: Knows): Grant | null | undefined {
    // From the last on: what an act is known to comes after it, so comparing with the latest found is enough, and
    // many acts on one member, which anybody can write about themselves, cost no more than their number.
    const latest: Act[] = [];
    for (const act of acts.filter((one) => knows(one.index)).sort((a, b) => b.index - a.index)) {
      if (!latest.some((later) => dag.isBefore(act.index, later.index))) latest.push(act);
    }
    if (latest.length === 0) return undefined;
    return latest.reduce<Grant | null>(
      (least, { grant }) => (least === null || grant === null ? null : meetGrants(least, grant)),
      latest[0]?.grant ?? null
    );
  }

  const standing: Standing = {
    accept,
    grantOf: (memberId, knows) => latestGrant(memberActs.get(memberId) ?? [], knows),
    lastGrantOf: (memberId) =>
      latestGrant(
        (memberActs.get(memberId) ?? []).filter(({ grant }) => grant !== null),
        everyAct
      ) ?? null,
    registrationOf(deviceId, incarnation, knows) {
      const device = devices.get(deviceKey(deviceId, incarnation));
      return device?.acts.some((act) => knows(act.index)) ? device.registration : undefined;
    },
    isActive(deviceId, incarnation, knows) {
      const device = devices.get(deviceKey(deviceId, incarnation));
      if (!device) return false;
      const acts = [
        ...device.acts,
        ...(deviceRemovals.get(deviceId) ?? []),
        ...(memberRemovals.get(device.registration.memberId) ?? [])
      ];
      return Boolean(latestGrant(acts, knows));
    },
    writersOf: (clientId, knows) =>
      (writers.get(clientId) ?? [])
        .filter(({ acts }) => acts.some((act) => knows(act.index)))
        .map(({ registration }) => registration),
    incarnationsOf: (deviceId, knows) =>
      [...devices.values()]
        .filter((d) => d.registration.deviceId === deviceId && d.acts.some((a) => knows(a.index)))
        .map((d) => d.registration),
    get memberIds() {
      return [...memberActs.keys()];
    },
    registrationsOf: (memberId) =>
      [...devices.values()].map((d) => d.registration).filter((r) => r.memberId === memberId),
    joinedAt(deviceId, incarnation, knows) {
      let device = devices.get(deviceKey(deviceId, incarnation));
      let at = device?.acts.find((act) => knows(act.index))?.index;
      for (let isHandedOn = true; isHandedOn && device && at !== undefined;) {
        const here: number = at;
        const author = dag.entries[here]?.author;
        const by: RegisteredDevice | undefined =
          author && devices.get(deviceKey(author.deviceId, author.incarnation));
        const before = by?.acts.find((act) => dag.isBefore(act.index, here))?.index;
        isHandedOn =
          before !== undefined && by?.registration.memberId === device.registration.memberId;
        if (isHandedOn) [device, at] = [by, before];
      }
      return at;
    }
  };
  return standing;
}

function push<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}
