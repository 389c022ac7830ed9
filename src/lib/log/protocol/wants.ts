/**
 * What two replicas lack of each other, by their statuses. Who lacks something asks for it: only it knows which entries it
 * holds where two chains say different things. A sender of files computes the same from the receiver's status.
 */
import { chainKeyOf, type Chain } from '../chain';
import { differenceOf, type FrontierChain } from '../frontier';
import type { LogPort } from './log-port';
import { haveOf, maxHave } from './member-closure';
import { mergeWanted, type Wanted, type WantedChain } from './messages';
import { countOf, type SeqRange } from './seq-ranges';
import type { Status, StatusContent } from './status';

/** What this replica lacks of what `theirs` says is there; `withAbsent`: also parts that a void order took away here. */
export async function wantOf(
  port: LogPort,
  own: StatusContent,
  theirs: Status,
  withAbsent = false
): Promise<Wanted> {
  const difference = differenceOf(own.frontier, theirs.frontier);
  const runs: WantedChain[] = difference.want.map((run) => ({ ...run, branches: false }));
  for (const head of theirs.frontier.chains) {
    if (!(await isStrange(port, own, head))) continue;
    // Where the branches part is known to neither side: the whole chain, every branch.
    runs.push({ ...head, from: 1, to: furthest(own, theirs, head), branches: true });
  }
  for (const tip of theirs.tips) {
    const common = lastCommon(own, theirs, tip);
    // A branch's end may be here without its beginning: then they know of an earlier fork.
    const isEarlier = common < (headIn(own.frontier.chains, tip)?.seq ?? 0);
    if (!isEarlier && (await port.holds(tip))) continue;
    runs.push({ ...tip, from: Math.min(common, tip.seq - 1) + 1, to: tip.seq, branches: true });
  }
  const absent = withAbsent ? (await port.contested()).absent : [];
  runs.push(...absent.filter((run) => run.to <= (headIn(theirs.frontier.chains, run)?.seq ?? 0)));
  const held = new Set(port.memberEntries().map(({ id }) => id));
  const lacksMembers = difference.wantMembers.some((id) => !held.has(id));
  const kept = runs.filter(({ scope }) => own.scopes.includes(scope)).map(cleanRun);
  return mergeWanted(lacksMembers ? haveOf(port.spaceId, port.memberEntries()) : null, kept);
}

/** What the writer of a status lacks of this replica: for files, which nobody can ask. */
export async function lackOf(port: LogPort, own: StatusContent, theirs: Status): Promise<Wanted> {
  const difference = differenceOf(own.frontier, theirs.frontier);
  const runs: WantedChain[] = difference.offer.map((run) => ({ ...run, branches: false }));
  for (const head of theirs.frontier.chains) {
    if (!(await isStrange(port, own, head))) continue;
    runs.push({ ...head, from: 1, to: furthest(own, theirs, head), branches: true });
  }
  const theirTips = new Set(theirs.tips.map(({ id }) => id));
  for (const tip of own.tips) {
    const common = lastCommon(own, theirs, tip);
    const isEarlier = common < (headIn(theirs.frontier.chains, tip)?.seq ?? 0);
    if (!isEarlier && theirTips.has(tip.id)) continue;
    runs.push({ ...tip, from: Math.min(common, tip.seq - 1) + 1, to: tip.seq, branches: true });
  }
  // They can't say which parts they lack, but that they do.
  if (theirs.digests.some(({ isComplete }) => !isComplete)) {
    runs.push(...(await port.contested()).held);
  }
  const kept = runs.filter(({ scope }) => theirs.scopes.includes(scope)).map(cleanRun);
  const have = difference.offerMembers.length > 0 ? theirs.frontier.memberHeads : null;
  return mergeWanted(have?.slice(0, maxHave) ?? null, kept);
}

/** Their head lies within what we have of the chain, and is another entry there: a fork, seen at once. */
async function isStrange(port: LogPort, own: StatusContent, head: FrontierChain): Promise<boolean> {
  const ours = headIn(own.frontier.chains, head);
  if (!ours || head.seq > ours.seq) return false;
  return head.seq === ours.seq ? head.id !== ours.id : !(await port.holds(head));
}

function furthest(own: StatusContent, theirs: Status, chain: FrontierChain): number {
  const key = chainKeyOf(chain);
  const all = [...own.frontier.chains, ...own.tips, ...theirs.frontier.chains, ...theirs.tips];
  return Math.max(...all.filter((one) => chainKeyOf(one) === key).map(({ seq }) => seq));
}

