/** Study sessions (DOMAIN I-12; S1-05, S3-10, S3-16): meetings at which texts are read. */
import type { ActivityValues } from './record';

export const studyTypes = ['study', 'training'] as const;

export const isStudy = ({ type }: Pick<ActivityValues, 'type'>): boolean =>
  studyTypes.some((each) => each === type);
