/** Addresses of an activity: random ids only. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../kernel/ids';

export const rollHref = (activity: RecordId): string =>
  `${resolve('/records/roll/')}?id=${activity}`;
