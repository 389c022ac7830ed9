/** Kinds of partner units (S1-23, S0-20, S2-18). */
import { createCodeList } from '../code-list';

export const partnerTypes = createCodeList('partnerType', 'S1-23, S0-20, S2-18', [
  { code: 'committee', label: '居委会' },
  { code: 'owners', label: '业主委员会', aliases: ['业委会'] },
  { code: 'unit', label: '共建单位', aliases: ['驻区单位'] },
  { code: 'party', label: '民主党派组织' },
  { code: 'federation', label: '工商联侨联台联', aliases: ['工商联', '侨联', '台联'] },
  { code: 'school', label: '学校' },
  { code: 'hospital', label: '医疗机构', aliases: ['医院'] },
  { code: 'business', label: '企业商户', aliases: ['企业'] },
  { code: 'provider', label: '服务机构', aliases: ['家政', '维修'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
