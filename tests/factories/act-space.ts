/** Devices with real keys that each know a part of one member log: for tests of acts and of what follows from them. */
import { importAgreementKey, type AgreementKey } from '../../src/lib/crypto/agree';
import { importSigningKey, type SigningKey } from '../../src/lib/crypto/sign';
import type { SpaceId } from '../../src/lib/kernel/ids';
import { ok, unwrap, type Result } from '../../src/lib/kernel/result';
import { signAct, type Act, type ActContext, type ActError } from '../../src/lib/log/acts/act';
import { admitRequest } from '../../src/lib/log/acts/admit';
import { createInvite } from '../../src/lib/log/acts/invite';
import { createJoinRequest } from '../../src/lib/log/acts/request';
import { createDevice, foundSpace, type NewDevice } from '../../src/lib/log/founding';
import { createFrontier, type FrontierChain } from '../../src/lib/log/frontier';
import { createGrant, type Grant } from '../../src/lib/log/grant';
import type { MemberId } from '../../src/lib/log/ids';
import { createSeed } from '../../src/lib/log/join/seed';
import { createKeyRing, fillKeyRing, type KeyRing } from '../../src/lib/log/key-ring';
import type { MemberEntry } from '../../src/lib/log/member-entry';
import type { DeviceRegistration, KnownPayload } from '../../src/lib/log/member-payload';
import { resolveMembers, type ResolvedMembers } from '../../src/lib/log/members';
import type { Role } from '../../src/lib/log/roles';
import { createSeededRandom } from './seeded-random';

export interface Actor {
  readonly name: string;
  /** As registered: an invitation for a known member changes the member id. */
  registration: DeviceRegistration;
  readonly signingKey: SigningKey;
  readonly agreementKey: AgreementKey;
  readonly ring: KeyRing;
  /** The member entries that have reached this device. */
  readonly known: Map<string, MemberEntry>;
  /** Heads of log chains that have arrived here. */
  chains: readonly FrontierChain[];
}

export const startMs = Date.UTC(2026, 10, 23, 8);
const hourMs = 3_600_000;

export async function createActSpace(
  seed: string,
  options: { readonly hasRecovery?: boolean } = {}
) {
  const random = createSeededRandom(`acts ${seed}`);
  const space = await foundSpace({
    name: '负责人',
    printedKey: (options.hasRecovery ?? true) ? random.bytes(32) : null,
    atMs: startMs,
    random
  });
  const { spaceId } = space;
  let nowMs = startMs;

  async function createActor(name: string, device: NewDevice): Promise<Actor> {
    return {
      name,
      registration: device.registration,
      signingKey: await importSigningKey(device.pairs.signing.secret),
      agreementKey: await importAgreementKey(device.pairs.agreement),
      ring: createKeyRing(),
      known: new Map(),
      chains: []
    };
  }

  const resolve = (actor: Actor): ResolvedMembers => resolveMembers(spaceId, actor.known.values());

  const contextOf = (actor: Actor): ActContext => ({
    members: resolve(actor),
    ring: actor.ring,
    own: actor.registration,
    agreementKey: actor.agreementKey,
    frontier: createFrontier({ memberHeads: [], chains: actor.chains, erasures: [] }),
    nowMs,
    random
  });

  async function give(actor: Actor, entries: Iterable<MemberEntry>): Promise<void> {
    for (const entry of entries) actor.known.set(entry.id, entry);
    const { deviceId, incarnation } = actor.registration;
    const opener = { type: 'device', deviceId, incarnation, key: actor.agreementKey } as const;
    await fillKeyRing(actor.ring, spaceId, resolve(actor).epochs, opener);
  }

  /** Everybody of these ends up with what any of them knew. */
  async function meet(...actors: readonly Actor[]): Promise<void> {
    const all = actors.flatMap((actor) => [...actor.known.values()]);
    for (const actor of actors) await give(actor, all);
  }

  /** Does an act and keeps its entry; whether the resolver took it is for the test to ask. */
  async function tryAct<P extends KnownPayload>(
    actor: Actor,
    act: Act<P>
  ): Promise<Result<MemberEntry<P>, ActError>> {
    nowMs += 1000;
    const context = contextOf(actor);
    const payload = await act(context);
    if (!payload.ok) return payload;
    const entry = await signAct(context, payload.value, actor.signingKey);
    await give(actor, [entry]);
    return ok(entry);
  }

  const doAct = async <P extends KnownPayload>(
    actor: Actor,
    act: Act<P>
  ): Promise<MemberEntry<P>> => unwrap(await tryAct(actor, act));

  /** A stranger with a link makes its request; nothing of it is known to others yet. */
  async function request(name: string, linkSeed: Uint8Array<ArrayBuffer>, grant: Grant) {
    const actor = await createActor(name, await createDevice(name, random));
    const link = { seed: linkSeed, spaceId, grant, hints: [] };
    const entry = await createJoinRequest(link, actor.registration, actor.signingKey, nowMs);
    return { actor, entry };
  }

  /** Invitation, request and confirmation at one administrator; the newcomer knows what that one knows. */
  async function join(
    admin: Actor,
    name: string,
    of: Role | Grant,
    memberId: MemberId | null = null
  ): Promise<Actor> {
    const grant = typeof of === 'string' ? createGrant(of) : of;
    const linkSeed = createSeed(random);
    const expiresMs = nowMs + 24 * hourMs;
    await doAct(admin, createInvite({ seed: linkSeed, grant, expiresMs, memberId }));
    const { actor, entry } = await request(name, linkSeed, grant);
    await give(admin, [entry]);
    const added = await doAct(admin, admitRequest(entry.id));
    actor.registration = added.payload.device;
    await give(actor, admin.known.values());
    return actor;
  }

  const founder = await createActor('负责人', space.device);
  await give(founder, [space.entry]);
  return {
    spaceId: spaceId satisfies SpaceId,
    space,
    random,
    founder,
    now: () => nowMs,
    pass: (ms: number) => (nowMs += ms),
    createActor,
    contextOf,
    resolve,
    give,
    meet,
    tryAct,
    doAct,
    request,
    join,
    /** True when an actor's own knowledge holds this entry valid. */
    isValid: (actor: Actor, entry: MemberEntry) => resolve(actor).isValid(entry.id),
    grantOf: (viewer: Actor, actor: Actor) =>
      resolve(viewer).grantOf(actor.registration.deviceId, actor.registration.incarnation),
    /** Epochs of a stream in an actor's hands, rising. */
    epochsOf: (actor: Actor, stream: string) =>
      actor.ring
        .all()
        .filter((secret) => secret.stream === stream)
        .map(({ epoch }) => epoch)
        .sort((a, b) => a - b)
  };
}
export type ActSpace = Awaited<ReturnType<typeof createActSpace>>;
