/** By which year pages are laid out and opened (SPEC S7). */
import type { RecordRow } from '../domain/record';
import { pageLayout, type Group } from './manifest';
import type { RecordRegistry } from './projector';

/** Of kinds that grow with every day of work the year of their date; 0 without one. */
export function yearOfRow(registry: RecordRegistry, { kind, values }: RecordRow): number {
  const definition = registry.get(kind);
  if (!definition?.opensLater) return 0;
  const year = Number(definition.dateOf?.(values)?.slice(0, 4));
  return year > 0 ? year : 0;
}

/** The year of all rows of a page; 0 where they may be of any. */
export const yearOfGroup = ({ year, layout }: Group): number => (layout === undefined ? 0 : year);

/** A page that is to be written anew. */
export const isOldLayout = ({ layout }: Group): boolean => layout !== pageLayout;
