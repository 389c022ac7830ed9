/**
 * What the work came to (DOMAIN I-11, I-12, S0-07, S0-13): activities, study sessions and what they read, hours that
 * volunteers gave, help and jobs. Records, never people: nobody is ranked by hours, no list is ordered by them, no rate of
 * a person is worked out (B-6). Activities count by the tick 统战活动; those without stand aside, named. Through the gate;
 * what rests on a consent that is missing counts as a record without its kind.
 * Longer than most files: one function per figure, side by side so that what each counts can be compared.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { ActivityValues } from '../activity/record';
import { isStudy } from '../activity/study';
import { isUnitedFront } from '../activity/united-front';
import type { AidValues } from '../aid/record';
import type { AttendanceValues } from '../attendance/record';
import { activityTypes } from '../code-lists/activity-type';
import { aidTypes } from '../code-lists/aid-type';
import { jobStatuses } from '../code-lists/job-status';
import type { GatedPerson } from '../consent/gate';
import type { RecordKind } from '../field';
import type { JobValues } from '../job/record';
import type { ReadingEntryValues } from '../reading-entry/record';
import { serviceEntryRecord, type ServiceEntryValues } from '../service-entry/record';
import { groupBy, withoutEmpty, type Figure, type Measure } from './figure';
import { isInPeriod, type Period } from './period';
import { timeGroups } from './time-groups';

/** A record through the gate, as the queries give it. */
interface Item<Values> {
  readonly id: RecordId;
  readonly values: Values;
  readonly people: readonly Pick<GatedPerson, 'id' | 'values'>[];
  readonly hiddenPeople: number;
}

/** A text of 资料, by which a reading is told. */
export interface Material {
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly title: string;
}

export interface WorkInput {
  readonly activities: readonly Item<ActivityValues>[];
  readonly attendance: readonly Item<AttendanceValues>[];
  readonly services: readonly Item<ServiceEntryValues>[];
  readonly aids: readonly Item<AidValues>[];
  readonly jobs: readonly Item<JobValues>[];
  readonly readings: readonly { readonly id: RecordId; readonly values: ReadingEntryValues }[];
  readonly materials: readonly Material[];
  readonly period: Period;
  readonly today: IsoDate;
}

/** A record behind a number: what opens it, what it is called, and what it adds by measure. */
export interface WorkItem {
  readonly id: RecordId;
  /** What is opened: the record itself, for a reading its text. */
  readonly opens: { readonly kind: RecordKind; readonly id: RecordId };
  readonly group: string;
  readonly on: IsoDate | undefined;
  readonly title: string;
  readonly people: Item<unknown>['people'];
  readonly hiddenPeople: number;
  readonly adds: Readonly<Record<string, number>>;
}

export type WorkFigure = Figure<WorkItem>;

type MeasureLook = Omit<Measure<WorkItem>, 'key' | 'of'>;
const measure = (key: string, look: MeasureLook): Measure<WorkItem> => ({
  key,
  ...look,
  of: ({ adds }) => adds[key] ?? 0
});

/** Meetings, texts and jobs tell of nobody. */
const work = { kind: 'count', tellsOfNobody: true } as const;
const sessions = measure('sessions', { ...work, label: '场次', unit: '场', isDrawn: true });
const texts = measure('texts', { ...work, label: '学习资料', unit: '份次', isDrawn: true });
const present = measure('present', {
  label: '参加人次',
  unit: '人次',
  kind: 'count',
  isTotalled: true
});
const hours = measure('hours', { label: '时长', unit: '小时', kind: 'tenths', isDrawn: true });
const servers = measure('servers', {
  label: '服务人次',
  unit: '人次',
  kind: 'count',
  isTotalled: true
});
const times = measure('times', { label: '次数', unit: '次', kind: 'count', isDrawn: true });
const helped = measure('helped', {
  label: '人数',
  unit: '人',
  kind: 'count',
  isTotalled: true
});
const households = measure('households', {
  label: '户数',
  unit: '户',
  kind: 'count',
  isTotalled: true
});
const value = measure('value', { label: '折价', unit: '元', kind: 'money' });
const posts = measure('posts', { ...work, label: '岗位', unit: '个', isDrawn: true });

