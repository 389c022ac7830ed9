/** Addresses around needs and suggestions: kinds and random ids only. */
import { resolve } from '$app/paths';
import type { RecordId } from '../../kernel/ids';
import type { MatterKind } from './matters';

export const bookHref = (
  kind: MatterKind | 'reception' | 'group' | 'partnerUnit' | 'serviceEntry',
  id?: RecordId
): string => `${resolve('/records/book/')}?kind=${kind}${id === undefined ? '' : `&id=${id}`}`;
export const boardHref = (kind: MatterKind): string => `${resolve('/records/board/')}?kind=${kind}`;
export const consentHref = (person: RecordId): string => `${resolve('/consent/')}?id=${person}`;
export const personHref = (id: RecordId): string => `${resolve('/people/')}?id=${id}`;
