/** ShowcaseCase 品牌/典型 (DOMAIN D2; S0-10): what worked, with its evidence, and where it was taken up. */
import { sharedTextField, tagsField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '品牌典型', class: 'P' } as const;

export const showcaseCaseRecord = defineRecord({
  kind: 'showcaseCase',
  label: '品牌典型',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({
      ...own,
      label: '名称',
      maxLength: 80,
      words: 'work',
      required: true,
      importHeaders: ['品牌名称', '名称']
    }),
    method: sharedTextField({
      ...own,
      label: '做法',
      maxLength: 2000,
      words: 'work',
      importHeaders: ['做法', '主要做法']
    }),
    evidence: sharedTextField({
      ...own,
      label: '成效数据',
      maxLength: 2000,
      words: 'work',
      importHeaders: ['成效', '成效数据']
    }),
    spreadTo: tagsField({
      ...own,
      label: '推广到',
      maxLength: 40,
      words: 'work',
      importHeaders: ['推广到']
    }),
    ...importMarks('品牌典型')
  },
  title: (values) => values.name ?? '（未填名称）',
  book: '品牌典型册',
  summary: ['name', 'spreadTo']
});
