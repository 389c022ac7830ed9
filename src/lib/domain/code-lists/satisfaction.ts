/** How content those concerned were (DOMAIN F; S2-19, S1-36). Never of a person. */
import { createCodeList } from '../code-list';

export const satisfactions = createCodeList('satisfaction', 'DOMAIN F', [
  { code: 'good', label: '满意', aliases: ['好评'] },
  { code: 'fair', label: '基本满意', aliases: ['较满意'] },
  { code: 'poor', label: '不满意' },
  { code: 'none', label: '未评价', aliases: ['未评'] }
]);
