/** What joins the members of a group (S3-05, S0-19, S1-17). */
import { createCodeList } from '../code-list';

export const groupThemes = createCodeList('groupTheme', 'S3-05, S0-19, S1-17', [
  { code: 'party', label: '民主党派' },
  { code: 'business', label: '非公有制经济', aliases: ['非公', '商会', '工商联'] },
  { code: 'law', label: '律师' },
  { code: 'religion', label: '宗教' },
  { code: 'teachers', label: '教师' },
  { code: 'medical', label: '医务' },
  { code: 'overseas', label: '侨联台联', aliases: ['侨联', '台联'] },
  { code: 'ethnic', label: '民族' },
  { code: 'arts', label: '文艺书画', aliases: ['文艺', '书画', '摄影'] },
  { code: 'sports', label: '体育健身', aliases: ['体育'] },
  { code: 'crafts', label: '手工生活', aliases: ['手工'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
