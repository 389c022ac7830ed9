/** The fields of a form under their headings; what is seldom filled in stands apart, to be folded. Pure. */
import type { AnyField } from '../../domain/field';
import type { RecordDefinition } from '../../domain/record';

export interface NamedField {
  readonly name: string;
  readonly field: AnyField;
}

export interface FormSections {
  readonly sections: readonly { readonly title: string; readonly fields: readonly NamedField[] }[];
  readonly seldom: readonly NamedField[];
}

export function formSections(definition: RecordDefinition, names: readonly string[]): FormSections {
  const all = names.flatMap((name): NamedField[] => {
    const field = definition.fields[name];
    return field ? [{ name, field }] : [];
  });
  const often = all.filter(({ field }) => !field.isSeldom);
  return {
    sections: [...new Set(often.map(({ field }) => field.section))].map((title) => ({
      title,
      fields: often.filter(({ field }) => field.section === title)
    })),
    seldom: all.filter(({ field }) => field.isSeldom)
  };
}
