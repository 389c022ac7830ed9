/**
 * Whether a branch says something of a record that nothing shows, remembered for as long as nothing it rests on has changed:
 * every look at the member screens asks it of all branches there ever were.
 */
import { toHex } from '../kernel/bytes';
import type { RecordId } from '../kernel/ids';
import { isAuditId } from '../log/audit-id';
import { loadState, type Core } from './core';
import type { Branch } from './fork-paths';
import type { RecordState } from './state-pack';

/** undefined: not now. */
type Ask = (id: RecordId, branch: Branch) => Promise<boolean | undefined>;

interface Verdict {
  /** The record as it stood. */
  readonly stood: string;
  readonly isUnshown: boolean;
}

export interface BranchVerdicts {
  readonly members: Core['members'];
  /** Branches, keys and what waits, as they stood. */
  readonly basis: string;
  readonly byRecord: Map<string, Verdict>;
}

/** `ask`, for the branches of one device that are looked at together; `group` is their name. */
export function createVerdicts(
  core: Core,
  group: string,
  branches: readonly Branch[],
  ask: Ask
): Ask {
  const ends = branches.map((branch) => `${branch[0]?.id}-${branch.at(-1)?.id}/${partsOf(branch)}`);
  const basis = [core.deps.keys.ring.all().length, core.quarantine.size, ...ends].join(' ');
  const { members } = core;
  let verdicts = core.branchVerdicts.get(group);
  if (verdicts?.basis !== basis || verdicts.members !== members)
    verdicts = { members, basis, byRecord: new Map() };
  core.branchVerdicts.set(group, verdicts);
  const { byRecord } = verdicts;
  return async (id, branch) => {
    // Another record may show what an audit entry says.
    if (isAuditId(id)) return ask(id, branch);
    const stood = standingOf(await loadState(core, id));
    const name = `${id} ${branches.indexOf(branch)}`;
    const known = byRecord.get(name);
    if (known?.stood === stood) return known.isUnshown;
    const isUnshown = await ask(id, branch);
    if (isUnshown !== undefined) byRecord.set(name, { stood, isUnshown });
    return isUnshown;
  };
}

/** Parts that are here: one that an order took may come back. */
const partsOf = (branch: Branch): number =>
  branch.reduce((sum, { parts }) => sum + parts.filter((part) => part !== null).length, 0);

function standingOf(state: RecordState | undefined): string {
  const hashes = (state?.docs ?? []).map(({ hash }) => toHex(hash));
  const touches = (state?.touches ?? []).map(({ slot, scope, seq, status }) =>
    [slot, scope, seq, status].join(' ')
  );
  return [...hashes, ...touches].join('\n');
}
