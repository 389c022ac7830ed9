/** Acts of membership (log/acts) by this device: built, signed, checked by the resolver and taken in, in one go. */
import { err, ok, type Result } from '../kernel/result';
import { signAct, type Act, type ActContext, type ActError } from '../log/acts/act';
import type { MemberEntry } from '../log/member-entry';
import type { KnownPayload } from '../log/member-payload';
import { resolveMembers } from '../log/members';
import type { Core } from './core';
import { computeFrontier } from './exchange';
import { useNewKeys } from './new-keys';
import { takeMembers } from './orders';
import { rebuildAll } from './rebuild';
import type { CommitFailure } from './types';

export type ActFault =
  | ActError
  | { readonly type: 'storage'; readonly failure: CommitFailure }
  /** The resolver does not accept it: the members changed meanwhile. */
  | { readonly type: 'overtaken' };

/** undefined while this device is no member's, or can't open what is sealed to it. */
export async function actContextOf(core: Core): Promise<ActContext | undefined> {
  const { deps, writer, agreementKey } = core;
  const members = core.members.resolved;
  const own = members.registrationOf(deps.deviceId, writer.incarnation);
  if (!own || !agreementKey) return undefined;
  return {
    members,
    ring: deps.keys.ring,
    own,
    agreementKey,
    frontier: await computeFrontier(core),
    nowMs: deps.clock.now(),
    random: deps.random
  };
}

/** Runs inside the replica's queue. */
export async function performAct<P extends KnownPayload>(
  core: Core,
  act: Act<P>
): Promise<Result<MemberEntry<P>, ActFault>> {
  const context = await actContextOf(core);
  if (!context) return err({ type: 'not-allowed' });
  const payload = await act(context);
  if (!payload.ok) return payload;
  const entry = await signAct(context, payload.value, core.writer.signingKey);
  const { entries } = core.members;
  if (!resolveMembers(core.deps.spaceId, [...entries, entry]).isValid(entry.id)) {
    return err({ type: 'overtaken' });
  }
  await takeOwn(core, [entry]);
  return ok(entry);
}

/** Takes in entries that this device has signed, with what follows from them for the records. */
export async function takeOwn(core: Core, entries: readonly MemberEntry[]): Promise<void> {
  await takeMembers(core, entries, 'local');
  const { isStale } = core;
  if (isStale) await rebuildAll(core);
  await useNewKeys(core, isStale);
}
