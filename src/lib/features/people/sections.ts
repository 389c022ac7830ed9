/** Fields grouped under the headings of the metadata, in their order. */
import type { NamedField } from './list/person-fields';

export interface FieldSection {
  readonly title: string;
  readonly fields: readonly NamedField[];
}

export function sectionsOf(fields: readonly NamedField[]): readonly FieldSection[] {
  const bySection = new Map<string, NamedField[]>();
  for (const each of fields) {
    const list = bySection.get(each.field.section);
    if (list) list.push(each);
    else bySection.set(each.field.section, [each]);
  }
  return [...bySection].map(([title, list]) => ({ title, fields: list }));
}
