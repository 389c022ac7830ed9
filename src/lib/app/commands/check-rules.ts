/** Cross-field rules of each kind, as a refusal the form can show. */
import type { RecordKind } from '../../domain/field';
import { checkRecord } from '../../domain/record-rules';
import type { FieldPatch } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveError } from '../types';
import { invalid } from './parse-values';

/** `values` are the record's values after the change; cleared fields are null and count as missing. */
export function checkRules(
  kind: RecordKind,
  values: FieldPatch,
  context: SessionContext
): SaveError | undefined {
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const issues = checkRecord(kind, present, {
    today: context.clock.today(),
    personOf: context.people.gated
  });
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length === 0) return undefined;
  const fields = Object.fromEntries(errors.map(({ field, message }) => [field, message]));
  return invalid(fields, errors.map(({ message }) => message).join('；'));
}