const byDay = (a: WorkItem, b: WorkItem): number =>
  (b.on ?? '').localeCompare(a.on ?? '') || (a.id < b.id ? -1 : 1);

const nobody = { people: [], hiddenPeople: 0 } as const;

function figure(
  items: readonly WorkItem[],
  part: Pick<WorkFigure, 'key' | 'title' | 'groups' | 'measures' | 'shape'>,
  asides: WorkFigure['asides'] = []
): WorkFigure {
  return { ...part, all: items, isOverlapping: false, asides };
}

/** Ordinary activities are named, not counted. */
const unticked = (items: readonly WorkItem[]): WorkFigure['asides'] =>
  withoutEmpty([{ key: 'unticked', label: '没有勾选“统战活动”', items }]);

/** Held in the period, the latest first; those with the tick and those without. */
function heldIn({ activities, period, today }: WorkInput): {
  readonly ticked: readonly Item<ActivityValues>[];
  readonly others: readonly Item<ActivityValues>[];
} {
  const held = activities.filter(
    ({ values: { on } }) => on !== undefined && isInPeriod(on, period) && on <= today
  );
  return {
    ticked: held.filter(({ values }) => isUnitedFront(values)),
    others: held.filter(({ values }) => !isUnitedFront(values))
  };
}

const meeting = ({ id, values }: Item<ActivityValues>, texts = 0): WorkItem => ({
  ...nobody,
  id,
  opens: { kind: 'activity', id },
  group: values.type ?? '',
  on: values.on,
  title: values.topic ?? '',
  adds: { sessions: 1, present: values.actual ?? 0, texts }
});

/** S1-08, S3-04: what was held, by kind, and how many came. */
export function activityFigure(input: WorkInput): WorkFigure {
  const { ticked, others } = heldIn(input);
  const items = ticked.map((each) => meeting(each)).sort(byDay);
  const heads = activityTypes.items.map(({ code, label }) => ({ key: code, label }));
  return figure(
    items,
    {
      key: 'activities',
      title: '统战活动',
      shape: 'bars',
      measures: [sessions, present],
      groups: withoutEmpty(groupBy(items, ({ group }) => [group], heads))
    },
    unticked(others.map((each) => meeting(each)).sort(byDay))
  );
}

/** I-12: sessions, people, documents read; a worker's own reading stands beside the sessions. */
export function studyFigure(input: WorkInput): WorkFigure {
  const { activities, readings, period } = input;
  const byId = new Map(input.materials.map((material) => [material.id as string, material]));
  const known = readings.filter(({ values }) => byId.has(values.material ?? ''));
  const { ticked, others } = heldIn(input);
  const ids = new Set<RecordId>(activities.map(({ id }) => id));
  const session = (item: Item<ActivityValues>): WorkItem => {
    const read = known.flatMap(({ values }) =>
      values.activity === item.id ? (values.material ?? []) : []
    );
    return meeting(item, new Set(read).size);
  };
  const sessionsOf = (items: typeof ticked) =>
    items.filter(({ values }) => isStudy(values)).map(session);
  const alone = known.flatMap(({ id, values }): WorkItem[] => {
    const { activity, material, on } = values;
    const text = byId.get(material ?? '');
    const isAtSession = activity !== undefined && ids.has(activity);
    if (!text || isAtSession || !isInPeriod(on, period)) return [];
    const { title } = text;
    return [{ ...nobody, id, opens: text, group: 'alone', on, title, adds: { texts: 1 } }];
  });
  const items = [...sessionsOf(ticked), ...alone].sort(byDay);
  const heads = [
    { key: 'study', label: activityTypes.labelOf('study') ?? '' },
    { key: 'training', label: activityTypes.labelOf('training') ?? '' },
    { key: 'alone', label: '工作人员自己读' }
  ];
  return figure(
    items,
    {
      key: 'study',
      title: '学习培训',
      shape: 'bars',
      measures: [sessions, present, texts],
      groups: withoutEmpty(groupBy(items, ({ group }) => [group], heads))
    },
    unticked(sessionsOf(others).sort(byDay))
  );
}

