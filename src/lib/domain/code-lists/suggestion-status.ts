/** Life cycle of a suggestion (S2-24). */
import { createCodeList } from '../code-list';

export const suggestionStatuses = createCodeList('suggestionStatus', 'S2-24', [
  { code: 'raised', label: '提出' },
  { code: 'assigned', label: '已交办', aliases: ['交办'] },
  { code: 'answered', label: '已答复', aliases: ['答复'] },
  { code: 'published', label: '已公开', aliases: ['公开'] },
  { code: 'checked', label: '已核查', aliases: ['督办落实'] }
]);
