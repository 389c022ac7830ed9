/** What the member log lets this device do, or why nothing. */
import { err, ok, type Result } from '../kernel/result';
import type { Grant } from '../log/grant';
import type { Core } from './core';
import type { ReadOnlyReason } from './types';

export function ownStanding(core: Core): Result<Grant, ReadOnlyReason> {
  const { deviceId } = core.deps;
  const { incarnation } = core.writer;
  const { resolved } = core.members;
  const grant = resolved.grantOf(deviceId, incarnation);
  if (grant) return ok(grant);
  return err(resolved.registrationOf(deviceId, incarnation) ? 'removed' : 'not-admitted');
}
