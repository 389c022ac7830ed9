/** Values of a check in plain words, drawn from the field metadata; nothing of a hidden person is shown (I14). */
import type { AnyField } from '../../domain/field';
import { personRecord } from '../../domain/person/record';
import type { DryRun, FieldDifference } from '../../exchange/ledger/dry-run-types';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { SessionContext } from '../session/context';
import type { CheckDifference } from './types';

const fields: ReadonlyMap<string, AnyField> = new Map(Object.entries(personRecord.fields));

export const fieldLabel = (field: string): string => fields.get(field)?.label ?? field;

export interface Wording {
  detailOf(values: Readonly<Record<string, Json | undefined>>): string;
  difference(id: RecordId, difference: FieldDifference): CheckDifference;
  /** Between two rows of the file: nothing in it is hidden yet. */
  inFile(id: RecordId, difference: FieldDifference): CheckDifference;
  /** A person of the book. */
  person(id: RecordId): { readonly name: string; readonly detail: string };
}

/** What tells namesakes apart, in this order. */
const detailFields = ['sex', 'birth', 'mobile', 'building', 'unit'];

export function createWording(context: SessionContext, run: DryRun): Wording {
  const proposed = new Map(run.orgProposals.map(({ id, name }) => [id, name]));
  const nameOf = (_kind: string, id: RecordId): string | undefined => {
    const known = proposed.get(id);
    if (known !== undefined) return known;
    const name = (context.replica.view.row('orgNode', id)?.values as { name?: string } | undefined)
      ?.name;
    return name;
  };
  const format = (field: string, value: Json): string =>
    value === null ? '' : (fields.get(field)?.format(value as never, { nameOf }) ?? '');
  const detailOf: Wording['detailOf'] = (values) =>
    detailFields
      .flatMap((field) => {
        const value = values[field];
        const text = value === undefined || value === null ? '' : format(field, value);
        return text === '' ? [] : [text];
      })
      .join(' · ');
  const inFile: Wording['inFile'] = (id, { field, before, after, hold }) => ({
    id,
    field,
    label: fieldLabel(field),
    before: format(field, before),
    after: format(field, after),
    ...(hold ? { hold } : {})
  });
  return {
    detailOf,
    inFile,
    difference(id, difference) {
      const shown = context.people.gated(id)?.values as Readonly<Record<string, Json>> | undefined;
      const isVisible = difference.before === null || shown?.[difference.field] !== undefined;
      const words = inFile(id, difference);
      return isVisible ? words : { ...words, before: undefined };
    },
    person(id) {
      const person = context.people.gated(id);
      const values = (person?.values ?? {}) as Readonly<Record<string, Json | undefined>>;
      return {
        name: typeof values['name'] === 'string' ? values['name'] : '',
        detail: detailOf(values)
      };
    }
  };
}
