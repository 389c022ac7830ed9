/** StudyMaterial 学习资料 (DOMAIN D2, S1-05): a text to read and to come back to. */
import { studyTopics } from '../code-lists/study-topic';
import { codeField, textField } from '../field-types';
import { materialFields } from '../library/material-fields';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '学习资料';
const own = { section, class: 'P' } as const;

export const studyMaterialRecord = defineRecord({
  kind: 'studyMaterial',
  label: '学习资料',
  version: 1,
  stream: 'records',
  fields: {
    ...materialFields(section),
    topic: codeField({ ...own, label: '类别', list: studyTopics }),
    source: textField({ ...own, label: '来源', maxLength: 80, words: 'work' })
  },
  title: (values) => values.title ?? '（未填标题）',
  dateOf: (values) => values.on
});

export type StudyMaterialValues = ValuesOf<typeof studyMaterialRecord>;
export type StudyMaterialRow = RowOf<typeof studyMaterialRecord>;
