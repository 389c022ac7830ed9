/**
 * Which rows of a long list of equal heights are drawn. Pure, so that it is tested without a browser.
 * Heights and offsets are CSS pixels.
 */
export interface WindowInput {
  readonly count: number;
  readonly rowHeight: number;
  /** How far the top of the list lies above the top of what is seen; negative while it is still below. */
  readonly offset: number;
  readonly viewHeight: number;
}

export interface VirtualWindow {
  /** First and one past the last row drawn. */
  readonly start: number;
  readonly end: number;
  /** Where the first drawn row stands. */
  readonly top: number;
  readonly totalHeight: number;
}

/** Rows drawn beyond each edge, so that a quick scroll shows no gap. */
const margin = 8;

export function windowOf({ count, rowHeight, offset, viewHeight }: WindowInput): VirtualWindow {
  const height = Math.max(1, rowHeight);
  // A list that has just become shorter is drawn before its scroller tells where it stands now.
  const at = Math.min(offset, Math.max(0, count * height - viewHeight));
  const start = Math.max(0, Math.floor(at / height) - margin);
  const end = Math.min(count, Math.ceil((at + viewHeight) / height) + margin);
  return { start, end: Math.max(start, end), top: start * height, totalHeight: count * height };
}

/** The scroll position that brings a row fully into view with the least movement. */
export function scrollToShow(
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop;
}
