/** 走访慰问登记表 as a document: the rows of the list in words, money as numbers, totals below. */
import type { Queries, VisitItem } from '../../app/types';
import type { TableDocument } from '../../app/documents/types';
import { openItems } from '../../domain/statistics/figure';
import { visitMeasures } from '../../domain/statistics/visit-figures';
import type { RecordId } from '../../kernel/ids';
import { formatNumber, money } from '../../text/counts';
import { visitWords } from '../../text/visits';
import { lineColumns, visitLine } from './visit-list';

/** 次数 … 户次 … 人次 … 慰问金 …, in one line. */
export const totalsLine = (visits: readonly VisitItem[]): string =>
  visitMeasures
    .map((measure) => {
      const { value } = openItems(measure.label, visits, measure);
      return measure.kind === 'money'
        ? `${measure.label} ${money(value)}`
        : `${measure.label} ${formatNumber(value)}`;
    })
    .join('，');

export const peopleOfVisits = (visits: readonly VisitItem[]): readonly RecordId[] => [
  ...new Set(visits.flatMap(({ people }) => people.map(({ id }) => id)))
];

/** Spreadsheets count in yuan. */
const yuan = (fen: number | undefined): number | null => (fen === undefined ? null : fen / 100);

const widths: Partial<Record<(typeof lineColumns)[number]['id'], number>> = {
  who: 24,
  content: 40,
  concerns: 30,
  gifts: 18
};

export function visitLedger(visits: readonly VisitItem[], queries: Queries): TableDocument {
  return {
    title: visitWords.ledgerTitle,
    columns: [
      { label: visitWords.rowNumber, kind: 'number', width: 6 },
      ...lineColumns.map(({ id, label }) => ({
        label,
        kind: id === 'money' ? ('money' as const) : ('text' as const),
        width: widths[id] ?? 12
      }))
    ],
    rows: visits.map((visit, index) => {
      const line = visitLine(visit, queries);
      return [
        index + 1,
        ...lineColumns.map(({ id }) => (id === 'money' ? yuan(visit.values.giftMoney) : line[id]))
      ];
    }),
    personIds: peopleOfVisits(visits),
    notes: [totalsLine(visits)]
  };
}
