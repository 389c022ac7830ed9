/** Services a member offers or would like (DOMAIN F offer/service; S1-24, S3-06). */
import { createCodeList } from '../code-list';

export const services = createCodeList('service', 'DOMAIN F', [
  { code: 'law', label: '法律', aliases: ['法律咨询', '法律服务'] },
  { code: 'medical', label: '医疗', aliases: ['义诊', '医疗服务'] },
  { code: 'tutoring', label: '教育辅导', aliases: ['课业辅导', '教育'] },
  { code: 'jobs', label: '就业招聘', aliases: ['就业', '招聘'] },
  { code: 'arts', label: '文艺', aliases: ['文艺演出'] },
  { code: 'sports', label: '体育' },
  { code: 'calligraphy', label: '书画摄影', aliases: ['书画', '摄影'] },
  { code: 'translation', label: '翻译' },
  { code: 'company', label: '心理陪伴', aliases: ['陪伴', '心理咨询'] },
  { code: 'repair', label: '维修' },
  { code: 'donation', label: '捐赠', aliases: ['捐款', '捐物'] },
  { code: 'venue', label: '场地' },
  { code: 'lecture', label: '讲座', aliases: ['授课'] },
  { code: 'mediation', label: '调解' },
  { code: 'contacts', label: '联络牵线', aliases: ['牵线搭桥'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
