/**
 * A basis on paper: who agreed to which purposes, how, when, until when (DOMAIN D2 Consent, PIPL 13–17, 29, 31).
 * A withdrawal is `withdrawnOn` on the consent it ends; to withdraw some of its purposes only, a further record
 * with these purposes and `withdrawnOn` is made. Only a consent that names a withdrawal in `lifts` renews it.
 */
import { addDays, type IsoDate } from '../../kernel/dates';
import { consentChannels } from '../code-lists/consent-channel';
import { codeField, codesField, dateField, refField, refsField, textField } from '../field-types';
import { defineRecord, type RowOf, type ValuesOf } from '../record';
import { consentPurposes } from './purposes';
import { earliestDate, intersection, latestDateOrNone } from './restrictive';

const section = '同意记录';

export const consentRecord = defineRecord({
  kind: 'consent',
  label: '同意记录',
  version: 1,
  stream: 'records',
  fields: {
    person: refField({ label: '成员', kind: 'person', section, required: true }),
    // One value, not a set: concurrent edits must not join to more than either side agreed to.
    purposes: codesField({
      label: '同意的事项',
      list: consentPurposes,
      cardinality: 'one',
      section,
      required: true,
      combine: intersection
    }),
    channel: codeField({ label: '方式', list: consentChannels, section, required: true }),
    guardianName: textField({
      label: '监护人姓名',
      maxLength: 40,
      words: 'work',
      section,
      hint: '未满十四周岁须由监护人同意'
    }),
    textVersion: textField({ label: '同意书版本', maxLength: 40, words: 'work', section }),
    signedOn: dateField({ label: '签署日期', section, required: true, combine: latestDateOrNone }),
    expiresOn: dateField({
      label: '有效期至',
      section,
      hint: '当天仍有效；不填为长期',
      combine: earliestDate
    }),
    withdrawnOn: dateField({ label: '撤回日期', section, combine: earliestDate }),
    lifts: refsField({
      label: '重新同意所替代的撤回',
      kind: 'consent',
      cardinality: 'one',
      section,
      combine: intersection
    }),
    originalsAt: textField({
      label: '原件存放处',
      maxLength: 60,
      words: 'work',
      section,
      hint: '如：社区办公室二号柜 2026 同意书夹'
    }),
    note: textField({ label: '备注', maxLength: 200, multiline: true, section })
  },
  title: (values) => `同意记录 ${values.signedOn ?? ''}`.trim(),
  dateOf: (values) => values.signedOn
});

export type ConsentValues = ValuesOf<typeof consentRecord>;
export type ConsentRow = RowOf<typeof consentRecord>;

/** Last day of a consent that runs for whole years from its signing. */
export const expiryAfterYears = (signedOn: IsoDate, years: number): IsoDate => {
  const anniversary = `${Number(signedOn.slice(0, 4)) + years}${signedOn.slice(4)}`;
  // 29 February has no anniversary in most years; the day before 1 March is then the last one.
  return addDays(anniversary.replace(/-02-29$/, '-03-01') as IsoDate, -1);
};

/**
 * Made by a withdrawal: of some purposes, or of somebody who had agreed to nothing. It was written with its end, and nobody
 * signed anything that day; a form that was signed and taken back on one day had stood before its end was written.
 */
export const isRefusal = ({ values, createdAt, updatedAt }: ConsentRow): boolean =>
  values.withdrawnOn !== undefined &&
  values.signedOn === values.withdrawnOn &&
  values.textVersion === undefined &&
  createdAt === updatedAt;
