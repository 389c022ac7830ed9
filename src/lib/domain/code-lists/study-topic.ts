/** What a study text is about (S1-05). */
import { createCodeList } from '../code-list';

export const studyTopics = createCodeList('studyTopic', 'DOMAIN S1-05', [
  { code: 'policy', label: '政策法规' },
  { code: 'theory', label: '理论文章' },
  { code: 'practice', label: '经验做法' },
  { code: 'culture', label: '历史文化' },
  { code: 'service', label: '办事指南' },
  { code: 'other', label: '其他资料' }
]);
