/**
 * Relation 关系 between two people of the register (DOMAIN D2): both must have agreed, see relation/rules.ts.
 * `term` says what the second is to the first: 甲 的 配偶 是 乙.
 */
import { kinshipTerms } from '../code-lists/kinship';
import { codeField, refField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '关系';

export const relationRecord = defineRecord({
  kind: 'relation',
  label: '关系',
  version: 1,
  stream: 'records',
  fields: {
    first: refField({ label: '甲', kind: 'person', section, required: true, consent: 'register' }),
    second: refField({ label: '乙', kind: 'person', section, required: true, consent: 'register' }),
    term: codeField({
      label: '称谓',
      list: kinshipTerms,
      section,
      required: true,
      consent: 'register',
      hint: '乙是甲的……'
    })
  },
  title: (values) => kinshipTerms.labelOf(values.term ?? '') ?? '关系'
});

export type RelationValues = ValuesOf<typeof relationRecord>;
export type RelationRow = RowOf<typeof relationRecord>;
