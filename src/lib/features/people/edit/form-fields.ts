/**
 * Which fields a form may offer (I14): before the consent is registered the contact card only, afterwards what
 * the person agreed to. What is not offered is named with the purpose it waits for.
 */
import type { GatedPerson } from '../../../domain/consent/gate';
import { consentPurposes } from '../../../domain/consent/purposes';
import type { PersonField } from '../../../domain/person/record';
import { shownFields, type NamedField } from '../list/person-fields';

/** Set elsewhere: 状态 by its own dialog, the import batch by the import. */
const notInForm: readonly PersonField[] = ['status', 'statusOn', 'importBatch'];

export interface FormFields {
  readonly open: readonly NamedField[];
  /** Purposes that would open further fields, as the paper form words them. */
  readonly waiting: readonly string[];
}

function isOpen(field: NamedField['field'], person: GatedPerson | undefined): boolean {
  if (person === undefined || person.isContactCard) return field.onContactCard;
  return field.consent === 'none' || person.purposes.includes(field.consent);
}

export function formFields(
  enabled: ReadonlySet<string>,
  person: GatedPerson | undefined
): FormFields {
  const fields = shownFields(enabled).filter(({ name }) => !notInForm.includes(name));
  const closed = fields.filter(({ field }) => !isOpen(field, person) && field.consent !== 'none');
  const waiting = new Set(closed.map(({ field }) => consentPurposes.labelOf(field.consent) ?? ''));
  return { open: fields.filter(({ field }) => isOpen(field, person)), waiting: [...waiting] };
}
