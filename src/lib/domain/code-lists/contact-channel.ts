/** How someone reached the community (DOMAIN D2 Reception 方式, Need 提出方式). */
import { createCodeList } from '../code-list';

export const contactChannels = createCodeList('contactChannel', 'DOMAIN D2', [
  { code: 'office', label: '来访', aliases: ['上门来访', '到访', '到社区', '当面'] },
  { code: 'phone', label: '来电', aliases: ['电话'] },
  { code: 'letter', label: '来信', aliases: ['书信'] },
  { code: 'online', label: '网上', aliases: ['微信', '网络', '邮件'] },
  { code: 'visit', label: '走访中提出', aliases: ['走访', '入户'] },
  { code: 'meeting', label: '会议活动上提出', aliases: ['会议', '活动'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
