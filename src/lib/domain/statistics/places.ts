/** Which community a person belongs to: the chosen one, else the one above their building or grid. */
import type { RecordId } from '../../kernel/ids';
import type { GatedPerson } from '../consent/gate';
import type { OrgNodeRow } from '../org-node/record';

export interface Places {
  readonly communities: readonly OrgNodeRow[];
  readonly communityOf: (person: GatedPerson) => RecordId | undefined;
}

/** A tree can't be deeper than its four levels; more steps mean a loop that two devices made. */
const mostSteps = 8;

export function createPlaces(nodes: readonly OrgNodeRow[]): Places {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const above = (start: RecordId | undefined): RecordId | undefined => {
    let id = start;
    for (let step = 0; id !== undefined && step < mostSteps; step++) {
      const node = byId.get(id);
      if (node?.values.level === 'community') return id;
      id = node?.values.parent;
    }
    return undefined;
  };
  return {
    communities: nodes.filter((node) => node.values.level === 'community'),
    communityOf: ({ values }) =>
      above(values.communityId) ?? above(values.gridId) ?? above(values.building)
  };
}
