/**
 * AuditEvent (DESIGN 5 "Audit", DOMAIN B-10): exports with purpose, opening of a masked field, disclosures.
 * Written once, never edited, outside the digest.
 */
import { auditActions } from '../code-lists/audit-action';
import {
  codeField,
  countField,
  dateTimeField,
  refsField,
  tagsField,
  textField
} from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '使用记录';
const own = { section } as const;

export const auditEventRecord = defineRecord({
  kind: 'auditEvent',
  label: '使用记录',
  version: 1,
  stream: 'audit',
  opensLater: true,
  fields: {
    action: codeField({ ...own, label: '操作', list: auditActions, required: true }),
    at: dateTimeField({ ...own, label: '时间', required: true }),
    by: textField({ ...own, label: '操作人', maxLength: 40, words: 'work' }),
    purpose: textField({ ...own, label: '用途', maxLength: 100, words: 'work' }),
    recipient: textField({ ...own, label: '接收方', maxLength: 60, words: 'work' }),
    count: countField({ ...own, label: '人数', max: 1_000_000, unit: '人' }),
    people: refsField({ ...own, label: '涉及成员', kind: 'person', cardinality: 'one' }),
    fields: tagsField({ ...own, label: '涉及字段', maxLength: 40, words: 'none' }),
    marker: textField({
      ...own,
      label: '文件标记',
      maxLength: 40,
      words: 'none',
      hint: '印在导出文件上的编号'
    })
  },
  title: (values) => auditActions.labelOf(values.action ?? '') ?? '使用记录'
});

export type AuditEventValues = ValuesOf<typeof auditEventRecord>;
export type AuditEventRow = RowOf<typeof auditEventRecord>;
