/** What makes a must-visit due (DOMAIN E trigger). One-off dates agreed on a visit are its 下次约定. */
import { createCodeList } from '../code-list';

export const visitTriggers = createCodeList('visitTrigger', 'DOMAIN E', [
  { code: 'festival', label: '节日' },
  { code: 'event', label: '家中大事' },
  { code: 'interval', label: '定期' },
  { code: 'season', label: '每年一段时间' },
  { code: 'birthday', label: '生日' }
]);
