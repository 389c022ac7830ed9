/** The tree of 三级网络 (S0-17). Every node stands in it exactly once, whatever parents were entered by mistake. Pure. */
import { chineseToArabic } from '../chinese-number';
import type { RecordId } from '../../kernel/ids';

interface TreeRow {
  readonly id: RecordId;
  readonly values: { readonly parent?: RecordId | undefined; readonly name?: string | undefined };
}

export interface TreeNode<Row> {
  readonly row: Row;
  readonly children: readonly TreeNode<Row>[];
}

const byName = new Intl.Collator('zh-CN', { numeric: true });

/** Nodes whose parent is missing stand at the top; so does the first of a ring of nodes that name each other. */
export function treeOf<Row extends TreeRow>(rows: readonly Row[]): readonly TreeNode<Row>[] {
  // 第二网格 stands between 第一 and 第三.
  const keys = new Map(rows.map(({ id, values }) => [id, chineseToArabic(values.name ?? '')]));
  const sorted = [...rows].sort((a, b) =>
    byName.compare(keys.get(a.id) ?? '', keys.get(b.id) ?? '')
  );
  const known = new Set(sorted.map(({ id }) => id));
  const childrenOf = new Map<RecordId, Row[]>();
  for (const row of sorted) {
    const { parent } = row.values;
    if (parent === undefined || !known.has(parent)) continue;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), row]);
  }
  const placed = new Set<RecordId>();
  const place = (row: Row): TreeNode<Row> => {
    placed.add(row.id);
    const own = (childrenOf.get(row.id) ?? []).flatMap((child) =>
      placed.has(child.id) ? [] : [place(child)]
    );
    return { row, children: own };
  };
  const isTop = ({ values: { parent } }: Row): boolean =>
    parent === undefined || !known.has(parent);
  const top = sorted.filter(isTop).map(place);
  const ringed = sorted.flatMap((row) => (placed.has(row.id) ? [] : [place(row)]));
  return [...top, ...ringed];
}
