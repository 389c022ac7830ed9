/** Venue 阵地 (DOMAIN D2; S0-12, S1-28, S2-13, S3-15): where the community meets. */
import { venueTypes } from '../code-lists/venue-type';
import { codeField, decimalField, refField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '阵地', class: 'P' } as const;

export const venueRecord = defineRecord({
  kind: 'venue',
  label: '阵地',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({
      ...own,
      label: '名称',
      maxLength: 60,
      words: 'work',
      required: true,
      importHeaders: ['阵地名称', '名称']
    }),
    type: codeField({ ...own, label: '类型', list: venueTypes, importHeaders: ['类型'] }),
    area: decimalField({
      ...own,
      label: '面积',
      max: 1_000_000,
      decimals: 2,
      unit: '平方米',
      importHeaders: ['面积', '建筑面积']
    }),
    orgNode: refField({ ...own, label: '所属组织', kind: 'orgNode' }),
    ...importMarks('阵地')
  },
  title: (values) => values.name ?? '（未填名称）',
  book: '阵地登记册',
  summary: ['type', 'area'],
  totals: ['area']
});
