/** Addresses of 报送: periods and random ids only. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../../kernel/ids';

export const statisticsHref = (): string => resolve('/statistics/');
export const reportsHref = (): string => resolve('/statistics/reports/');
export const digestHref = (): string => resolve('/statistics/digest/');
export const summaryHref = (): string => resolve('/statistics/summary/');
export const reportHref = (id: RecordId): string => `${reportsHref()}?id=${id}`;
