/** What was resolved at an activity, and what each resolution became: a need that someone sees to, or a target of the year. Pure. */
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { ActivityValues } from './record';

const nameLength = 80;

interface Followed {
  readonly id: RecordId;
  readonly values: {
    readonly activity?: RecordId | undefined;
    readonly content?: string | undefined;
    readonly name?: string | undefined;
    readonly year?: string | undefined;
  };
}

interface Resolution {
  readonly text: string;
  readonly need: RecordId | undefined;
  readonly target: RecordId | undefined;
}

const targetName = (text: string): string => [...text].slice(0, nameLength).join('');
const yearOf = ({ on }: ActivityValues, today: IsoDate): string => (on ?? today).slice(0, 4);

export function resolutionsOf(
  activity: { readonly id: RecordId; readonly values: ActivityValues },
  needs: readonly Followed[],
  targets: readonly Followed[],
  today: IsoDate
): readonly Resolution[] {
  const year = yearOf(activity.values, today);
  return [...new Set(activity.values.conclusions ?? [])].map((text) => ({
    text,
    need: needs.find(
      ({ values }) => values.activity === activity.id && values.content?.startsWith(text)
    )?.id,
    target: targets.find(({ values }) => values.year === year && values.name === targetName(text))
      ?.id
  }));
}

export function needOf(
  activity: { readonly id: RecordId; readonly values: ActivityValues },
  text: string,
  today: IsoDate
): Readonly<Record<string, Json>> {
  const { recorder, chair } = activity.values;
  const handler = recorder ?? chair;
  return {
    raisedOn: today,
    type: 'other',
    content: text,
    status: 'registered',
    activity: activity.id,
    ...(handler === undefined ? {} : { handler })
  };
}

export function targetOf(
  { values }: { readonly values: ActivityValues },
  text: string,
  today: IsoDate
): Readonly<Record<string, Json>> {
  const { chair } = values;
  const name = targetName(text);
  return {
    year: yearOf(values, today),
    name,
    ...(name === text ? {} : { basis: text }),
    ...(chair === undefined ? {} : { owner: chair })
  };
}
