/** 交接: the records that name a worker, so that they can be given to the successor. Authorship stays in the history. */
import type { RecordKind } from '../../domain/field';
import { definitionOf, recordKinds } from '../../domain/registry';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../../storage/types';
import type { WorkRef } from './types';

const workerFields = (kind: RecordKind): string[] =>
  Object.entries(definitionOf(kind).fields).flatMap(([name, { input }]) =>
    (input.type === 'ref' || input.type === 'refs') && input.kind === 'worker' ? [name] : []
  );

export const openWorkOf = (view: RecordView, workerId: RecordId): WorkRef[] =>
  recordKinds.flatMap((kind) => {
    const fields = workerFields(kind);
    if (fields.length === 0) return [];
    return view.rows(kind).flatMap((row) => {
      if (row.isDeleted || row.isLocked || row.id === workerId) return [];
      const values: Readonly<Record<string, unknown>> = row.values;
      return fields.flatMap((field): WorkRef[] => {
        const value = values[field];
        const isNamed = Array.isArray(value) ? value.includes(workerId) : value === workerId;
        return isNamed ? [{ kind, id: row.id, field }] : [];
      });
    });
  });
