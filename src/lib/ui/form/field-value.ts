/** Reads the untyped value of a described field for one control; a value of another shape shows as empty. */
import { localDateTime } from '../../kernel/dates';
import type { Draft } from './field';
import type { PhoneItem } from './phone-item';
import type { StepItem } from './step-item';

export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** An instant as its local day and time; what is being typed as it is. */
export const asDateTime = (value: unknown): string =>
  typeof value === 'number' ? localDateTime(value) : asText(value);

export const asList = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

export const asBoolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

export const asNumberDraft = (value: unknown): Draft<number> =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

const isPhone = (value: unknown): value is PhoneItem =>
  typeof value === 'object' &&
  value !== null &&
  'number' in value &&
  typeof value.number === 'string';

export const asPhones = (value: unknown): readonly PhoneItem[] =>
  Array.isArray(value) ? value.filter(isPhone) : [];

const isStep = (item: unknown): item is StepItem =>
  typeof item === 'object' && item !== null && 'on' in item && 'text' in item;

export const asSteps = (value: unknown): readonly StepItem[] =>
  Array.isArray(value) ? value.filter(isStep) : [];
