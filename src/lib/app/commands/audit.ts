/** 使用记录 (DESIGN 5 "Audit", DOMAIN B-10): exports, prints, opened masks and erasures, with purpose. */
import type { RecordId } from '../../kernel/ids';
import { createAuditId } from '../../log/audit-id';
import type { FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';

export interface AuditInput {
  readonly action: 'export' | 'print' | 'reveal' | 'disclosure' | 'erase';
  readonly purpose: string;
  readonly count: number;
  readonly people?: readonly RecordId[];
  readonly fields?: readonly string[];
  /** Printed on the paper or in the sheet. */
  readonly marker?: string;
}

export function auditChange(context: SessionContext, input: AuditInput): RecordChange {
  const values: FieldPatch = {
    action: input.action,
    at: context.clock.now(),
    by: context.workerName,
    purpose: input.purpose,
    count: input.count,
    ...(input.people ? { people: input.people } : {}),
    ...(input.fields ? { fields: input.fields } : {}),
    ...(input.marker ? { marker: input.marker } : {})
  };
  return {
    type: 'create',
    kind: 'auditEvent',
    id: createAuditId(context.replica.slot, context.random),
    values
  };
}
