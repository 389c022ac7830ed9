/** A figure as data: what is counted, for where and when. One spec draws the chart, its table, its summary and its picture. */
export interface ChartSeries {
  readonly label: string;
  /** Where the series are not of one measure. */
  readonly unit?: string;
  /** One per label; null is a value that is not shown (a cell under 5 merged for outsiders). */
  readonly values: readonly (number | null)[];
}

export interface ChartSpec {
  /** bars = lying bars, best for long Han labels; columns = standing; stacked = standing, series on each other. */
  readonly kind: 'bars' | 'columns' | 'stacked' | 'line';
  readonly title: string;
  /** Whose figures: space or community. */
  readonly place: string;
  /** E.g. 2026年1月—11月. */
  readonly period: string;
  /** The day up to which records are counted, in words. */
  readonly sourceDate: string;
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Measure word of the values: 人, 人次, 元. */
  readonly unit: string;
  /** What a null value says in table and summary, e.g. 少于5. */
  readonly hiddenText?: string;
  /** A line below, e.g. 待同意 4 人，未计入. */
  readonly note?: string;
}

/** Sum of a series' shown values. */
export const totalOf = (series: ChartSeries): number =>
  series.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

export const valueText = (spec: ChartSpec, value: number | null | undefined): string =>
  value === null || value === undefined ? (spec.hiddenText ?? '—') : value.toLocaleString('zh-CN');

/** The whole figure in one sentence per series, for screen readers. */
export function summaryOf(spec: ChartSpec): string {
  const parts = spec.series.map((series) => {
    const values = spec.labels.map(
      (label, index) =>
        `${label} ${valueText(spec, series.values[index])} ${series.unit ?? spec.unit}`
    );
    return `${spec.series.length > 1 ? `${series.label}：` : ''}${values.join('，')}`;
  });
  return `${spec.title}。${spec.place}，${spec.period}。${parts.join('；')}。`;
}
