/** The form edge (STYLE law 4): what a screen hands over becomes valid values of the kind, or one message a field. */
import { definitionOf } from '../../domain/registry';
import type { RecordKind } from '../../domain/field';
import { err, ok, type Result } from '../../kernel/result';
import type { Json } from '../../kernel/json';
import type { FieldPatch } from '../../storage/types';
import type { SaveError } from '../types';

type Invalid = Extract<SaveError, { type: 'invalid' }>;

export const invalid = (fields: Invalid['fields'], message: string): Invalid => ({
  type: 'invalid',
  fields,
  message
});

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/**
 * Parses a patch. Empty input clears a field (null), unless it is required. A new record must name every
 * required field; an unknown field name is a broken invariant of the caller and is refused.
 */
export function parseValues(
  kind: RecordKind,
  values: FieldPatch,
  isNew: boolean
): Result<FieldPatch, Invalid> {
  const { fields } = definitionOf(kind);
  const patch: Record<string, Json> = {};
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fields[name];
    if (!field) {
      problems[name] = '没有这个栏目';
    } else if (isEmpty(value)) {
      if (field.required) problems[name] = `请填写${field.label}`;
      else if (!isNew) patch[name] = null;
    } else {
      const parsed = field.parse(value);
      if (parsed.ok) patch[name] = parsed.value as Json;
      else problems[name] = parsed.error.message;
    }
  }
  if (isNew) {
    for (const [name, field] of Object.entries(fields)) {
      if (field.required && patch[name] === undefined && !problems[name]) {
        problems[name] = `请填写${field.label}`;
      }
    }
  }
  const count = Object.keys(problems).length;
  return count === 0
    ? ok(patch)
    : err(invalid(problems, `有 ${count} 处需要修改：${Object.values(problems).join('；')}`));
}
