/** One line per column that doesn't come in, with its reason (B-7, D1, unknown headers). */
import type { FindingList } from './findings';
import type { ColumnProposal } from './types';

export function reportColumns(columns: readonly ColumnProposal[], findings: FindingList): void {
  for (const column of columns) {
    const { target } = column;
    if (target.type === 'excluded' || target.type === 'not-enabled') {
      findings.column(column, 'left-out', `整列不导入：${column.reason}`);
    } else if (target.type === 'ignore' && target.reason === 'unknown') {
      findings.column(column, 'left-out', `整列没有导入：${column.reason}`);
    }
  }
}
