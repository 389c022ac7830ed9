/** Roles (DESIGN 5). Codes are stored; rank orders them for "no grant above the granter". */
import type { Scope } from '../kernel/scope';

export const roles = ['owner', 'admin', 'editor', 'viewer', 'reports', 'relay'] as const;
/** 负责人, 管理员, 录入员, 查看者, 统计, 中继. */
export type Role = (typeof roles)[number];

export const roleCode = {
  owner: 1,
  admin: 2,
  editor: 3,
  viewer: 4,
  reports: 5,
  relay: 6
} as const satisfies Record<Role, number>;

export const roleOfCode = (code: number): Role | undefined => roles[code - 1];

/** True when `role` stands at or above `other`. */
export const isAtLeast = (role: Role, other: Role): boolean => roleCode[role] <= roleCode[other];
export const lowerRole = (a: Role, b: Role): Role => (isAtLeast(a, b) ? b : a);

export const canAdminister = (role: Role): boolean => isAtLeast(role, 'admin');
export const canLockRecords = (role: Role): boolean => isAtLeast(role, 'editor');

/** The most that a role may read, rising by code. */
export function scopesOfRole(role: Role): readonly Scope[] {
  if (role === 'relay') return [];
  return role === 'reports' ? ['reports'] : ['general', 'sensitive', 'reports'];
}
