/** 使用记录 (DESIGN 5 "Audit", DOMAIN B-10): exports, prints, opened masks and erasures, with purpose. */
import { normaliseName } from '../../domain/name';
import type { PersonRow } from '../../domain/person/record';
import type { RecordId } from '../../kernel/ids';
import { createAuditId } from '../../log/audit-id';
import type { CommitFailure, FieldPatch, RecordChange } from '../../storage/types';
import type { SessionContext } from '../session/context';

export interface AuditInput {
  readonly action: 'export' | 'print' | 'reveal' | 'disclosure' | 'erase';
  readonly purpose: string;
  /** Who got it, of a disclosure. */
  readonly recipient?: string;
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
    ...(input.recipient ? { recipient: input.recipient } : {}),
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

/** `names-person`: nothing was written; the words name somebody of the register. */
export type AuditFailure = CommitFailure | { readonly type: 'names-person' };

/**
 * Whether words that go into 使用记录 name somebody of the register, whatever stands at the person now. An audit entry is
 * never edited nor erased (log/SPEC E10), so a name in it would outlive the person's erasure (I7).
 */
export function namesPerson({ replica }: SessionContext, words: string): boolean {
  const text = plainly(words);
  const rows = replica.view.stored.rows('person') as readonly PersonRow[];
  return rows.some(({ values: { name } }) => {
    const plain = plainly(name ?? '');
    // A single character says nothing of a person.
    return plain.length > 1 && text.includes(plain);
  });
}

const plainly = (words: string): string =>
  normaliseName(words)
    .normalize('NFKC')
    .replace(/[\s·.]+/g, '')
    .toLowerCase();
