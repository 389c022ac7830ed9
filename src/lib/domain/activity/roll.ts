/**
 * The roll of one activity: who may be ticked, who came, how many. Numbers of the activity only; a rate of
 * attendance per person is never worked out (issue 4). Pure.
 */
import type { RecordId } from '../../kernel/ids';

/** What the roll reads of an attendance; without a person it stands for `count` people, or for someone hidden. */
export interface RollEntry {
  readonly id: RecordId;
  readonly person: RecordId | undefined;
  readonly count: number;
  readonly role: string;
  /** Was to be expected before the day. */
  readonly isExpected: boolean;
  /** The rest of 实到 that a table didn't name: whoever is named later was one of them. */
  readonly isRest: boolean;
}

export interface RollLine {
  readonly person: RecordId;
  /** The attendance, once something is written down. */
  readonly entry: RecordId | undefined;
  readonly role: string | undefined;
  readonly isPresent: boolean;
  /** By a list of those expected, not by the group. */
  readonly isExpected: boolean;
}

export interface Roll {
  readonly lines: readonly RollLine[];
  /** Everyone who came: named, without name, and guests. */
  readonly present: number;
  /** Of them those without a name here. */
  readonly unnamed: number;
  readonly signedUp: number;
  readonly excused: number;
  /** Expected by a list, besides the group. */
  readonly invited: number;
}

interface RollInput {
  readonly entries: readonly RollEntry[];
  /** People to be expected: members of the group that meets. */
  readonly expected: readonly RecordId[];
  /** People who are not in the register, as a number. */
  readonly guests: number;
  /** 实到 as somebody wrote it down. */
  readonly actual: number | undefined;
  /** Total order of the lines; it does not depend on who is ticked, so that no line jumps under the thumb. */
  readonly compare: (a: RecordId, b: RecordId) => number;
}

/** Roles of those who stood in the room. */
const presentRoles: ReadonlySet<string> = new Set(['attended', 'served', 'lectured']);
export const isPresentRole = (role: string | undefined): boolean =>
  role !== undefined && presentRoles.has(role);

export function rollOf({ entries, expected, guests, actual, compare }: RollInput): Roll {
  const ofGroup = new Set(expected);
  const byPerson = new Map<RecordId, RollEntry>();
  let unnamed = 0;
  let rest = 0;
  for (const entry of entries) {
    if (entry.person !== undefined) byPerson.set(entry.person, entry);
    // Someone who may not be named any more still was there.
    else if (isPresentRole(entry.role)) {
      if (entry.isRest) rest += entry.count;
      else unnamed += Math.max(1, entry.count);
    }
  }
  const people = [...new Set([...expected, ...byPerson.keys()])].sort(compare);
  const lines = people.map((person) => {
    const entry = byPerson.get(person);
    return {
      person,
      entry: entry?.id,
      role: entry?.role,
      isPresent: isPresentRole(entry?.role),
      isExpected: entry?.isExpected === true || entry?.role === 'invited'
    };
  });
  const named = lines.filter(({ isPresent }) => isPresent).length;
  if (actual !== undefined) rest = Math.min(rest, Math.max(0, actual - named - unnamed - guests));
  unnamed += rest;
  const countOf = (role: string): number => lines.filter((line) => line.role === role).length;
  return {
    lines,
    present: named + unnamed + guests,
    unnamed,
    signedUp: countOf('signedUp'),
    excused: countOf('excused'),
    invited: lines.filter(({ person, isExpected }) => isExpected && !ofGroup.has(person)).length
  };
}
