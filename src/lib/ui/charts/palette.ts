/** Colours of a chart: from the tokens for the screen, fixed ones for paper, where the theme doesn't count. */
export interface ChartPalette {
  readonly series: readonly string[];
  readonly ground: string;
  readonly text: string;
  readonly line: string;
  readonly font: string;
  /** Pixels of 1rem: labels follow the chosen text size. */
  readonly fontSize: number;
}

const seriesCount = 6;

/** Reads the present tokens; call again when the theme or text size changes. */
export function screenPalette(root: HTMLElement): ChartPalette {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: seriesCount }, (_, index) => token(`--chart-${index + 1}`)),
    ground: token('--chart-ground'),
    text: token('--text'),
    line: token('--line'),
    font: getComputedStyle(document.body).fontFamily,
    fontSize: parseFloat(style.fontSize)
  };
}

/** Dark inks on white: readable in print, also without colour because of the patterns. */
export const printPalette = (font: string): ChartPalette => ({
  series: ['#1b525c', '#b8741a', '#5d7f33', '#7b4a77', '#3f74a3', '#a6503e'],
  ground: '#ffffff',
  text: '#000000',
  line: '#bbbbbb',
  font,
  fontSize: 16
});
