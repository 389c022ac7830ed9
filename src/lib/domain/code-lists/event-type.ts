/** Kinds of activities and meetings (DOMAIN F, S1-08…S1-10, S1-35, S2-15). */
import { createCodeList } from '../code-list';

export const eventTypes = createCodeList('eventType', 'DOMAIN F', [
  { code: 'briefing', label: '通报会', aliases: ['情况通报会'] },
  { code: 'consultation', label: '协商会', aliases: ['民主协商会', '协商'] },
  { code: 'symposium', label: '座谈会', aliases: ['座谈'] },
  { code: 'fellowship', label: '联谊会', aliases: ['联谊'] },
  { code: 'meeting', label: '例会', aliases: ['工作例会'] },
  { code: 'study', label: '学习' },
  { code: 'training', label: '培训' },
  { code: 'publicity', label: '宣传' },
  { code: 'tour', label: '参观' },
  { code: 'culture', label: '文体', aliases: ['文体活动'] },
  { code: 'volunteering', label: '志愿服务' },
  { code: 'freeClinic', label: '义诊' },
  { code: 'legalAdvice', label: '法律咨询' },
  { code: 'visiting', label: '走访活动' },
  { code: 'hobby', label: '兴趣小组' },
  { code: 'forum', label: '居民说事/论坛/听证', aliases: ['居民说事', '居民论坛', '听证'] },
  { code: 'onSite', label: '现场会' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
