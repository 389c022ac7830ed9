/** Kinds of venues (S1-28, S3-15, S0-12). */
import { createCodeList } from '../code-list';

export const venueTypes = createCodeList('venueType', 'S1-28, S3-15, S0-12', [
  { code: 'studio', label: '统战工作室' },
  { code: 'station', label: '服务站' },
  { code: 'activity', label: '活动室' },
  { code: 'reading', label: '阅览室' },
  { code: 'games', label: '棋牌室' },
  { code: 'school', label: '市民文明学校' },
  { code: 'club', label: '俱乐部' },
  { code: 'square', label: '广场' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
