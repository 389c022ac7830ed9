/** From a spec to Chart.js options. Labels stand on the marks; axes begin at zero; nothing moves. */
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { Context } from 'chartjs-plugin-datalabels';
import type { ChartPalette } from './palette';
import { seriesFill } from './patterns';
import { valueText, type ChartSpec } from './spec';

export type Config = ChartConfiguration<'bar' | 'line', (number | null)[], string | string[]>;

export interface DrawOptions {
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  /** CSS pixels; narrow charts break long labels earlier. */
  readonly width: number;
  /** Title, place and period inside the picture; on screen the figure shows them itself. */
  readonly withTitle: boolean;
  readonly onselect?: (labelIndex: number, seriesIndex: number) => void;
}

/** A Han character is twice as wide as a digit. */
const widthOf = (char: string): number => (char < '\u2e80' ? 0.5 : 1);

/** Breaks a label into lines as wide as so many Han characters. */
export function wrapLabel(label: string, length: number): string | string[] {
  const lines: string[] = [];
  let [line, width] = ['', 0];
  for (const char of label) {
    if (width + widthOf(char) > length) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    line += char;
    width += widthOf(char);
  }
  return lines.length === 0 ? label : [...lines, line];
}

/** Han characters in a line of the labels beside lying bars; `width` and `fontSize` in CSS pixels. */
const besideBars = (width: number, fontSize: number): number =>
  Math.max(5, Math.floor((width * 0.36) / fontSize));

const labelSize = 0.9;

/** Lines of the longest label beside lying bars, for a height that keeps them apart; `rem` in CSS pixels. */
export function labelLines({ labels }: ChartSpec, width: number, rem: number): number {
  const length = besideBars(width, rem * labelSize);
  return Math.max(1, ...labels.map((label) => [wrapLabel(label, length)].flat().length));
}

function dataset(
  spec: ChartSpec,
  index: number,
  palette: ChartPalette,
  scale: number
): ChartDataset<'bar' | 'line', (number | null)[]> {
  const series = spec.series[index];
  const color = palette.series[index % palette.series.length] ?? palette.text;
  return {
    type: spec.kind === 'line' ? 'line' : 'bar',
    label: series?.label ?? '',
    data: [...(series?.values ?? [])],
    backgroundColor: spec.kind === 'line' ? color : seriesFill(index, color, palette.ground, scale),
    borderColor: color,
    borderWidth: spec.kind === 'line' ? 3 : 1,
    borderDash: spec.kind === 'line' && index > 0 ? [8, 4 + index * 2] : [],
    pointStyle: (['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'] as const)[index % 6],
    pointRadius: 5,
    maxBarThickness: 64
  };
}

/** Whether a stacked part is tall enough for its number; thinner ones are read from the table. */
function hasRoom(context: Context, fontSize: number): boolean {
  const value = context.dataset.data[context.dataIndex];
  const axis = context.chart.scales['y'];
  if (typeof value !== 'number' || !axis) return false;
  return Math.abs(axis.getPixelForValue(0) - axis.getPixelForValue(value)) >= fontSize;
}

/** Whether a point is the highest of its label; the first series wins a tie. */
function isTopmost(spec: ChartSpec, { dataIndex, datasetIndex }: Context): boolean {
  const values = spec.series.map((series) => series.values[dataIndex] ?? -Infinity);
  return values.indexOf(Math.max(...values)) === datasetIndex;
}

