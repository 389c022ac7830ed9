/** Which figures a page of 统计 shows, in the order in which a meeting asks for them. */
import type { PeopleSnapshot, VisitItem } from '../../app/types';
import type { OrgNodeRow } from '../../domain/org-node/record';
import type { Period } from '../../domain/statistics/period';
import { createPlaces } from '../../domain/statistics/places';
import {
  ageFigure,
  categoryFigure,
  communityFigure,
  consentFigure,
  educationFigure,
  purposeFigure,
  sexFigure,
  type PeopleFigure
} from '../../domain/statistics/register-figures';
import {
  causeFigure,
  festivalFigure,
  lastContactFigure,
  methodFigure,
  monthFigure,
  type VisitFigure
} from '../../domain/statistics/visit-figures';
import {
  activityFigure,
  aidFigure,
  jobFigure,
  studyFigure,
  volunteerFigure,
  type WorkFigure,
  type WorkInput
} from '../../domain/statistics/work-figures';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';

export interface FigureInput {
  readonly people: PeopleSnapshot;
  readonly visits: readonly VisitItem[];
  readonly nodes: readonly OrgNodeRow[];
  readonly place: RecordId | undefined;
  readonly period: Period;
  readonly today: IsoDate;
}

export type ShownFigure =
  | { readonly of: 'people'; readonly figure: PeopleFigure }
  | { readonly of: 'visits'; readonly figure: VisitFigure }
  | { readonly of: 'work'; readonly figure: WorkFigure };

const ofPeople = (figure: PeopleFigure): ShownFigure => ({ of: 'people', figure });
const ofVisits = (figure: VisitFigure): ShownFigure => ({ of: 'visits', figure });

export function createFigures(view: 'register' | 'visits', input: FigureInput): ShownFigure[] {
  const { people, visits, nodes, place, period, today } = input;
  const register = { people: people.all, places: createPlaces(nodes), place, today };
  if (view === 'register') {
    const sex = sexFigure(register);
    // Nobody has agreed yet: who is waited for is said once, not in every figure.
    if (sex.all.length === 0) return [ofPeople(consentFigure(register))];
    return [
      categoryFigure(register, 'U12'),
      sex,
      ageFigure(register),
      educationFigure(register),
      communityFigure(register),
      consentFigure(register),
      purposeFigure(register),
      categoryFigure(register, 'L15')
    ].map(ofPeople);
  }
  const all = { ...register, visits, period };
  return [
    ofVisits(monthFigure(all)),
    ofVisits(causeFigure(all)),
    ofVisits(festivalFigure(all)),
    ofVisits(methodFigure(all)),
    ofPeople(lastContactFigure(all))
  ];
}

export const createWorkFigures = (input: WorkInput): readonly WorkFigure[] => [
  activityFigure(input),
  studyFigure(input),
  volunteerFigure(input),
  aidFigure(input),
  jobFigure(input)
];
