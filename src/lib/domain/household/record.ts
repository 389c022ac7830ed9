/** Household 户 (DOMAIN D2): people who live together; visits and aid may be counted by household. */
import { countField, refField, refsField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';

const section = '户';

export const householdRecord = defineRecord({
  kind: 'household',
  label: '户',
  version: 1,
  stream: 'records',
  fields: {
    building: refField({ label: '楼栋', kind: 'orgNode', section, consent: 'register' }),
    room: textField({
      label: '房号',
      maxLength: 20,
      words: 'work',
      class: 'C2',
      scope: 'sensitive',
      consent: 'address',
      section
    }),
    contact: refField({ label: '联系人', kind: 'person', section, consent: 'register' }),
    members: refsField({ label: '成员', kind: 'person', section, consent: 'register' }),
    size: countField({ label: '人数', max: 50, unit: '人', section, consent: 'register' }),
    note: textField({
      label: '备注',
      maxLength: 200,
      multiline: true,
      section,
      consent: 'register'
    })
  },
  title: (values) => (values.room ? `${values.room} 户` : '户'),
  isRoster: true
});

export type HouseholdValues = ValuesOf<typeof householdRecord>;
export type HouseholdRow = RowOf<typeof householdRecord>;
