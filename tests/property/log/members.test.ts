import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGrant, isGrantWithin } from '../../../src/lib/log/grant';
import type { MemberEntry } from '../../../src/lib/log/member-entry';
import type { DeviceRegistration, MemberPayload } from '../../../src/lib/log/member-payload';
import { resolveMembers, type ResolvedMembers } from '../../../src/lib/log/members';
import { isAtLeast, roles, type Role } from '../../../src/lib/log/roles';
import {
  adding,
  createMemberLog,
  removing,
  settingRole,
  type MemberLog
} from '../../factories/member-log';

interface Step {
  readonly author: number;
  readonly subject: number;
  readonly act: 'add' | 'remove' | 'remove-device' | 'role' | 'confirm' | 'rotate' | 'lock';
  readonly role: Role;
  /** Which of the earlier entries the author knew: each entry picks some of them as parents. */
  readonly knows: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  author: fc.nat({ max: 5 }),
  subject: fc.nat({ max: 5 }),
  act: fc.constantFrom('add', 'add', 'remove', 'remove-device', 'role', 'role', 'confirm', 'lock'),
  role: fc.constantFrom(...roles, 'owner', 'admin'),
  knows: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 3 })
});

/** Those who may remove and lower one another do so. */
const contest: fc.Arbitrary<Step> = fc.record({
  author: fc.nat({ max: 3 }),
  subject: fc.nat({ max: 3 }),
  act: fc.constantFrom('remove', 'role'),
  role: fc.constantFrom('owner', 'admin', 'editor'),
  knows: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 2 })
});

async function play(log: MemberLog, steps: readonly Step[]): Promise<MemberEntry[]> {
  const people = [log.founder, ...[1, 2, 3, 4, 5].map((n) => log.person(`同事${n}`))];
  const entries: MemberEntry[] = [log.space.entry];
  // A common start, so that runs get past the founder: two admins and an editor.
  for (const [person, role] of [
    [1, 'owner'],
    [2, 'admin'],
    [3, 'admin'],
    [4, 'editor']
  ] as const) {
    const device = people[person];
    const last = entries[entries.length - 1];
    if (device && last) entries.push(await log.write(log.founder, [last], adding(device, role)));
  }
  for (const { author, subject, act, role, knows } of steps) {
    const [by, on] = [people[author], people[subject]];
    if (!by || !on) continue;
    const parents = knows.flatMap((k) => entries[entries.length - 1 - (k % entries.length)] ?? []);
    entries.push(await log.write(by, parents, payloadOf(act, on, role, entries)));
  }
  return entries;
}

function payloadOf(
  act: Step['act'],
  on: DeviceRegistration,
  role: Role,
  entries: readonly MemberEntry[]
): MemberPayload {
  switch (act) {
    case 'add':
      return adding(on, role);
    case 'remove':
      return removing(on);
    case 'remove-device':
      return removing(on, { target: { type: 'device', deviceId: on.deviceId } });
    case 'role':
      return settingRole(on, role);
    case 'confirm': {
      const added = entries.find(
        (e) => e.payload.kind === 'add-device' && e.payload.device.deviceId === on.deviceId
      );
      return added
        ? { kind: 'confirm-device', registration: added.id, ...createGrant(role), keys: [] }
        : settingRole(on, role);
    }
    default:
      return { kind: 'policy', settings: [{ key: 1, value: 15 }] };
  }
}

/** Everything the resolver says, as plain data. */
function picture(resolved: ResolvedMembers, entries: readonly MemberEntry[]): unknown {
  return {
    members: resolved.members,
    valid: entries.map((entry) => resolved.isValid(entry.id)),
    heads: resolved.heads,
    unconfirmed: resolved.unconfirmed.map((e) => e.id),
    policy: [...resolved.policy],
    epochs: (['general', 'carrier'] as const).map((s) => resolved.currentEpoch(s))
  };
}

/** The founder's removal, which the others did not know, makes the first admission of 4 void: the second, as owner, holds. */
const admittedTwice: Step[] = [
  { author: 1, subject: 4, act: 'add', role: 'owner', knows: [0] },
  { author: 0, subject: 0, act: 'remove-device', role: 'owner', knows: [2] },
  { author: 4, subject: 5, act: 'add', role: 'owner', knows: [1] }
];

