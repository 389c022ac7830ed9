/** 三级网络 in words: who answers for a node, how far visits have come there, and the tree as rows of a sheet. */
import type { Coverage, RecordItem } from '../../app/types';
import { orgLevels } from '../../domain/code-lists/org-level';
import type { OrgNodeRow } from '../../domain/org-node/record';
import type { TreeNode } from '../../domain/org-node/tree';
import type { CoverageGroup } from '../../domain/visit-coverage/coverage';
import type { RecordId } from '../../kernel/ids';
import { networkWords as words } from '../../text/cadence';
import { formatDate } from '../../text/dates';

export interface NetworkFacts {
  readonly workers: readonly RecordItem<'worker'>[];
  readonly coverage: Coverage;
}

function termText({ from, until }: RecordItem<'worker'>['values']): string {
  if (from && until) return words.term(formatDate(from), formatDate(until));
  if (from) return words.termFrom(formatDate(from));
  return until ? words.termUntil(formatDate(until)) : '';
}

/** A colleague with the term, as far as it is known. */
export function workerText({ workers }: NetworkFacts, id: RecordId | undefined): string {
  const worker = workers.find((each) => each.id === id);
  if (!worker) return '';
  const term = termText(worker.values);
  return `${worker.values.name ?? ''}${term === '' ? '' : `（${term}）`}`;
}

export const liaisonsOf = (facts: NetworkFacts, { values }: OrgNodeRow): readonly string[] =>
  (values.liaisons ?? []).map((id) => workerText(facts, id)).filter((text) => text !== '');

/** Only places whose people can be listed have numbers (UX rule 6). */
export function groupOf(
  { coverage }: NetworkFacts,
  { id, values: { level } }: OrgNodeRow
): CoverageGroup | undefined {
  if (level === 'building') return coverage.buildings.find((group) => group.id === id);
  if (level === 'community') return coverage.communities.find((group) => group.id === id);
  return undefined;
}

type Cell = string | number;

export const networkHeads: readonly string[] = [
  words.name,
  words.level,
  words.head,
  words.liaisons,
  words.inhabitants,
  words.households,
  words.members,
  words.notVisited,
  words.lastVisit
];

/** The tree from above to below, one node a row, set in by its depth. */
export function networkRows(
  facts: NetworkFacts,
  nodes: readonly TreeNode<OrgNodeRow>[],
  depth = 0
): readonly (readonly Cell[])[] {
  return nodes.flatMap(({ row, children }) => {
    const { values } = row;
    const group = groupOf(facts, row);
    return [
      [
        `${'　'.repeat(depth)}${values.name ?? ''}`,
        orgLevels.labelOf(values.level ?? '') ?? '',
        workerText(facts, values.head),
        liaisonsOf(facts, row).join('、'),
        values.population ?? '',
        values.households ?? '',
        group?.people ?? '',
        group?.neverVisited ?? '',
        group?.lastOn === undefined ? '' : formatDate(group.lastOn)
      ],
      ...networkRows(facts, children, depth + 1)
    ];
  });
}