/** Who knows of a fork names the last common entry; who doesn't may hold another beginning of the same length. */
const lastCommon = (own: StatusContent, theirs: StatusContent, tip: FrontierChain): number =>
  Math.min(
    headIn(own.frontier.chains, tip)?.seq ?? 0,
    headIn(theirs.frontier.chains, tip)?.seq ?? 0
  );

/** Where a chain ends among these. */
export const headIn = (chains: readonly FrontierChain[], of: Chain): FrontierChain | undefined =>
  chains.find((chain) => chainKeyOf(chain) === chainKeyOf(of));

const cleanRun = ({
  scope,
  deviceId,
  incarnation,
  from,
  to,
  branches
}: WantedChain): WantedChain => ({
  scope,
  deviceId,
  incarnation,
  from,
  to,
  branches
});

export interface Standing {
  /** Entries that they don't have yet, of the scopes they keep. */
  readonly theyLack: number;
  /** Entries that are not here yet, of the scopes kept here. */
  readonly weLack: number;
  /** The same past forks, at most: of a branch that only goes on, what both have of it is counted, too. */
  readonly theyLackOnBranches: number;
  readonly weLackOnBranches: number;
  /** Whether both know the same member entries and orders. */
  readonly areMembersEqual: boolean;
  /** By scope: whether both hold the same merged state (核对码). */
  readonly digests: readonly DigestVerdict[];
}

export interface DigestVerdict {
  readonly scope: Status['scopes'][number];
  readonly verdict:
    | 'match'
    /** Same log, nothing missing, and another state: an alarm and a rebuild (DESIGN 6). */
    | 'mismatch'
    /** One of the two has no key for the scope, and nothing to compare. */
    | 'not-held'
    /** Different logs, another version of the app, or a digest that isn't there: it proves nothing. */
    | 'not-comparable'
    /** A key, a part or an entry is missing on one side. */
    | 'incomplete';
}

/** What a screen says of another device (对方缺 n 条, 核对码). Pure. */
export function compareStatuses(own: StatusContent, theirs: StatusContent): Standing {
  const difference = differenceOf(own.frontier, theirs.frontier);
  const { want, offer, forked } = difference;
  const areMembersEqual =
    [...difference.wantMembers, ...difference.offerMembers].length === 0 &&
    [...difference.wantErasures, ...difference.offerErasures].length === 0;
  const scopes = own.scopes.filter((scope) => theirs.scopes.includes(scope));
  const digests = scopes.map((scope) => {
    const differs = [...want, ...offer, ...forked].some((chain) => chain.scope === scope);
    return { scope, verdict: verdictOf(scope, own, theirs, differs || !areMembersEqual) };
  });
  return {
    theyLack: countOf(offer.filter(({ scope }) => theirs.scopes.includes(scope))),
    weLack: countOf(want.filter(({ scope }) => own.scopes.includes(scope))),
    theyLackOnBranches: countOf(branchesBeyond(theirs, own)),
    weLackOnBranches: countOf(branchesBeyond(own, theirs)),
    areMembersEqual,
    digests
  };
}

/** Branches that `theirs` names the end of, and `own` does not. */
function branchesBeyond(own: StatusContent, theirs: StatusContent): SeqRange[] {
  const ends = new Set([...own.tips, ...own.frontier.chains].map(({ id }) => id));
  return theirs.tips
    .filter(({ id, scope }) => !ends.has(id) && own.scopes.includes(scope))
    .map((tip) => ({ from: Math.min(lastCommon(own, theirs, tip), tip.seq - 1) + 1, to: tip.seq }));
}

function verdictOf(
  scope: DigestVerdict['scope'],
  own: StatusContent,
  theirs: StatusContent,
  isApart: boolean
): DigestVerdict['verdict'] {
  const a = own.digests.find((digest) => digest.scope === scope);
  const b = theirs.digests.find((digest) => digest.scope === scope);
  // A word without any digests says nothing of keys.
  const areTold = own.digests.length > 0 && theirs.digests.length > 0;
  if (areTold && (!a || !b)) return 'not-held';
  if (isApart || !a || !b || own.foldVersion !== theirs.foldVersion) return 'not-comparable';
  if (!a.isComplete || !b.isComplete || own.waiting + theirs.waiting > 0) return 'incomplete';
  const isEqual = a.records === b.records && a.digest.every((byte, i) => byte === b.digest[i]);
  return isEqual ? 'match' : 'mismatch';
}