function marks(spec: ChartSpec, palette: ChartPalette): object {
  const isStacked = spec.kind === 'stacked';
  const size = palette.fontSize * 0.9;
  // Lines run close together: the upper one's number stands above, the others' below.
  const side = (context: Context): string =>
    spec.kind !== 'line' ? 'end' : isTopmost(spec, context) ? 'top' : 'bottom';
  return {
    color: palette.text,
    font: { family: palette.font, size, weight: 'bold' },
    anchor: isStacked || spec.kind === 'line' ? 'center' : 'end',
    align: isStacked ? 'center' : side,
    offset: spec.kind === 'line' ? 5 : 2,
    clamp: true,
    textStrokeColor: palette.ground,
    textStrokeWidth: spec.kind === 'line' ? 3 : 0,
    // A stack's numbers lie on hatching: a small plate keeps them readable.
    backgroundColor: isStacked ? palette.ground : null,
    borderRadius: 3,
    padding: isStacked ? { top: 1, bottom: 0, left: 3, right: 3 } : 0,
    // Numbers that would lie on each other give way; the table has them all.
    display: (context: Context) =>
      spec.kind === 'line' ? 'auto' : !isStacked || hasRoom(context, size),
    formatter: (value: number | null) => valueText(spec, value)
  };
}

function scales(spec: ChartSpec, palette: ChartPalette, width: number): object {
  const font = { family: palette.font, size: palette.fontSize * labelSize };
  const isLying = spec.kind === 'bars';
  const perLabel = isLying
    ? besideBars(width, font.size)
    : Math.max(3, Math.floor(width / Math.max(1, spec.labels.length) / font.size) - 1);
  const names = {
    ticks: {
      font,
      color: palette.text,
      autoSkip: spec.kind === 'line',
      maxRotation: 0,
      callback: (index: number | string) => wrapLabel(spec.labels[Number(index)] ?? '', perLabel)
    },
    grid: { display: false },
    border: { color: palette.text },
    stacked: spec.kind === 'stacked'
  };
  const amounts = {
    beginAtZero: true,
    // Room for the numbers at the end of the marks.
    grace: spec.kind === 'stacked' ? 0 : '12%',
    ticks: { font, color: palette.text, precision: 0, maxTicksLimit: 6 },
    grid: { color: palette.line },
    border: { display: false },
    stacked: spec.kind === 'stacked'
  };
  return isLying ? { x: amounts, y: names } : { x: names, y: amounts };
}

function titles(spec: ChartSpec, palette: ChartPalette, isShown: boolean): object {
  const base = { display: isShown, color: palette.text };
  const { font: family, fontSize } = palette;
  return {
    title: { ...base, text: spec.title, font: { family, size: fontSize * 1.4, weight: 'bold' } },
    subtitle: {
      ...base,
      text: [
        `${spec.place}　${spec.period}　数据截至 ${spec.sourceDate}　单位：${spec.unit}`
      ].concat(spec.note ?? []),
      font: { family, size: fontSize * 0.9 },
      padding: { bottom: 14 }
    }
  };
}

export function chartConfig(spec: ChartSpec, palette: ChartPalette, draw: DrawOptions): Config {
  const { onselect } = draw;
  return {
    type: spec.kind === 'line' ? 'line' : 'bar',
    data: {
      labels: [...spec.labels],
      datasets: spec.series.map((_, index) => dataset(spec, index, palette, draw.scale))
    },
    options: {
      animation: false,
      responsive: !draw.withTitle,
      maintainAspectRatio: false,
      devicePixelRatio: draw.scale,
      indexAxis: spec.kind === 'bars' ? 'y' : 'x',
      layout: { padding: draw.withTitle ? 24 : { top: 8, right: 12 } },
      onClick: (_event, elements) => {
        const [hit] = elements;
        if (hit) onselect?.(hit.index, hit.datasetIndex);
      },
      scales: scales(spec, palette, draw.width),
      plugins: {
        legend: {
          display: spec.series.length > 1,
          position: 'bottom',
          // Hiding a series by a press would make the picture differ from its table.
          onClick: () => undefined,
          labels: {
            color: palette.text,
            boxWidth: palette.fontSize * 2,
            padding: palette.fontSize,
            usePointStyle: spec.kind === 'line',
            ...(spec.kind === 'line' && { boxHeight: palette.fontSize * 0.5 }),
            font: { family: palette.font, size: palette.fontSize * 0.9 }
          }
        },
        tooltip: { enabled: false },
        datalabels: marks(spec, palette),
        ...titles(spec, palette, draw.withTitle)
      }
    }
  };
}
