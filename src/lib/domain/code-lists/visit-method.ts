/** How a visit was made (DOMAIN F). 微信问候 keeps no content. */
import { createCodeList } from '../code-list';

export const visitMethods = createCodeList('visitMethod', 'DOMAIN F', [
  { code: 'home', label: '上门', aliases: ['入户', '上门走访', '实地走访'] },
  { code: 'phone', label: '电话', aliases: ['电话问候', '电话联系'] },
  { code: 'office', label: '到社区', aliases: ['来访', '到社区面谈'] },
  { code: 'wechat', label: '微信问候', aliases: ['微信'] },
  { code: 'post', label: '邮寄', aliases: ['寄信', '快递'] }
]);
