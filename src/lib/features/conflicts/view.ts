/** Addresses and texts of records that hold something to settle; addresses hold kinds and random ids only. */
import { resolve } from '$app/paths';
import type { ConflictItem } from '../../app/conflicts/types';
import type { Queries } from '../../app/types';
import type { AnyField, RecordKind } from '../../domain/field';
import { definitionOf } from '../../domain/registry';
import type { Json } from '../../kernel/json';
import { conflictWords as words } from '../../text/conflicts';

/** Kinds that are kept on a page of their own in 设置. */
const settingPages: Partial<Record<RecordKind, () => string>> = {
  spaceSettings: () => resolve('/settings/space/'),
  orgNode: () => resolve('/settings/org/'),
  worker: () => resolve('/settings/staff/'),
  visitRule: () => resolve('/settings/rules/')
};

/** Where a record stands; what has no page of its own is found with the person it is about. */
export function recordHref({ kind, id, people }: ConflictItem): string | undefined {
  const setting = settingPages[kind];
  if (setting) return setting();
  if (kind === 'visit') return `${resolve('/records/visits/')}?id=${id}`;
  if (definitionOf(kind).book !== undefined)
    return `${resolve('/records/book/')}?kind=${kind}&id=${id}`;
  const [person] = people;
  return person === undefined ? undefined : `${resolve('/people/')}?id=${person}`;
}

/** The form that takes any value, for fields whose choices are other records. */
export function formHref({ kind, id }: ConflictItem): string | undefined {
  if (kind === 'person') return `${resolve('/people/edit/')}?id=${id}`;
  if (kind === 'visit') return `${resolve('/records/visit/')}?id=${id}`;
  if (definitionOf(kind).book === undefined) return undefined;
  return `${resolve('/records/edit/')}?kind=${kind}&id=${id}`;
}

/** Controls that need no list of records to choose from. */
export const canWriteHere = ({ input }: AnyField): boolean =>
  !['ref', 'refs', 'categories', 'steps', 'internal'].includes(input.type);

const cover = '••••';

/** What is sensitive stays covered, as on the person's page (UX rule 9). */
export function valueText(field: AnyField, value: Json, nameOf: Queries['nameOf']): string {
  if (value === null) return words.cleared;
  if (field.scope === 'sensitive') return field.mask?.(value) ?? cover;
  return field.format(value, { nameOf });
}
