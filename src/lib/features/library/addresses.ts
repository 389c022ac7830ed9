/** Addresses of 资料: ids alone, never a title (the browser keeps them in its history). */
import { resolve } from '$app/paths';
import type { MaterialKind } from '../../app/library/types';
import { isRecordId, type RecordId } from '../../kernel/ids';

export const listHref = (): string => resolve('/library');
export const textHref = (kind: MaterialKind, id: RecordId): string =>
  `${resolve('/library/text')}?kind=${kind}&id=${id}`;
export const printHref = (kind: MaterialKind, id: RecordId, version?: RecordId): string =>
  `${resolve('/library/print')}?kind=${kind}&id=${id}${version ? `&version=${version}` : ''}`;

export const materialKinds = ['regulation', 'studyMaterial'] as const;

export function idParam(url: URL, name: string): RecordId | undefined {
  const text = url.searchParams.get(name);
  return isRecordId(text) ? text : undefined;
}
