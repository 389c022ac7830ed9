/** An activity of a table or form: how many came, who is named, what it was. What is to come has no turnout yet. */
import { activityTypes } from '../../../domain/code-lists/activity-type';
import type { Json } from '../../../kernel/json';
import { leaveOutChoice, type CellReading } from '../cells/reading';
import { settle } from '../findings';
import { chosenValue } from '../take-cell';
import { store, type BookRow, type BookRowContext } from './row-reader';

export function finishActivity(read: BookRow, context: BookRowContext): void {
  takeType(read);
  const { values, turnout } = read;
  for (const [field, reading] of turnout) {
    takeCount(read, field, 'expected', reading.expected, context);
    takeCount(read, field, 'actual', reading.actual ?? reading.total, context);
    const notes = [...reading.notes];
    const isSplit = reading.total !== undefined && reading.actual !== undefined;
    if (isSplit && reading.total !== reading.actual) {
      notes.push(`写了 ${reading.total} 人，又写实到 ${reading.actual} 人，按实到的数记`);
    }
    if (reading.others.length > 0) {
      notes.push(`“${reading.others.join('、').slice(0, 60)}”不像姓名，没有记名`);
    }
    const isCounted = values.has('actual') || reading.others.length > 0;
    if (!isCounted && reading.names.length > 0) {
      values.set('actual', reading.names.length);
      notes.push(`没写实到，按写出的 ${reading.names.length} 个名字记`);
    }
    tell(read, field, notes, context);
  }
  leaveOutPlanned(read, context);
}

/** 迎新春座谈会 is a 座谈会; several kinds in one topic are none. */
export function activityTypeOf(topic: string): string | undefined {
  const [only, ...others] = activityTypes.items.filter(
    ({ code, label, aliases = [] }) =>
      code !== 'other' && [label, ...aliases].some((word) => topic.includes(word))
  );
  return others.length === 0 ? only?.code : undefined;
}

/** A word of a column of its own is asked about, and not replaced. */
function takeType({ values, places }: BookRow): void {
  if ((places.get('type')?.raw ?? '') !== '') return;
  const topic = values.get('topic');
  const type = typeof topic === 'string' ? activityTypeOf(topic) : undefined;
  if (type !== undefined) values.set('type', type);
}

/** A number of a field of its own stands; where the text of those who came says another one, a person is asked. */
function takeCount(
  read: BookRow,
  from: string,
  name: 'expected' | 'actual',
  told: number | undefined,
  context: BookRowContext
): void {
  const place = read.places.get(from);
  if (told === undefined || !place) return;
  const before = read.values.get(name);
  if (before === undefined) {
    store(read, place, name, told, context);
    return;
  }
  if (before === told || typeof before !== 'number') return;
  const label = name === 'expected' ? '应到' : '实到';
  const reading: CellReading = {
    type: 'doubt',
    certain: before,
    message: `这里写${label} ${told} 人，“${label}”一栏写 ${before} 人，先按“${label}”一栏`,
    choices: [
      { label: `${before} 人`, value: before },
      { label: `${told} 人`, value: told },
      leaveOutChoice
    ]
  };
  const settled: Json = settle(
    context.findings,
    place,
    reading,
    chosenValue(place, reading, context)
  );
  if (settled === null) read.values.delete(name);
  else read.values.set(name, settled);
}

function tell(
  read: BookRow,
  from: string,
  notes: readonly string[],
  { findings }: BookRowContext
): void {
  const place = read.places.get(from);
  if (!place || notes.length === 0) return;
  findings.cell(place, 'note', notes.join('；'), {
    imported: [...(read.turnout.get(from)?.names ?? [])]
  });
}

/** A day to come is a plan: what came of it is told afterwards (domain/activity/rules). */
function leaveOutPlanned(read: BookRow, { day, findings }: BookRowContext): void {
  const on = read.values.get('on');
  if (typeof on !== 'string' || on <= day.today) return;
  for (const [name, label] of [
    ['actual', '实到人数'],
    ['minutes', '内容']
  ] as const) {
    if (!read.values.delete(name)) continue;
    const place = read.places.get(name) ?? read.places.get('people');
    const message = `活动还没到日子，${label}没有导入`;
    if (place) findings.cell(place, 'left-out', message);
  }
  read.turnout.clear();
}
