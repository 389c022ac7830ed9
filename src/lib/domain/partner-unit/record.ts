/** PartnerUnit 共建单位 (DOMAIN D2 Unit; S1-23, S0-09, S0-20, S2-18, S3-06): an organisation the community works with. */
import { cooperations } from '../code-lists/cooperation';
import { partnerTypes } from '../code-lists/partner-type';
import { services } from '../code-lists/service';
import { codeField, codesField, refField, textField } from '../field-types';
import { importMarks } from '../import-marks';
import { defineRecord } from '../record';

const own = { section: '共建单位', class: 'P' } as const;

export const partnerUnitRecord = defineRecord({
  kind: 'partnerUnit',
  label: '共建单位',
  version: 1,
  stream: 'records',
  fields: {
    name: textField({
      ...own,
      label: '单位名称',
      maxLength: 60,
      words: 'work',
      required: true,
      importHeaders: ['共建单位', '单位名称', '单位']
    }),
    type: codeField({
      ...own,
      label: '类型',
      list: partnerTypes,
      importHeaders: ['单位类型', '类型']
    }),
    how: codesField({
      ...own,
      label: '合作形式',
      list: cooperations,
      importHeaders: ['合作形式', '共建形式']
    }),
    services: codesField({
      ...own,
      label: '愿意提供的服务',
      list: services,
      hint: '登记诉求时会列出能帮上忙的单位',
      importHeaders: ['提供服务', '服务项目']
    }),
    liaison: refField({ ...own, label: '社区联系人', kind: 'worker' }),
    ...importMarks('共建单位')
  },
  title: (values) => values.name ?? '（未填单位名称）',
  book: '共建单位名册',
  summary: ['type', 'how']
});
