/** Sex, GB/T 2261.1 (DOMAIN F). */
import { createCodeList } from '../code-list';

export const sexes = createCodeList('sex', 'GB/T 2261.1', [
  { code: '1', label: '男', aliases: ['男性', '男士', 'M'] },
  { code: '2', label: '女', aliases: ['女性', '女士', 'F'] },
  { code: '0', label: '未知', aliases: ['不详'] },
  { code: '9', label: '未说明' }
]);
