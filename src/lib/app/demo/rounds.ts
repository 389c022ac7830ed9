/**
 * What comes round in the demonstration: regular meetings, training, meetings of the groups (S1-26, S3-08…10, S3-16), and two
 * ordinary activities of the community that don't count as 统战 (S0-07).
 */
import type { ActivityValues } from '../../domain/activity/record';
import { addDays } from '../../kernel/dates';
import type { BooksContext } from './books';
import { createChange, type CreateChange } from './changes';

interface Round {
  readonly values: ActivityValues;
  /** Days since the latest, between two, and how many there were. */
  readonly latest: number;
  readonly every: number;
  readonly times: number;
  /** The group that holds it, by its place in the list of groups. */
  readonly group?: number;
  /** Counts as 统战 unless it says so. */
  readonly isOrdinary?: true;
}

/** Of the groups, the last one has only just fallen behind. */
const rounds: readonly Round[] = [
  {
    values: { type: 'regular', topic: '统战工作小组例会', place: '社区会议室', actual: 8 },
    latest: 4,
    every: 29,
    times: 12
  },
  {
    values: { type: 'training', topic: '联络员业务培训', place: '社区会议室', actual: 16 },
    latest: 24,
    every: 58,
    times: 6
  },
  {
    values: { type: 'fellowship', topic: '楼栋邻里茶话会', place: '社区文化活动室', actual: 31 },
    latest: 48,
    every: 88,
    times: 4
  },
  {
    values: { type: 'briefing', topic: '民生项目通报会', place: '社区议事厅', actual: 20 },
    latest: 150,
    every: 1,
    times: 1
  },
  {
    values: { type: 'interest', topic: '书画小组活动', actual: 9 },
    latest: 9,
    every: 28,
    times: 10,
    group: 0
  },
  {
    values: { type: 'interest', topic: '晨练', actual: 11 },
    latest: 5,
    every: 28,
    times: 10,
    group: 1
  },
  {
    values: { type: 'study', topic: '教师联谊组学习', actual: 10 },
    latest: 60,
    every: 90,
    times: 3,
    group: 2
  },
  {
    values: { type: 'other', topic: '消防演练', place: '和风里小广场', actual: 65 },
    latest: 33,
    every: 1,
    times: 1,
    isOrdinary: true
  },
  {
    values: { type: 'culture', topic: '广场舞展演', place: '和风里小广场', actual: 120 },
    latest: 71,
    every: 1,
    times: 1,
    isOrdinary: true
  }
];

export const createRounds = (
  { random, today, communities }: BooksContext,
  groups: readonly CreateChange[]
): readonly CreateChange[] =>
  rounds.flatMap(({ values, latest, every, times, group, isOrdinary }) =>
    Array.from({ length: times }, (_, at) => {
      const community = random.pick(communities);
      return createChange('activity', random.id(), {
        ...values,
        ...(!isOrdinary && { isUnitedFront: true }),
        ...(group !== undefined && { group: groups[group]?.id }),
        on: addDays(today, -(latest + at * every)),
        host: `${community.name}居委会`,
        chair: random.pick(community.workerIds)
      });
    })
  );
