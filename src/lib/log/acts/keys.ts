/** Keys for those who lack them, and new epochs (SPEC M16, M17); and whose turn it is to do it unasked. */
import { err, ok } from '../../kernel/result';
import type { KeyStream } from '../epoch-keys';
import { keyStreams } from '../founding';
import { compareIds } from '../ids';
import type { GrantKey, Rotate } from '../member-payload';
import { canAdminister } from '../roles';
import { deviceKey, ownGrant, requireAdmin, type Act, type ActContext } from './act';
import { isOrphaned, rotateStreams, sealMissing, streamsToRotate } from './seal-keys';

export const grantMissingKeys: Act<GrantKey> = async (context) => {
  const own = requireAdmin(context);
  if (!own.ok) return own;
  const keys = await sealMissing(context);
  return keys.length > 0 ? ok({ kind: 'grant-key', keys }) : err({ type: 'nothing-to-do' });
};

/** New epochs of these streams for everybody with the right to them. */
export const rotate =
  (streams: readonly KeyStream[]): Act<Rotate> =>
  async (context) => {
    const own = requireAdmin(context);
    if (!own.ok) return own;
    const keys = await rotateStreams(context, streams, context.members.activeDevices);
    if (!keys.ok) return keys;
    const [stream] = streams;
    if (stream === undefined) return err({ type: 'nothing-to-do' });
    return keys.value.length > 0
      ? ok({ kind: 'rotate', keys: keys.value })
      : err({ type: 'no-key', stream });
  };

export interface Housekeeping {
  /** Streams that someone without the right to them can read, or that nobody can. */
  readonly rotate: readonly KeyStream[];
  /** True when a device lacks a key that this one holds. */
  readonly grant: boolean;
  /**
   * This device's place among the administrators' devices that could do it, from 0. Who comes later waits longer, so
   * that one acts and the others find it done; two who act at once do no harm.
   */
  readonly turn: number;
}

/** What this device should do for the space unasked; undefined when nothing is due or it is no administrator's. */
export function housekeepingOf(context: ActContext): Housekeeping | undefined {
  const grant = ownGrant(context);
  if (!grant || !canAdminister(grant.role)) return undefined;
  const { members, ring, own } = context;
  const due = streamsToRotate(context).filter(
    (stream) => isOrphaned(context, stream) || holds(context, stream)
  );
  const isLacking = keyStreams.some((stream) =>
    members.currentEpoch(stream)?.lacking.some(({ keys }) => keys.some((key) => ring.has(key)))
  );
  if (due.length === 0 && !isLacking) return undefined;
  return { rotate: due, grant: isLacking, turn: turnOf(context, deviceKey(own)) };
}

const holds = ({ members, ring }: ActContext, stream: KeyStream): boolean => {
  const current = members.currentEpoch(stream);
  return current !== undefined && ring.has(current);
};

/** Administrators' devices that lack nothing first, then by id: the same order on every device. */
function turnOf({ members }: ActContext, own: string): number {
  const lacking = new Set(
    keyStreams.flatMap((stream) =>
      (members.currentEpoch(stream)?.lacking ?? []).map(({ registration }) =>
        deviceKey(registration)
      )
    )
  );
  const admins = members.activeDevices
    .filter(({ grant }) => canAdminister(grant.role))
    .map(({ registration }) => deviceKey(registration));
  const rank = (key: string): number => (lacking.has(key) ? 1 : 0);
  return admins.sort((a, b) => rank(a) - rank(b) || compareIds(a, b)).indexOf(own);
}
