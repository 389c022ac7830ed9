/**
 * A ledger as it comes from the street, as .xlsx: title row, dates in three forms, telephones in groups, a column
 * that is never read. Four rows in five are new people, one in five stands in the book of `createLargeSpace`
 * already, half of these with another unit.
 */
import { writeXlsx } from 'hucre/xlsx';
import type { CreateChange } from '../src/lib/app/demo/changes';
import { categoryLabel } from '../src/lib/domain/categories';
import { affiliations } from '../src/lib/domain/code-lists/affiliation';
import { educations } from '../src/lib/domain/code-lists/education';
import { ethnicities } from '../src/lib/domain/code-lists/ethnicity';
import { sexes } from '../src/lib/domain/code-lists/sex';
import type { PersonValues } from '../src/lib/domain/person/record';
import { createLargeSpace } from '../tests/factories/large-space';

type Cell = string | number | null;

const headers = [
  '序号',
  '姓名',
  '性别',
  '出生年月',
  '民族',
  '政治面貌',
  '文化程度',
  '工作单位',
  '职务',
  '联系电话',
  '所属社区',
  '所属网格',
  '楼栋',
  '统战类别',
  '健康状况',
  '备注'
];

const widthOf = headers.length;

/** 1968.05, 1968年5月 and 1968-05, as in ledgers that several hands wrote. */
function birthCell(birth: string | undefined, at: number): Cell {
  const [year = '', month = ''] = (birth ?? '').split('-');
  if (at % 3 === 0) return `${year}.${month}`;
  return at % 3 === 1 ? `${year}年${Number(month)}月` : `${year}-${month}`;
}

const groupedPhone = (digits: string): string =>
  `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`;

interface Line {
  readonly values: PersonValues;
  readonly phone: string;
  readonly unit: string | undefined;
}

function cellsOf(
  { values, phone, unit }: Line,
  at: number,
  nameOf: (id: string) => string
): Cell[] {
  const label = (list: { labelOf(code: string): string | undefined }, code: string | undefined) =>
    (code && list.labelOf(code)) ?? null;
  const [category] = values.categories ?? [];
  return [
    at + 1,
    values.name ?? null,
    label(sexes, values.sex),
    birthCell(values.birth, at),
    label(ethnicities, values.ethnicity),
    label(affiliations, values.affiliation),
    label(educations, values.education),
    unit ?? null,
    values.post ?? null,
    groupedPhone(phone),
    nameOf(values.communityId ?? ''),
    nameOf(values.gridId ?? ''),
    nameOf(values.building ?? ''),
    category ? categoryLabel(category) : null,
    at % 9 === 0 ? '良好' : null,
    at % 7 === 0 ? '喜欢书法' : null
  ];
}

const peopleOf = (changes: readonly CreateChange[]): readonly PersonValues[] =>
  changes.flatMap(({ kind, values }) => (kind === 'person' ? [values as PersonValues] : []));

/** @param people size of the book, of which every row of the ledger's last fifth is taken. */
export function writeLedger(people: number, rowCount: number): Promise<Uint8Array> {
  const book = createLargeSpace({ people, visits: 0 });
  const strangers = createLargeSpace({ seed: 'ledger', people: rowCount, visits: 0 });
  const names = new Map<string, string>();
  for (const { id, values } of [...book.places, ...strangers.places]) {
    if (typeof values['name'] === 'string') names.set(id, values['name']);
  }
  const newCount = rowCount - Math.min(people, Math.floor(rowCount / 5));
  const lines = [
    ...peopleOf(strangers.people)
      .slice(0, newCount)
      .map((values, at): Line => ({
        values,
        // A range of its own within the segment that nobody has.
        phone: `1541${String(at).padStart(7, '0')}`,
        unit: values.unit
      })),
    ...peopleOf(book.people)
      .slice(0, rowCount - newCount)
      .map((values, at): Line => ({
        values,
        phone: values.mobile?.[0]?.number ?? '',
        unit: at % 2 === 0 ? values.unit : `${values.unit ?? ''}分部`
      }))
  ];
  const title = ['××街道统战对象花名册(2026年)', ...Array<Cell>(widthOf - 1).fill(null)];
  const rows = lines.map((line, at) => cellsOf(line, at, (id) => names.get(id) ?? ''));
  return writeXlsx({
    sheets: [
      {
        name: '花名册',
        rows: [title, [...headers], ...rows],
        merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: widthOf - 1 }]
      }
    ]
  });
}
