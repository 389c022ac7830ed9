/**
 * ImportBatch 导入批次: one confirmed import of one sheet, so that its rows can be found, repeated and undone
 * (I11). The report holds no value of a dropped column (B-7).
 */
import { dateTimeField, internalField, refField, textField } from '../field-types';
import { isCounts, isJsonObject, type JsonObject } from '../json-checks';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '导入批次';
const own = { section, class: 'P' } as const;

export const importBatchRecord = defineRecord({
  kind: 'importBatch',
  label: '导入批次',
  version: 1,
  stream: 'records',
  fields: {
    fileName: textField({ ...own, label: '文件名', maxLength: 200, words: 'none', required: true }),
    digest: textField({
      ...own,
      label: '文件校验值',
      maxLength: 64,
      words: 'none',
      required: true
    }),
    sheet: textField({ ...own, label: '工作表', maxLength: 100, words: 'none' }),
    at: dateTimeField({ ...own, label: '导入时间', required: true }),
    community: refField({ ...own, label: '社区', kind: 'orgNode' }),
    /** Signature of the header row; the mapping is proposed again for the same one. */
    headerSignature: internalField<string>({
      ...own,
      label: '表头特征',
      check: (value): value is string => typeof value === 'string'
    }),
    mapping: internalField<JsonObject>({ ...own, label: '列对应', check: isJsonObject }),
    counts: internalField<{ readonly [key: string]: number }>({
      ...own,
      label: '条数',
      check: isCounts
    }),
    report: internalField<JsonObject>({
      ...own,
      label: '导入报告',
      class: 'C1',
      check: isJsonObject
    })
  },
  title: (values) => values.fileName ?? '导入'
});

export type ImportBatchValues = ValuesOf<typeof importBatchRecord>;
export type ImportBatchRow = RowOf<typeof importBatchRecord>;
