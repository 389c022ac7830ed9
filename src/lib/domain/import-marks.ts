/** What a record that came from a table keeps of it, so that the import can be taken back (I11). No form shows it. */
import { isRecordId, type RecordId } from '../kernel/ids';
import { internalField } from './field-types';

export const importMarks = (section: string) => ({
  importBatch: internalField<RecordId>({ label: '导入批次', section, check: isRecordId }),
  importRow: internalField<string>({
    label: '导入行',
    section,
    check: (value): value is string => typeof value === 'string'
  })
});
