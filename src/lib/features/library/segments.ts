/** The text cut where something is shown upon it: a found place, or another tab's cursor. */
import type { TextCursor } from '../../app/library/types';

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly mark: 'none' | 'found' | 'current';
  /** Names of those whose cursor stands before it. */
  readonly cursors: readonly string[];
}

export function segmentsOf(
  text: string,
  places: readonly Place[],
  current: Place | undefined,
  cursors: readonly TextCursor[]
): readonly Segment[] {
  const all = current ? [...places, current] : places;
  const cuts = [
    ...new Set([
      0,
      ...all.flatMap(({ start, end }) => [start, end]),
      ...cursors.map(({ end }) => Math.min(end, text.length))
    ])
  ]
    .filter((at) => at >= 0 && at <= text.length)
    .sort((a, b) => a - b);
  const starts = new Set(places.map(({ start }) => start));
  return cuts.map((start, index) => ({
    start,
    text: text.slice(start, cuts[index + 1] ?? text.length),
    mark:
      current?.start === start && current.end > start
        ? 'current'
        : starts.has(start)
          ? 'found'
          : 'none',
    cursors: cursors
      .filter(({ end }) => Math.min(end, text.length) === start)
      .map(({ name }) => name)
  }));
}
