/** Where a need stands (DOMAIN F; S2-04). */
import { createCodeList } from '../code-list';

export const needStatuses = createCodeList('needStatus', 'DOMAIN F', [
  { code: 'registered', label: '登记' },
  { code: 'accepted', label: '受理', aliases: ['已受理'] },
  { code: 'working', label: '办理中', aliases: ['正在办', '正在办理'] },
  { code: 'answered', label: '已答复', aliases: ['答复'] },
  { code: 'resolved', label: '办结', aliases: ['已办', '已办结', '√'] },
  { code: 'rechecked', label: '已回头看', aliases: ['回头看', '已回访'] },
  { code: 'transferred', label: '转办', aliases: ['已转办'] },
  { code: 'withdrawn', label: '本人撤回', aliases: ['撤回'] }
]);
