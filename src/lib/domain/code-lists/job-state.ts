/** Job state, GB/T 2261.4 short use (DOMAIN F). */
import { createCodeList } from '../code-list';

export const jobStates = createCodeList('jobState', 'GB/T 2261.4', [
  { code: '11', label: '公务员', aliases: ['国家公务员'] },
  { code: '13', label: '专业技术人员', aliases: ['专业技术', '专技人员'] },
  { code: '17', label: '职员' },
  { code: '21', label: '企业管理人员', aliases: ['企业管理'] },
  { code: '24', label: '工人' },
  { code: '27', label: '农民' },
  { code: '31', label: '学生' },
  { code: '37', label: '现役军人' },
  { code: '51', label: '自由职业者', aliases: ['自由职业'] },
  { code: '54', label: '个体经营者', aliases: ['个体', '个体户', '个体工商户'] },
  { code: '70', label: '无业人员', aliases: ['无业', '待业', '失业'] },
  {
    code: '80',
    label: '退（离）休人员',
    aliases: ['退休', '离休', '离退休', '退休人员', '退(离)休']
  },
  { code: '90', label: '其他', aliases: ['其它'] }
]);
