/** Which optional fields are on in a space (DOMAIN D1 "optional", "off by default"). */
import type { RecordKind } from './field';
import { definitionOf } from './registry';
import type { FieldSwitches } from './space-settings/record';

export type { FieldSwitches };

export const switchKey = (kind: RecordKind, field: string): string => `${kind}.${field}`;

/** Whether a field is offered in forms, tables, import and export. A required field can't be switched off. */
export function isFieldOn(kind: RecordKind, field: string, switches: FieldSwitches): boolean {
  const { fields } = definitionOf(kind);
  const definition = Object.prototype.hasOwnProperty.call(fields, field)
    ? fields[field]
    : undefined;
  if (!definition) return false;
  return definition.required || (switches[switchKey(kind, field)] ?? definition.enabledByDefault);
}
