/**
 * What a member may do (DESIGN 2): a role, and which scopes of the role. Owners and administrators hold every scope,
 * because who removes someone must be able to rotate what that one could read. Of several grants the
 * meet holds: the lower role, the scopes that all of them give (SPEC M5).
 */
import { type BinaryReader, type BinaryWriter, DecodeError } from '../kernel/binary';
import { scopeCode, scopeOfCode, scopes as allScopes, type Scope } from '../kernel/scope';
import { entryKind } from './entry-header';
import { requireRising } from './epoch-keys';
import {
  canAdminister,
  isAtLeast,
  lowerRole,
  roleCode,
  roleOfCode,
  scopesOfRole,
  type Role
} from './roles';

export interface Grant {
  readonly role: Role;
  /** Rising by code. */
  readonly scopes: readonly Scope[];
}

/** The grant of a role with everything it may read, or with those of the named scopes that it may read. */
export function createGrant(role: Role, scopes: readonly Scope[] = allScopes): Grant {
  const most = scopesOfRole(role);
  return {
    role,
    scopes: canAdminister(role) ? most : most.filter((scope) => scopes.includes(scope))
  };
}

export const meetGrants = (a: Grant, b: Grant): Grant =>
  createGrant(
    lowerRole(a.role, b.role),
    a.scopes.filter((scope) => b.scopes.includes(scope))
  );

/** No grant above the granter: neither in role nor in scopes. */
export const isGrantWithin = (grant: Grant, granter: Grant): boolean =>
  isAtLeast(granter.role, grant.role) && grant.scopes.every((s) => granter.scopes.includes(s));

export const isSameGrant = (a: Grant, b: Grant): boolean =>
  a.role === b.role && isGrantWithin(a, b) && isGrantWithin(b, a);

/** I4: what a member may write. Kinds this build doesn't know need an editor. */
export function canWrite(grant: Grant, scope: Scope, kind: number): boolean {
  const least = kind === entryKind.audit ? 'viewer' : 'editor';
  return isAtLeast(grant.role, least) && grant.scopes.includes(scope);
}

export function writeGrant(writer: BinaryWriter, grant: Grant): void {
  writer.uint(roleCode[grant.role]);
  writer.list(grant.scopes, (w, scope) => w.uint(scopeCode[scope]));
}

/** Throws DecodeError on scopes that the role does not have, and on an administrator without one of them. */
export function readGrant(reader: BinaryReader): Grant {
  const role = roleOfCode(reader.uint(255));
  if (role === undefined) throw new DecodeError('unknown role');
  const scopes = reader.list(allScopes.length, (r) => {
    const scope = scopeOfCode(r.uint(255));
    if (scope === undefined) throw new DecodeError('unknown scope');
    return scope;
  });
  requireRising(scopes, (a, b) => scopeCode[a] - scopeCode[b]);
  if (createGrant(role, scopes).scopes.length !== scopes.length) {
    throw new DecodeError('scopes do not fit the role');
  }
  return { role, scopes };
}
