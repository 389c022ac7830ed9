/** The members of an open space: what screens see and may do (types.ts). */
import { recordKinds } from '../../domain/registry';
import type { Clock, Random } from '../../kernel/environment';
import { err, ok, type Result } from '../../kernel/result';
import type { Act } from '../../log/acts/act';
import { memberOf } from '../../log/acts/act';
import { admitRequest, confirmDevice } from '../../log/acts/admit';
import { createInvite, declineRequest, revokeInvite } from '../../log/acts/invite';
import { adopt } from '../../log/acts/orders';
import { closeDeparture, remove, removalReason } from '../../log/acts/remove';
import { setRole } from '../../log/acts/set-role';
import { createGrant, isGrantWithin } from '../../log/grant';
import type { InviteId } from '../../log/ids';
import { encodeSyncLink, parseSyncLink, relayHint, syncLinkAddress } from '../../log/join/link';
import { createSeed } from '../../log/join/seed';
import { limits } from '../../log/limits';
import { isAtLeast } from '../../log/roles';
import type { UnshownBranches } from '../../storage/chain-facts';
import type { SyncReplica } from '../../storage/replica';
import { parseSlot } from '../../storage/slot';
import { watchView } from '../queries/live-view';
import { createAdminJoin } from './admin-join';
import { readDeviceNames } from './device-names';
import { startHousekeeping } from './housekeeping';
import type { InvitationNotes } from './invitation-notes';
import { joinFileOf } from './join-file';
import { createMembersView, seedOf } from './members-view';
import { openWorkOf } from './open-work';
import { createRefreshed } from './refreshed';
import type { GrantItem, MembersError, MembersResult, MembersService, MembersView } from './types';

export interface MembersServiceDeps {
  readonly replica: SyncReplica;
  readonly notes: InvitationNotes;
  readonly clock: Clock;
  readonly random: Random;
  /** Origin and base path of the app, ending in a slash. */
  readonly appAddress: string;
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface RunningMembers {
  readonly service: MembersService;
  stop(): void;
}

const dayMs = 86_400_000;
/** Whoever opens the screen takes so long for one step. */
const soonMs = 400;

/** False where it takes longer than a moment; what goes wrong is for who waits for it. */
function isDoneWithin(
  work: Promise<unknown>,
  later: MembersServiceDeps['later']
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = later(soonMs, () => resolve(false));
    const done = (): void => {
      cancel();
      resolve(true);
    };
    work.then(done, done);
  });
}
const grantOf = ({ role, scopes }: GrantItem) => createGrant(role, scopes);

