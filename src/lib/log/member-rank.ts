/**
 * In which order removals and role changes are decided (SPEC M9). It follows from what each act knew alone, so what comes later
 * decides nothing anew, whoever writes it.
 */
import { equalBytes } from '../kernel/bytes';
import { compareIds } from './ids';
import type { MemberDag } from './member-dag';
import type { MemberEntry } from './member-entry';
import type { Knows, Standing } from './member-standing';

interface Act {
  readonly index: number;
  /** Place in the DAG's order of the entry that let the author in; after all entries for strangers. */
  readonly joinedAt: number;
  /** Ids of the author's member and device; of a stranger the device alone. */
  readonly by: readonly string[];
  /** Id of the member or device that it is about. */
  readonly about: string;
}

export const isReduction = (entry: MemberEntry): boolean =>
  entry.payload.kind === 'remove' || entry.payload.kind === 'set-role';

/**
 * By seniority of the author, each right after those that it is built on, in the same order among themselves, and after those by
 * which somebody senior takes its author's power: whoever builds on a junior's act brings it before no senior's.
 * `readings` are without any strong removal, so that seniority is no matter of what is being decided; the first counts that knows
 * the author.
 */
export function rankReductions(dag: MemberDag, readings: readonly Standing[]): number[] {
  const acts = dag.entries
    .flatMap((entry, index) => (isReduction(entry) ? [actOf(dag, readings, entry, index)] : []))
    .sort(
      (a, b) =>
        a.joinedAt - b.joinedAt ||
        (dag.depths[a.index] ?? 0) - (dag.depths[b.index] ?? 0) ||
        compareIds(dag.entries[a.index]?.id ?? '', dag.entries[b.index]?.id ?? '')
    );
  const place = new Map(acts.map((act, at) => [act, at]));
  const byAbout = groupBy(acts, ({ about }) => [about]);
  const byAuthor = groupBy(acts, ({ by }) => by);
  const ranked = new Set<Act>();
  const isBefore = (one: Act, other: Act): boolean => dag.isBefore(one.index, other.index);
  const challenges = (one: Act, other: Act): boolean =>
    one.joinedAt < other.joinedAt && other.by.includes(one.about) && !isBefore(other, one);
  const hasChallengedBefore = (one: Act, other: Act): boolean =>
    (byAuthor.get(one.about) ?? []).some(
      (act) => !ranked.has(act) && isBefore(act, other) && challenges(one, act)
    );
  const waitsFor = (other: Act, open: readonly Act[]): boolean =>
    open.some((one) => one === other || isBefore(one, other) || hasChallengedBefore(one, other));
  const firstChallenger = (act: Act, open: readonly Act[]): Act | undefined =>
    act.by
      .flatMap((id) => {
        const one = byAbout
          .get(id)
          ?.find((other) => !ranked.has(other) && challenges(other, act) && !waitsFor(other, open));
        return one ?? [];
      })
      .sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))[0];
  const firstBefore = (act: Act): Act | undefined =>
    acts.find((one) => !ranked.has(one) && isBefore(one, act));
  for (const act of acts) {
    // A stack of our own: strangers could make the way down as long as they like.
    const open = [act];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = firstChallenger(top, open) ?? firstBefore(top);
      if (next) open.push(next);
      else ranked.add(open.pop() ?? top);
    }
  }
  return [...ranked].map(({ index }) => index);
}

function actOf(
  dag: MemberDag,
  readings: readonly Standing[],
  { author, payload }: MemberEntry,
  index: number
): Act {
  const knows: Knows = (other) => dag.isBefore(other, index);
  const about =
    payload.kind === 'set-role'
      ? payload.memberId
      : payload.kind !== 'remove'
        ? ''
        : payload.target.type === 'member'
          ? payload.target.memberId
          : payload.target.deviceId;
  const { deviceId, incarnation, signingKey } = author;
  for (const standing of readings) {
    const registration = standing.registrationOf(deviceId, incarnation, knows);
    // Anybody can write under anybody's name, with a key of their own.
    if (!registration || !equalBytes(registration.signingKey, signingKey)) continue;
    const joinedAt = standing.joinedAt(deviceId, incarnation, knows);
    if (joinedAt !== undefined)
      return { index, joinedAt, by: [registration.memberId, deviceId], about };
  }
  return { index, joinedAt: dag.entries.length, by: [deviceId], about };
}

function groupBy(
  acts: readonly Act[],
  idsOf: (act: Act) => readonly string[]
): ReadonlyMap<string, readonly Act[]> {
  const groups = new Map<string, Act[]>();
  for (const act of acts) {
    for (const id of idsOf(act)) {
      const known = groups.get(id);
      if (known) known.push(act);
      else groups.set(id, [act]);
    }
  }
  return groups;
}
