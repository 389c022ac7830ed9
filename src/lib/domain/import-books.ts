/**
 * Books whose tables can come in (DOMAIN G): the columns such a table may have, drawn from the kind's own field metadata
 * and a few columns that belong to another record or only tell people apart.
 */
import type { AnyField, RecordKind } from './field';
import { definitionOf } from './registry';

/** What stands in a file as a table of its own. */
export type BookKind = Extract<
  RecordKind,
  | 'visit'
  | 'reception'
  | 'need'
  | 'suggestion'
  | 'activity'
  | 'aid'
  | 'serviceEntry'
  | 'workLog'
  | 'job'
  | 'partnerUnit'
  | 'partnerResource'
  | 'venue'
  | 'budgetLine'
  | 'workTarget'
  | 'showcaseCase'
>;

export interface BookColumn {
  readonly name: string;
  readonly label: string;
  readonly headers: readonly string[];
  /** Of the record itself; without it the column is one of those below. */
  readonly field?: AnyField;
}

/** In this order where two fit equally well. */
export const bookKinds: readonly BookKind[] = [
  'visit',
  'reception',
  'need',
  'suggestion',
  'activity',
  'aid',
  'serviceEntry',
  'workLog',
  'job',
  'partnerUnit',
  'partnerResource',
  'venue',
  'budgetLine',
  'workTarget',
  'showcaseCase'
];

/** What an import can make besides what stands in its table: who came is a record of its own. */
export type ImportedKind = BookKind | 'attendance';

export const importedKinds: readonly ImportedKind[] = [...bookKinds, 'attendance'];

/** As 记录 calls it. */
export const bookTitle = (kind: BookKind): string => {
  const { book, label } = definitionOf(kind);
  return book ?? label;
};

/** 处理情况 belongs to the needs of a visit, or is status and result of a need at once. */
const handling: BookColumn = {
  name: 'handling',
  label: '处理情况',
  headers: ['处理情况', '落实情况', '解决情况', '处理结果', '办理情况', '进展', '是否解决']
};
/** Only to find the person: kept for somebody new, else not written. */
const apart: readonly BookColumn[] = [
  {
    name: 'phone',
    label: '本人电话',
    headers: ['联系电话', '联系方式', '电话', '手机', '手机号码']
  },
  {
    name: 'building',
    label: '本人楼栋',
    headers: [
      '楼栋',
      '楼号',
      '楼号名称',
      '楼栋号',
      '小区',
      '住址',
      '家庭住址',
      '地址',
      '居住地址',
      '现住址',
      '小区楼栋'
    ]
  }
];
/** Who came and how many they were, as forms hold it in one cell (H3-1). */
const turnout: readonly BookColumn[] = [
  {
    name: 'people',
    label: '参加人员',
    headers: [
      '参加人员',
      '参加人',
      '参会人员',
      '参会人',
      '出席人员',
      '与会人员',
      '到会人员',
      '参与人员'
    ]
  },
  {
    name: 'turnout',
    label: '应到/实到',
    headers: [
      '应到/实到',
      '应到、实到',
      '应到实到',
      '应到、实到人数',
      '应到实到人数',
      '出席情况',
      '到会情况'
    ]
  }
];
const extraColumns: Readonly<Partial<Record<BookKind, readonly BookColumn[]>>> = {
  visit: [handling, ...apart],
  reception: [handling, ...apart],
  need: [handling, ...apart],
  suggestion: apart,
  activity: turnout,
  aid: apart,
  serviceEntry: apart
};

/** Headers a book is written with besides those of the metadata, which would mean something else in other books. */
const moreHeaders: Readonly<
  Partial<Record<BookKind, Readonly<Record<string, readonly string[]>>>>
> = {
  visit: {
    people: ['姓名', '户主姓名', '慰问对象姓名', '走访对象姓名', '走访户', '慰问户', '对象'],
    otherVisitors: ['慰问人员', '带队领导', '走访领导', '参加人员', '走访慰问人'],
    on: ['走访慰问时间', '慰问日期', '走访慰问日期'],
    gifts: ['慰问物品', '慰问品（件）', '慰问品名称'],
    // Money and goods in one column: money is read, what stands beside it are goods.
    giftMoney: [
      '慰问金（万元）',
      '慰问款',
      '慰问金额（元）',
      '慰问品及慰问金',
      '慰问金及慰问品',
      '慰问金和慰问品',
      '慰问品和慰问金',
      '慰问金/慰问品',
      '慰问金、慰问品',
      '慰问款物',
      '款物'
    ],
    concerns: ['反映的问题', '存在问题', '困难诉求', '诉求及建议', '反映情况', '困难问题'],
    content: ['走访情况', '走访记录', '慰问情况', '备注', '说明'],
    cause: ['走访事由', '慰问事由', '慰问类型', '走访慰问类型']
  },
  reception: {
    at: ['接待日期', '来访时间', '来访日期', '登记时间', '登记日期'],
    people: ['来访人员', '来访人姓名', '来访者', '来访居民', '接待对象'],
    topic: ['来访内容', '接待内容', '反映问题', '反映事项', '咨询事项', '内容'],
    firstReceiver: ['接待人员', '首问责任人', '首接人', '经办人'],
    promiseBy: ['承诺时限', '承诺办结时间', '答复时限']
  },
  activity: {
    topic: ['活动项目', '活动题目', '会议主题', '会议议题', '名称'],
    on: ['活动日期', '会议日期', '举办时间', '开展时间', '活动开展时间'],
    place: ['举办地点', '开展地点', '活动场所'],
    actual: ['参会人数', '到会人数', '参加人次'],
    minutes: ['内容', '主要内容', '会议内容', '活动情况', '活动过程', '会议记录', '活动记录']
  }
};

/** Shown under the name of what the column holds, not of where it is kept. */
const labels: Readonly<Record<string, string>> = { 'visit.otherVisitors': '走访人' };

const readTypes = new Set([
  'text',
  'sharedText',
  'code',
  'codes',
  'tags',
  'date',
  'dateTime',
  'partialDate',
  'count',
  'decimal',
  'money',
  'flag'
]);

/** References are read where a name in a cell says who is meant: people and colleagues. */
const isRead = ({ input }: AnyField): boolean =>
  readTypes.has(input.type) ||
  ((input.type === 'ref' || input.type === 'refs') &&
    (input.kind === 'person' || input.kind === 'worker'));

const made = new Map<BookKind, ReadonlyMap<string, BookColumn>>();

/** By name, in the order of the record. */
export function bookColumns(kind: BookKind): ReadonlyMap<string, BookColumn> {
  const before = made.get(kind);
  if (before) return before;
  const columns = new Map<string, BookColumn>();
  for (const [name, field] of Object.entries(definitionOf(kind).fields)) {
    if (!isRead(field) || (kind === 'visit' && name === 'visitors')) continue;
    columns.set(name, {
      name,
      field,
      label: labels[`${kind}.${name}`] ?? field.label,
      headers: [...field.importHeaders, ...(moreHeaders[kind]?.[name] ?? []), field.label]
    });
  }
  for (const column of extraColumns[kind] ?? []) columns.set(column.name, column);
  made.set(kind, columns);
  return columns;
}

/** The required day of an entry, some with a clock time. */
export const dayOfBook = (kind: BookKind): BookColumn | undefined =>
  [...bookColumns(kind).values()].find(
    ({ field }) =>
      field?.required === true && (field.input.type === 'date' || field.input.type === 'dateTime')
  );

export const bookFieldLabel = (kind: BookKind, name: string): string =>
  bookColumns(kind).get(name)?.label ?? name;
