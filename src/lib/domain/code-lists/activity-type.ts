/** Kinds of activities and meetings (DOMAIN F event type). */
import { createCodeList } from '../code-list';

export const activityTypes = createCodeList('activityType', 'DOMAIN F', [
  { code: 'briefing', label: '通报会', aliases: ['情况通报会'] },
  { code: 'consultation', label: '协商会', aliases: ['民主协商会', '民主协商'] },
  { code: 'symposium', label: '座谈会', aliases: ['座谈'] },
  { code: 'fellowship', label: '联谊会', aliases: ['联谊', '联欢会'] },
  { code: 'regular', label: '例会', aliases: ['工作例会'] },
  { code: 'study', label: '学习', aliases: ['学习会', '理论学习'] },
  { code: 'training', label: '培训', aliases: ['辅导培训', '培训班'] },
  { code: 'publicity', label: '宣传', aliases: ['广场宣传', '咨询宣传'] },
  { code: 'tour', label: '参观' },
  { code: 'culture', label: '文体', aliases: ['文体活动', '文艺汇演'] },
  { code: 'volunteering', label: '志愿服务', aliases: ['志愿活动'] },
  { code: 'clinic', label: '义诊', aliases: ['上门义诊'] },
  { code: 'law', label: '法律咨询', aliases: ['法律服务'] },
  { code: 'visiting', label: '走访活动', aliases: ['集中走访'] },
  { code: 'interest', label: '兴趣小组', aliases: ['小组活动'] },
  { code: 'forum', label: '居民说事/论坛/听证', aliases: ['居民论坛', '居民说事', '听证会'] },
  { code: 'onsite', label: '现场会' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
