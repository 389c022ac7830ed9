/** The daily limit on erasures (log/SPEC M13), asked before anything that goes with one is written. */
import { err, ok, type Result } from '../kernel/result';
import { erasuresOf } from '../log/member-erase-limit';
import type { Core } from './core';
import type { CommitFailure } from './types';

/** `count`: records that would be erased together. */
export function mayErase(
  { deps, members, writer }: Core,
  count: number
): Result<void, CommitFailure> {
  const { resolved } = members;
  const own = resolved.registrationOf(deps.deviceId, writer.incarnation);
  const left = own ? resolved.erasuresLeftOf(own.memberId, deps.clock.now()) : Infinity;
  if (erasuresOf(count) <= left) return ok(undefined);
  return err({ type: 'read-only', reason: 'erase-limit' });
}