export function startMembersService(deps: MembersServiceDeps): RunningMembers {
  const { replica, notes, clock, random, appAddress, later } = deps;
  const join = createAdminJoin(replica, random, () => view.refresh());
  /** As of the last look at what stands on branches. */
  let unshown: readonly UnshownBranches[] = [];
  const view = createRefreshed<MembersView>(async (tell) => {
    const input = {
      members: replica.members(),
      entries: replica.memberEntries(),
      own: parseSlot(replica.slot),
      context: await replica.actContext(),
      facts: await replica.chainFacts(),
      notes: await notes.read(),
      deviceNames: readDeviceNames(replica.view, replica.members()),
      codes: join.codes,
      nowMs: clock.now()
    };
    const look = replica.unshownBranches();
    // A fork of a thousand records takes seconds: the rest is no secret until then.
    if (!(await isDoneWithin(look, later)))
      tell(await createMembersView({ ...input, unshown, isLooking: true }));
    unshown = await look;
    return createMembersView({ ...input, unshown, isLooking: false });
  });
  const housekeeping = startHousekeeping(deps);
  const stops = [
    replica.onMembers(() => view.refresh()),
    // Work of colleagues: last seen, and what is held and changes no record.
    replica.onArrival(() => view.refresh()),
    replica.view.onChange(({ source, kinds }) => {
      if (source !== 'local' || kinds.has('deviceName')) view.refresh();
    })
  ];

  const perform = async (act: Act): Promise<Result<void, MembersError>> => {
    const done = await replica.act(act);
    return done.ok ? ok(undefined) : done;
  };

  /** The link of an open invitation whose seed is sealed to this device. */
  async function linkOf(id: InviteId): Promise<string | undefined> {
    const context = await replica.actContext();
    const invite = context?.members.invites.find(({ payload }) => payload.inviteId === id);
    const seed = context && invite && (await seedOf(context, invite));
    if (!seed) return undefined;
    const { relay } = (await notes.read()).get(id) ?? {};
    const { role, scopes } = invite.payload;
    return syncLinkAddress(appAddress, linkWith(seed, { role, scopes }, relay));
  }

  const linkWith = (seed: ReturnType<typeof createSeed>, grant: GrantItem, relay?: string) => ({
    seed,
    spaceId: replica.spaceId,
    grant: grantOf(grant),
    hints: relay === undefined ? [] : [relayHint(relay)]
  });

  async function handOver(from: Parameters<MembersService['handOver']>[0], to: typeof from) {
    const members = { members: replica.members() };
    const [leaver, successor] = [memberOf(members, from)?.grant, memberOf(members, to)?.grant];
    if (!leaver || !successor) return err({ type: 'not-found' } as const);
    if (isGrantWithin(leaver, successor)) return ok('unchanged' as const);
    const role = isAtLeast(leaver.role, successor.role) ? leaver.role : successor.role;
    const grant = createGrant(role, [...leaver.scopes, ...successor.scopes]);
    const given = await perform(setRole(to, grant));
    return given.ok ? ok('given' as const) : given;
  }

  async function adoptAll(memberId: Parameters<MembersService['adopt']>[0]): MembersResult {
    const devices = memberOf({ members: replica.members() }, memberId)?.devices ?? [];
    const ids = new Set(devices.map(({ registration }) => registration.deviceId));
    const facts = (await replica.chainFacts()).filter(({ deviceId }) => ids.has(deviceId));
    const ranges = facts.flatMap(({ held }) => held.map(({ range }) => range));
    for (let at = 0; at < ranges.length; at += limits.cuts) {
      const done = await perform(adopt(ranges.slice(at, at + limits.cuts)));
      if (!done.ok) return done;
    }
    // What builds on the runs shows only now what is still missing.
    const unshown = await replica.unshownBranches();
    const lost = unshown.filter(({ deviceId, isOwed }) => !isOwed && ids.has(deviceId));
    if (ranges.length + lost.length === 0) return err({ type: 'nothing-to-do' });
    if (lost.length > 0) {
      const issued = await replica.adoptBranches([...ids]);
      if (!issued.ok) return err({ type: 'storage', failure: issued.error });
    }
    view.refresh();
    return ok(undefined);
  }

  const service: MembersService = {
    view,
    join,
    linkOf,
    async invite({ label, grant, validDays, memberId, relay }) {
      const seed = createSeed(random);
      const link = linkWith(seed, grant, relay);
      if (!parseSyncLink(encodeSyncLink(link)).ok) return err({ type: 'bad-relay' });
      const expiresMs = clock.now() + validDays * dayMs;
      const act = createInvite({ seed, grant: link.grant, expiresMs, memberId });
      const done = await replica.act(act);
      if (!done.ok) return done;
      const id = done.value.payload.inviteId;
      const open = replica.members().invites.map(({ payload }) => payload.inviteId);
      await notes.keep(id, { label, ...(relay === undefined ? {} : { relay }) }, open);
      view.refresh();
      return ok({ id, link: syncLinkAddress(appAddress, link) });
    },
    revoke: (id) => perform(revokeInvite(id)),
    admit: (id) => perform(admitRequest(id)),
    decline: (id) => perform(declineRequest(id)),
    async answerFile(id) {
      const frames = await join.answer(id);
      return frames && joinFileOf('加入答复', clock.today(), frames);
    },
    setGrant: (memberId, grant) => perform(setRole(memberId, grantOf(grant))),
    remove: ({ target, mode, reason }) =>
      perform(remove({ target, mode, reason: removalReason[reason] })),
    closeDeparture: (memberId) => perform(closeDeparture({ type: 'member', memberId })),
    adopt: adoptAll,
    confirm: (id) => perform(confirmDevice(id)),
    handOver,
    openWork: (workerId) =>
      watchView(replica.view, recordKinds, () => openWorkOf(replica.view, workerId, clock.today()))
  };
  return {
    service,
    stop() {
      housekeeping.stop();
      view.stop();
      for (const stop of stops) stop();
    }
  };
}
