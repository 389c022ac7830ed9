/** ReadingEntry 阅读登记 (S1-05, S3-10): which worker read which text when, or at which study session it was read. Never which resident. */
import { dateField, internalField, refField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { isRecordId, type RecordId } from '../../kernel/ids';

const section = '阅读登记';

export const readingEntryRecord = defineRecord({
  kind: 'readingEntry',
  label: '阅读登记',
  version: 1,
  stream: 'records',
  fields: {
    /** A 制度 or a 学习资料. */
    material: internalField<RecordId>({ label: '资料', section, class: 'P', check: isRecordId }),
    reader: refField({ label: '阅读人', section, kind: 'worker' }),
    activity: refField({ label: '学习活动', section, kind: 'activity' }),
    on: dateField({ label: '阅读日期', section, required: true })
  },
  title: (values) => `阅读登记 ${values.on ?? ''}`.trim(),
  dateOf: (values) => values.on
});

export type ReadingEntryValues = ValuesOf<typeof readingEntryRecord>;
export type ReadingEntryRow = RowOf<typeof readingEntryRecord>;
