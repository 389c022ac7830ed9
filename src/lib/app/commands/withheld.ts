/**
 * What the consent gate withholds survives an edit by someone who can't see it (I14): people who may not be named
 * stay in their fields, and a closed field is not written.
 */
import { gateRecord } from '../../domain/consent/gate-record';
import type { RecordKind } from '../../domain/field';
import { idsIn, personFieldsOf } from '../../domain/people-of';
import { definitionOf } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import { err, ok, type Result } from '../../kernel/result';
import type { FieldPatch } from '../../storage/types';
import type { SessionContext } from '../session/context';
import type { SaveError } from '../types';
import { invalid } from './parse-values';

const closedMessage = '登记本人同意之后才能修改这一项';

export function respectWithheld(
  context: SessionContext,
  kind: RecordKind,
  row: RecordRow | undefined,
  patch: FieldPatch
): Result<FieldPatch, SaveError> {
  const definition = definitionOf(kind);
  const naming = personFieldsOf(definition);
  if (!row || naming.length === 0) return ok(patch);
  const { people, closed } = gateRecord(definition, row, context.people.gated);
  const refused = closed.filter((name) => name in patch);
  if (refused.length > 0) {
    const fields = Object.fromEntries(refused.map((name) => [name, closedMessage]));
    return err(invalid(fields, closedMessage));
  }
  const named = new Set(people.map(({ id }) => id));
  const kept: Record<string, Json> = { ...patch };
  for (const name of naming) {
    const value = patch[name];
    if (value === undefined) continue;
    const hidden = idsIn(row.values[name]).filter((id) => !named.has(id));
    if (hidden.length > 0) kept[name] = withHidden(value, hidden);
  }
  return ok(kept);
}

function withHidden(value: Json, hidden: readonly RecordId[]): Json {
  if (Array.isArray(value)) return [...new Set([...(value as readonly Json[]), ...hidden])];
  return value ?? hidden[0] ?? null;
}
