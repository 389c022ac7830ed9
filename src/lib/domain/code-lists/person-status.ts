/** Standing in the register (DOMAIN D1 status, S0-06). 待同意 is derived from consents, never stored. */
import { createCodeList } from '../code-list';

export const personStatuses = createCodeList('personStatus', 'DOMAIN D1', [
  { code: 'active', label: '在册', aliases: ['正常', '在住'] },
  { code: 'movedOut', label: '迁出', aliases: ['搬走', '搬离', '已迁出', '搬迁'] },
  { code: 'deceased', label: '去世', aliases: ['已故', '病故', '已去世', '死亡'] },
  { code: 'left', label: '退出', aliases: ['已退出'] }
]);
