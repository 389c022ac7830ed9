/** The person fields that 设置 switches on and off, with what each asks of the person (DOMAIN D1, S). */
import { consentPurposes } from '../../domain/consent/purposes';
import type { AnyField } from '../../domain/field';
import { personRecord } from '../../domain/person/record';
import { fieldWords } from '../../text/settings';

export interface SwitchableField {
  readonly name: string;
  readonly label: string;
  /** Class and consent in words. */
  readonly explanation: string;
}

export interface FieldGroup {
  readonly section: string;
  readonly fields: readonly SwitchableField[];
}

function explain(field: AnyField): string {
  const consent = field.consent;
  const words =
    consent === 'none' || consent === 'register'
      ? fieldWords.basic
      : fieldWords.separate(consentPurposes.labelOf(consent) ?? consent);
  const kind = fieldWords.classes[field.class];
  return [field.hint, kind, field.class === 'P' ? undefined : words]
    .filter((part) => part !== undefined)
    .join('；');
}

/** What the register can't do without: the contact card, and the book-keeping of a row. */
const isFixed = (field: AnyField): boolean =>
  field.required ||
  field.onContactCard ||
  field.input.type === 'internal' ||
  field.section === '登记情况';

/** Groups in the order of the form: those that are off by default, or those that are on. */
export function switchableGroups(enabledByDefault: boolean): readonly FieldGroup[] {
  const bySection = new Map<string, SwitchableField[]>();
  for (const [name, field] of Object.entries<AnyField>(personRecord.fields)) {
    if (isFixed(field) || field.enabledByDefault !== enabledByDefault) continue;
    const fields = bySection.get(field.section) ?? [];
    fields.push({ name, label: field.label, explanation: explain(field) });
    bySection.set(field.section, fields);
  }
  return [...bySection].map(([section, fields]) => ({ section, fields }));
}