/** S0-13: hours at 统战 activities and in the service book, one total; what members received is not among them. */
export function volunteerFigure(input: WorkInput): WorkFigure {
  const { activities, period, today } = input;
  const meetings = new Map<string, Item<ActivityValues>>(activities.map((each) => [each.id, each]));
  const atActivities = input.attendance.flatMap((item): HoursAt[] => {
    const { hours: given = 0, activity, count = 1 } = item.values;
    const at = meetings.get(activity ?? '');
    if (given === 0 || !at || !isInPeriod(at.values.on, period)) return [];
    const { on, topic = '' } = at.values;
    const adds = { hours: given, servers: Math.max(1, count) };
    const line = { ...opened('attendance', item), group: '', on, title: topic, adds };
    return [{ line, isTicked: isUnitedFront(at.values) }];
  });
  const linesOf = (isTicked: boolean): WorkItem[] =>
    atActivities.flatMap((each) => (each.isTicked === isTicked ? [each.line] : []));
  const inBook = input.services.flatMap((item): WorkItem[] => {
    const { hours: given = 0, direction, on } = item.values;
    if (given === 0 || direction !== 'given') return [];
    const title = serviceEntryRecord.fields.type.format(item.values.type ?? '', noNames);
    const adds = { hours: given, servers: Math.max(1, item.people.length + item.hiddenPeople) };
    return [{ ...opened('serviceEntry', item), group: '', on, title, adds }];
  });
  const served = inBook.filter(({ on }) => isInPeriod(on, period));
  const items = [...linesOf(true), ...served].sort(byDay);
  const { groups } = timeGroups(items, ({ on }) => on, period, today);
  const measures = [hours, servers];
  const part = { key: 'hours', title: '志愿服务时长', shape: 'columns', measures, groups } as const;
  return figure(items, part, unticked(linesOf(false).sort(byDay)));
}

interface HoursAt {
  readonly line: WorkItem;
  readonly isTicked: boolean;
}

const noNames = { nameOf: () => undefined };

const opened = <Values>(
  kind: RecordKind,
  { id, people, hiddenPeople }: Item<Values>
): Pick<WorkItem, 'id' | 'opens' | 'people' | 'hiddenPeople'> => ({
  id,
  opens: { kind, id },
  people,
  hiddenPeople
});

const unsaid = { key: 'unsaid', label: '类别不显示（没有本人同意或权限）' };

/** People or households as written down; without a number, whom it names. */
function countsOf({ values, people, hiddenPeople }: Item<AidValues>): WorkItem['adds'] {
  const { unit = values.household === undefined ? 'person' : 'household', count } = values;
  return unit === 'household'
    ? { households: count ?? 1 }
    : { helped: count ?? people.length + hiddenPeople };
}

/** I-11: help by kind; counted by person or by household, as each was written down. */
export function aidFigure(input: WorkInput): WorkFigure {
  const items = input.aids
    .filter(({ values }) => isInPeriod(values.on, input.period))
    .map((item): WorkItem => {
      const { type, on, value: worth = 0 } = item.values;
      const label = aidTypes.labelOf(type ?? '');
      return {
        ...opened('aid', item),
        group: label === undefined ? unsaid.key : (type ?? ''),
        on,
        title: label ?? '',
        adds: { times: 1, value: worth, ...countsOf(item) }
      };
    })
    .sort(byDay);
  const heads = aidTypes.items.map(({ code, label }) => ({ key: code, label }));
  return figure(items, {
    key: 'aid',
    title: '帮扶成果',
    shape: 'bars',
    measures: [times, helped, households, value],
    groups: withoutEmpty(groupBy(items, ({ group }) => [group], [...heads, unsaid]))
  });
}

/** I-11, S3-18: jobs by where they stand. A job has no day: as of today. */
export function jobFigure({ jobs }: WorkInput): WorkFigure {
  const items = jobs.map((item): WorkItem => {
    const { post = '', status = '', count = 1 } = item.values;
    const adds = { posts: count };
    return { ...opened('job', item), group: status, on: undefined, title: post, adds };
  });
  const heads = jobStatuses.items.map(({ code, label }) => ({ key: code, label }));
  return figure(items, {
    key: 'jobs',
    title: '就业岗位',
    shape: 'bars',
    measures: [posts],
    groups: withoutEmpty(groupBy(items, ({ group }) => [group], heads))
  });
}
