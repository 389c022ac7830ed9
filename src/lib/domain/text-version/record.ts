/** TextVersion 定稿: a named state of a text, kept whole in pieces whose batch is this record's id. */
import { countField, dateField, internalField, textField } from '../field-types';
import { isRecordId, type RecordId } from '../../kernel/ids';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '定稿';
const own = { section, class: 'P' } as const;

export const textVersionRecord = defineRecord({
  kind: 'textVersion',
  label: '定稿',
  version: 1,
  stream: 'records',
  fields: {
    material: internalField<RecordId>({ ...own, label: '资料', check: isRecordId }),
    name: textField({
      ...own,
      label: '版本名称',
      maxLength: 40,
      words: 'work',
      required: true,
      hint: '如 2026年修订'
    }),
    on: dateField({ ...own, label: '定稿日期', required: true }),
    note: textField({ ...own, label: '说明', maxLength: 200, words: 'work', multiline: true }),
    characters: countField({ ...own, label: '字数', max: 1_000_000, unit: '字' })
  },
  title: (values) => values.name ?? '（未填版本名称）',
  dateOf: (values) => values.on
});

export type TextVersionValues = ValuesOf<typeof textVersionRecord>;
export type TextVersionRow = RowOf<typeof textVersionRecord>;
