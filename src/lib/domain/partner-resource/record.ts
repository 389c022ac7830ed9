/** PartnerResource 资源 (DOMAIN D2; S0-08): what a unit can lend, five kinds. */
import { resourceTypes } from '../code-lists/resource-type';
import { codeField, decimalField, refField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '共建资源', class: 'P' } as const;

export const partnerResourceRecord = defineRecord({
  kind: 'partnerResource',
  label: '共建资源',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({
      ...own,
      label: '名称',
      maxLength: 60,
      words: 'work',
      required: true,
      importHeaders: ['资源名称', '名称']
    }),
    type: codeField({
      ...own,
      label: '种类',
      list: resourceTypes,
      required: true,
      importHeaders: ['资源种类', '种类']
    }),
    unit: refField({ ...own, label: '所属单位', kind: 'partnerUnit' }),
    area: decimalField({
      ...own,
      label: '面积',
      max: 1_000_000,
      decimals: 2,
      unit: '平方米',
      importHeaders: ['面积']
    }),
    ...importMarks('共建资源')
  },
  title: (values) => values.name ?? '（未填名称）',
  book: '共建资源册',
  summary: ['type', 'unit'],
  totals: ['area']
});