const logs = Promise.all([createMemberLog('with', true), createMemberLog('without', false)]);

describe('the member resolver is a function of the set (I1)', () => {
  it('M4: order and repeats of the entries don’t matter', async () => {
    const [log] = await logs;
    const run = fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
      async (steps, dice) => {
        const entries = await play(log, steps);
        const shuffled = [...entries, ...entries.slice(0, 3)]
          .map((entry, i) => ({ entry, at: dice[i] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        const resolved = resolveMembers(log.space.spaceId, entries);
        const again = resolveMembers(log.space.spaceId, shuffled);
        expect(picture(again, entries)).toEqual(picture(resolved, entries));
      }
    );
    await fc.assert(run, { numRuns: 150 });
  });

  it('M9: an act on top of everything decides nothing anew that was decided before it', async () => {
    const [log] = await logs;
    const run = fc.asyncProperty(
      fc.array(contest, { maxLength: 6 }),
      contest,
      async (steps, last) => {
        const entries = await play(log, steps);
        const people = [log.founder, ...[1, 2, 3, 4, 5].map((n) => log.person(`同事${n}`))];
        const [by, on] = [people[last.author], people[last.subject]];
        if (!by || !on) return;
        const known = new Set(entries.flatMap(({ parents }) => parents));
        const heads = entries.filter(({ id }) => !known.has(id));
        const act = await log.write(by, heads, payloadOf(last.act, on, last.role, entries));
        const before = resolveMembers(log.space.spaceId, entries);
        const after = resolveMembers(log.space.spaceId, [...entries, act]);
        expect(entries.map(({ id }) => after.isValid(id))).toEqual(
          entries.map(({ id }) => before.isValid(id))
        );
      }
    );
    await fc.assert(run, { numRuns: 150 });
  });

  it('M11: there is always an owner with a device, or a recovery key', async () => {
    const [, log] = await logs;
    const run = fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const resolved = resolveMembers(log.space.spaceId, await play(log, steps));
      const owners = resolved.activeDevices.filter((device) => device.grant.role === 'owner');
      expect(owners.length).toBeGreaterThan(0);
    });
    await fc.assert(run, { numRuns: 150 });
  });

  it('M6: nobody below administrators grants, and no grant is above its granter', async () => {
    const [log] = await logs;
    const run = fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const entries = await play(log, steps);
      const resolved = resolveMembers(log.space.spaceId, entries);
      for (const entry of entries) {
        const { payload } = entry;
        if (payload.kind !== 'add-device' || !resolved.isValid(entry.id)) continue;
        // What the author held by its own knowledge is at least what any fuller view would leave it, unless the fuller
        // view makes something void that the author knew and that kept it lower: a lowering (M8), or a first admission
        // with a smaller grant, after which a later one by somebody else is the one that holds.
        const known = ancestorsOf(entry, entries);
        const then = resolveMembers(log.space.spaceId, known);
        const keepsLower = ({ payload: one }: MemberEntry): boolean =>
          one.kind === 'remove' ||
          one.kind === 'set-role' ||
          (one.kind === 'add-device' && one.device.deviceId === entry.author.deviceId);
        const isLifted = known.some(
          (one) => keepsLower(one) && then.isValid(one.id) && !resolved.isValid(one.id)
        );
        if (isLifted) continue;
        const granter = then.grantOf(entry.author.deviceId, entry.author.incarnation);
        expect(granter !== null && isAtLeast(granter.role, 'admin')).toBe(true);
        if (granter) expect(isGrantWithin(payload, granter)).toBe(true);
      }
    });
    await fc.assert(run, { numRuns: 100, examples: [[admittedTwice]] });
  });
});

function ancestorsOf(entry: MemberEntry, all: readonly MemberEntry[]): MemberEntry[] {
  const known = new Set(entry.parents);
  // `all` lists parents before children, so one pass backwards collects every ancestor.
  for (const candidate of [...all].reverse()) {
    if (known.has(candidate.id)) for (const parent of candidate.parents) known.add(parent);
  }
  return all.filter((candidate) => known.has(candidate.id));
}
