import { describe, expect, it } from 'vitest';
import { treeOf, type TreeNode } from '../../../../src/lib/domain/org-node/tree';
import type { RecordId } from '../../../../src/lib/kernel/ids';

const row = (name: string, parent?: string) => ({
  id: name as RecordId,
  values: { name, parent: parent as RecordId | undefined }
});
type Row = ReturnType<typeof row>;
const shape = (nodes: readonly TreeNode<Row>[]): unknown[] =>
  nodes.map(({ row: { id }, children }) => (children.length > 0 ? [id, shape(children)] : id));

describe('三级网络 as a tree (S0-17)', () => {
  it('orders buildings as people count them, below their community and street', () => {
    const tree = treeOf([
      row('10号楼', '和风里'),
      row('2号楼', '和风里'),
      row('和风里', '青山街道'),
      row('青山街道')
    ]);
    expect(shape(tree)).toEqual([['青山街道', [['和风里', ['2号楼', '10号楼']]]]]);
    const grids = ['第十一网格', '第三网格', '第一网格', '第二网格'].map((name) => row(name));
    expect(shape(treeOf(grids))).toEqual(['第一网格', '第二网格', '第三网格', '第十一网格']);
  });

  it('nodes without a known parent stand at the top, a ring loses nobody', () => {
    const tree = treeOf([row('a', 'b'), row('b', 'a'), row('c', 'gone'), row('d', 'd')]);
    expect(shape(tree)).toEqual(['c', ['a', ['b']], 'd']);
  });
});
