/** First rows of a sheet for finding its header. What stands below an excluded word is not shown (DOMAIN B-7). */
import { findExcludedColumn } from '../../domain/excluded';

export interface PreviewCell {
  readonly text: string;
  readonly isHidden: boolean;
}

const mostColumns = 14;

/** Rows as written, cut to what helps; the excluded word itself stands, so that it can be seen why. */
export function previewOf(
  rows: readonly (readonly string[])[]
): readonly (readonly PreviewCell[])[] {
  const width = Math.min(mostColumns, Math.max(0, ...rows.map((row) => row.length)));
  const hidden = new Set<number>();
  return rows.map((row) => {
    const cells = Array.from({ length: width }, (_, column): PreviewCell => {
      const text = (row[column] ?? '').trim();
      return hidden.has(column) && text !== ''
        ? { text: '', isHidden: true }
        : { text, isHidden: false };
    });
    cells.forEach(({ text }, column) => {
      if (text !== '' && findExcludedColumn(text)) hidden.add(column);
    });
    return cells;
  });
}
