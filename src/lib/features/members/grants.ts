/** Roles and scopes as the forms offer them. */
import type { GrantItem, Role, Scope } from '../../app/members/types';

/** What may be chosen beside what the role always has. */
export const optionalScopes = ['sensitive', 'reports'] as const satisfies readonly Scope[];

export const hasChoice = (role: Role): boolean => role === 'editor' || role === 'viewer';

/** Community staff see general and sensitive content by default (DESIGN 2). */
export const usualGrant: GrantItem = { role: 'editor', scopes: ['general', 'sensitive'] };

export function grantWith(role: Role, isChosen: (scope: Scope) => boolean): GrantItem {
  if (role === 'reports') return { role, scopes: ['reports'] };
  const chosen = optionalScopes.filter((scope) => !hasChoice(role) || isChosen(scope));
  return { role, scopes: ['general', ...chosen] };
}

/** Highest first. The relay's is no person's. */
const personRoles = ['owner', 'admin', 'editor', 'viewer', 'reports'] as const;

/** What someone of that role may give. */
export const rolesWithin = (role: Role): readonly Role[] => {
  const from = personRoles.findIndex((one) => one === role);
  return from < 0 ? [] : personRoles.slice(from);
};
