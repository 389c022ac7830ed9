/** 组织网络 as an indented list: parents before their children, levels in order, names as Chinese sorts them. */
import { orgLevels } from '../../domain/code-lists/org-level';
import type { OrgNodeRow } from '../../domain/org-node/record';
import type { RecordId } from '../../kernel/ids';

export interface OrgLine {
  readonly row: OrgNodeRow;
  /** 0 for a node without a (living) parent. */
  readonly depth: number;
}

const levelAt = (row: OrgNodeRow): number =>
  orgLevels.items.findIndex((item) => item.code === row.values.level);

const byName = new Intl.Collator('zh-CN', { numeric: true });

const inOrder = (a: OrgNodeRow, b: OrgNodeRow): number =>
  levelAt(a) - levelAt(b) || byName.compare(a.values.name ?? '', b.values.name ?? '');

/** Every row exactly once, whatever the parents say: a ring of parents is cut where it is met. */
export function orgLines(rows: readonly OrgNodeRow[]): readonly OrgLine[] {
  const ids = new Set(rows.map((row) => row.id));
  const children = new Map<RecordId | undefined, OrgNodeRow[]>();
  for (const row of rows) {
    const { parent } = row.values;
    const key = parent !== undefined && ids.has(parent) ? parent : undefined;
    children.set(key, [...(children.get(key) ?? []), row]);
  }
  const lines: OrgLine[] = [];
  const seen = new Set<RecordId>();
  const visit = (row: OrgNodeRow, depth: number): void => {
    if (seen.has(row.id)) return;
    seen.add(row.id);
    lines.push({ row, depth });
    for (const child of (children.get(row.id) ?? []).sort(inOrder)) visit(child, depth + 1);
  };
  for (const row of (children.get(undefined) ?? []).sort(inOrder)) visit(row, 0);
  for (const row of [...rows].sort(inOrder)) visit(row, 0);
  return lines;
}
