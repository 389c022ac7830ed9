/** Who told an event at home and agreed that it is written down (DOMAIN D2 LifeEvent 告知人). */
import { createCodeList } from '../code-list';

export const toldBy = createCodeList('toldBy', 'DOMAIN D2', [
  { code: 'self', label: '本人' },
  { code: 'family', label: '家属', aliases: ['家人'] }
]);
