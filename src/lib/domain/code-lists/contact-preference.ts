/** How a member likes to be reached (DOMAIN D1 contactPref). */
import { createCodeList } from '../code-list';

export const contactPreferences = createCodeList('contactPreference', 'DOMAIN D1', [
  { code: 'phone', label: '电话' },
  { code: 'sms', label: '短信' },
  { code: 'wechat', label: '微信' },
  { code: 'home', label: '上门' },
  { code: 'office', label: '到社区' },
  { code: 'relative', label: '联系家属' }
]);
