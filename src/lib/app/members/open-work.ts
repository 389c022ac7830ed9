/** 交接: the records in which a worker has something left to do (domain/worker/open-work.ts). */
import { recordKinds } from '../../domain/registry';
import { dutyFields, isOngoing } from '../../domain/worker/open-work';
import type { IsoDate } from '../../kernel/dates';
import type { RecordId } from '../../kernel/ids';
import type { RecordView } from '../../storage/types';
import type { WorkRef } from './types';

export const openWorkOf = (view: RecordView, workerId: RecordId, today: IsoDate): WorkRef[] =>
  recordKinds.flatMap((kind) => {
    const fields = dutyFields(kind);
    if (fields.length === 0) return [];
    return view.rows(kind).flatMap((row) => {
      const values: Readonly<Record<string, unknown>> = row.values;
      if (row.isDeleted || row.isLocked || !isOngoing(kind, values, today)) return [];
      return fields.flatMap((field): WorkRef[] => {
        const value = values[field];
        const isNamed = Array.isArray(value) ? value.includes(workerId) : value === workerId;
        return isNamed ? [{ kind, id: row.id, field }] : [];
      });
    });
  });
