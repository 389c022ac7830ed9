/** Why a visit was made (DOMAIN F, S1-11, S3-17, S4-06). */
import { createCodeList } from '../code-list';

export const visitCauses = createCodeList('visitCause', 'DOMAIN F', [
  { code: 'festival', label: '传统节日', aliases: ['节日慰问', '节日走访', '节日'] },
  { code: 'illness', label: '生病住院', aliases: ['住院', '生病', '住院慰问'] },
  { code: 'family', label: '家中大事', aliases: ['家中重大事件', '家庭重大事件'] },
  { code: 'hardship', label: '困难帮扶', aliases: ['困难慰问', '帮扶'] },
  { code: 'twoFestivals', label: '两节慰问', aliases: ['元旦春节慰问'] },
  { code: 'talk', label: '谈心', aliases: ['谈心交友', '谈心谈话'] },
  { code: 'routine', label: '日常走访', aliases: ['走访', '日常', '定期走访'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
