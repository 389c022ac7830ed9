/** What a need is about (DOMAIN F; S4-05, S4-07). */
import { createCodeList } from '../code-list';

export const needTypes = createCodeList('needType', 'DOMAIN F', [
  { code: 'job', label: '就业', aliases: ['就业帮扶', '找工作'] },
  { code: 'pension', label: '养老保险', aliases: ['养老'] },
  { code: 'medicare', label: '医疗保险', aliases: ['医保'] },
  { code: 'assistance', label: '低保/救助申请', aliases: ['低保', '低保申请', '救助', '救助申请'] },
  { code: 'housing', label: '住房/拆迁', aliases: ['住房', '拆迁', '征地拆迁'] },
  { code: 'schooling', label: '子女教育', aliases: ['入学', '教育'] },
  { code: 'law', label: '法律咨询', aliases: ['法律'] },
  { code: 'clinic', label: '医疗义诊', aliases: ['义诊', '医疗'] },
  { code: 'eldercare', label: '养老照料', aliases: ['居家养老', '照料'] },
  { code: 'papers', label: '证件办理', aliases: ['证件', '办证'] },
  { code: 'neighbours', label: '物业邻里', aliases: ['物业', '邻里'] },
  { code: 'business', label: '创业经营', aliases: ['创业', '经营'] },
  { code: 'customs', label: '民族习俗服务', aliases: ['民族习俗'] },
  { code: 'overseas', label: '涉台涉侨政策咨询', aliases: ['涉台', '涉侨', '政策咨询'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
