/**
 * Whether new member entries change the judgement of entries that are here (I4). An entry is judged by what its writer
 * knew, so only removals, lowerings, adoptions and confirmations touch older ones; and as long as no older member
 * entry becomes valid or void by them, only entries of the devices they speak of (log/SPEC M18, M19). Most removals
 * cut at what has arrived, and change nothing.
 */
import type { DeviceId } from '../kernel/ids';
import { isKnownEntry } from '../log/entry';
import type { MemberEntry } from '../log/member-entry';
import type { RemovalTarget } from '../log/member-payload';
import type { ResolvedMembers } from '../log/members';
import { createPacer, type Core } from './core';
import { changesJudgement, isAboutWork } from './member-state';
import { parseSlot } from './slot';

/** `core.members` is as things stood before, `next` with the fresh entries. */
export async function isJudgedAnew(
  core: Core,
  next: ResolvedMembers,
  fresh: readonly MemberEntry[]
): Promise<boolean> {
  const { entries, resolved } = core.members;
  // Also by what itself judges nobody: a removal may have waited for the entry it was made upon.
  const turned = entries.filter(({ id }) => resolved.isValid(id) !== next.isValid(id));
  if (turned.some(isAboutWork)) return true;
  if (!fresh.some(changesJudgement)) return false;
  const devices = devicesOf(fresh, next);
  const pace = createPacer(core.deps);
  for (const chain of core.heads.chains.values()) {
    if (!devices.has(parseSlot(chain.slot).deviceId)) continue;
    for await (const entry of core.log.read(chain, 1)) {
      await pace();
      if (!isKnownEntry(entry)) continue;
      const before = resolved.judge(entry.header, entry.id).type;
      if (before !== next.judge(entry.header, entry.id).type) return true;
    }
  }
  return false;
}

function devicesOf(fresh: readonly MemberEntry[], { members }: ResolvedMembers): Set<DeviceId> {
  const idsOf = (isMeant: (memberId: string) => boolean): DeviceId[] =>
    members.flatMap(({ memberId, devices }) =>
      isMeant(memberId) ? devices.map(({ registration }) => registration.deviceId) : []
    );
  const ofTarget = (target: RemovalTarget): DeviceId[] =>
    target.type === 'device' ? [target.deviceId] : idsOf((id) => id === target.memberId);
  return new Set(
    fresh.flatMap(({ payload }): DeviceId[] => {
      switch (payload.kind) {
        case 'remove':
          return ofTarget(payload.target);
        case 'set-role':
          return idsOf((id) => id === payload.memberId);
        case 'adopt':
          return payload.ranges.map(({ deviceId }) => deviceId);
        case 'confirm-device':
        case 'add-device':
          return idsOf(() => true);
        default:
          return [];
      }
    })
  );
}
