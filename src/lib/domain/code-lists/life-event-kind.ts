/** Events at home that someone chose to tell (DOMAIN D2 LifeEvent, E V2, V3, V9). No diagnosis, no cause. */
import { createCodeList } from '../code-list';

export const lifeEventKinds = createCodeList('lifeEventKind', 'DOMAIN D2, E', [
  { code: 'illness', label: '生病住院', aliases: ['住院', '生病'] },
  { code: 'discharge', label: '出院' },
  { code: 'wedding', label: '婚事', aliases: ['婚', '结婚'] },
  { code: 'funeral', label: '丧事', aliases: ['丧'] },
  { code: 'birth', label: '生育', aliases: ['添丁'] },
  { code: 'schooling', label: '升学' },
  { code: 'hardship', label: '生活困难' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
