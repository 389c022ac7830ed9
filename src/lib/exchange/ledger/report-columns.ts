/** One line per column that doesn't come in, with its reason (B-7, D1, unknown headers). */
import type { RawSheet } from '../files/raw-sheet';
import type { FindingList } from './findings';
import type { ColumnProposal } from './types';

/** Pictures of people stay out (DOMAIN B-9). */
const picturesLeft = '表里的照片、图片没有导入，请另外保存';

export function reportColumns(
  columns: readonly ColumnProposal[],
  { hasPictures }: Pick<RawSheet, 'hasPictures'>,
  findings: FindingList
): void {
  if (hasPictures) findings.sheet('pictures', 'note', picturesLeft);
  for (const column of columns) {
    const { target } = column;
    if (target.type === 'excluded' || target.type === 'not-enabled') {
      findings.column(column, 'left-out', `整列不导入：${column.reason}`);
    } else if (target.type === 'ignore' && target.reason === 'unknown') {
      findings.column(column, 'left-out', `整列没有导入：${column.reason}`);
    }
  }
}
