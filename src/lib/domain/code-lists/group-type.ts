/** Kinds of groups (DOMAIN D2 Group). */
import { createCodeList } from '../code-list';

export const groupTypes = createCodeList('groupType', 'DOMAIN D2', [
  { code: 'fellowship', label: '联谊组', aliases: ['联谊小组'] },
  { code: 'interest', label: '兴趣小组' }
]);
