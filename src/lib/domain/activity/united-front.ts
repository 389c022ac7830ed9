/**
 * Which activities count as 统战 in figures and reports (S0-07): those that carry the tick. Forms and imports of the
 * activity book propose it; one that says nothing is an ordinary activity. Pure.
 */
import type { ActivityValues } from './record';

export const isUnitedFront = ({ isUnitedFront: isTicked }: ActivityValues): boolean =>
  isTicked === true;
