/**
 * 交接 (issue 3; DOMAIN D2 Worker): which fields that name a worker say what is still to be done, and so pass to the successor. Who
 * visited, received, recorded or chaired stays as it was: authorship is no work left.
 */
import type { IsoDate } from '../../kernel/dates';
import type { RecordKind } from '../field';
import { isOpenNeed } from '../need/flow';

type Values = Readonly<Record<string, unknown>>;
/** Whether the record is still going on. */
type Ongoing = (values: Values, today: IsoDate) => boolean;

interface Duty {
  readonly fields: readonly string[];
  readonly isOngoing: Ongoing;
}

const always: Ongoing = () => true;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const duties: Readonly<Partial<Record<RecordKind, Duty>>> = {
  person: { fields: ['liaisonId'], isOngoing: always },
  orgNode: { fields: ['head', 'liaisons'], isOngoing: always },
  partnerUnit: { fields: ['liaison'], isOngoing: always },
  visitRule: { fields: ['assignee'], isOngoing: always },
  studyMaterial: { fields: ['responsible'], isOngoing: always },
  regulation: { fields: ['responsible'], isOngoing: always },
  pairing: {
    fields: ['helper'],
    isOngoing: ({ until }, today) => textOf(until) === '' || textOf(until) >= today
  },
  need: { fields: ['handler'], isOngoing: ({ status }) => isOpenNeed(textOf(status)) },
  suggestion: {
    fields: ['handler'],
    isOngoing: ({ status }) => ['raised', 'assigned'].includes(textOf(status))
  },
  workTarget: {
    fields: ['owner'],
    isOngoing: ({ year }, today) => textOf(year).slice(0, 4) >= today.slice(0, 4)
  },
  activity: {
    fields: ['chair', 'recorder'],
    isOngoing: ({ on }, today) => textOf(on) >= today
  }
};

/** The fields of a record of this kind that may hold open work. */
export const dutyFields = (kind: RecordKind): readonly string[] => duties[kind]?.fields ?? [];

export const isOngoing = (kind: RecordKind, values: Values, today: IsoDate): boolean =>
  duties[kind]?.isOngoing(values, today) ?? false;
