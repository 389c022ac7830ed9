/** Forked chains on a medium (I3): whole, with every branch, by whoever knows a branch that is not there yet. */
import { chainKeyOf } from '../../log/chain';
import type { ListedObject } from '../../log/protocol/listing';
import { ordersHash } from '../../log/protocol/listing';
import { equalBytes } from '../../kernel/bytes';
import type { FrontierChain } from '../../log/frontier';
import { listed, wantedOf, type Offer } from './offering';
import type { PlacedObject, Source } from './context';

export async function offerBranches({
  content,
  own,
  others,
  write
}: Offer): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  const orders = ordersHash(content);
  for (const tips of groupByChain(content.tips)) {
    const [chain] = tips;
    if (!chain) continue;
    const before = own.find((source) => holdsTips(source, tips));
    // Branches are few: after an erasure they are written anew without a look.
    if (before && equalBytes(before.listing.orders, orders)) {
      objects.push(...branchesOf(before, chain).map(listed));
      continue;
    }
    if (others.some((source) => holdsTips(source, tips))) continue;
    const to = Math.max(...tips.map(({ seq }) => seq));
    objects.push(...(await write('branches', wantedOf([{ ...chain, from: 1, to }], true))));
  }
  return objects;
}

/** Knows every branch, and all that it lists of them is there. */
function holdsTips(source: Source, tips: readonly FrontierChain[]): boolean {
  const [chain] = tips;
  const known = new Set(source.signed.status.tips.map(({ id }) => id));
  if (!chain || !tips.every(({ id }) => known.has(id))) return false;
  const placed = branchesOf(source, chain);
  const said = source.listing.objects.filter((object) => isBranchOf(object, chain));
  return placed.length > 0 && placed.length === said.length;
}

const branchesOf = ({ objects }: Source, chain: FrontierChain): PlacedObject[] =>
  objects.filter((object) => isBranchOf(object, chain));

const isBranchOf = ({ kind, runs }: ListedObject, chain: FrontierChain): boolean =>
  kind === 'branches' && runs.some((run) => chainKeyOf(run) === chainKeyOf(chain));

function groupByChain(tips: readonly FrontierChain[]): FrontierChain[][] {
  const groups = new Map<string, FrontierChain[]>();
  for (const tip of tips) {
    const key = chainKeyOf(tip);
    groups.set(key, [...(groups.get(key) ?? []), tip]);
  }
  return [...groups.values()];
}
