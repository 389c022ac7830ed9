/** Kinds of needs and service requests (DOMAIN F). */
import { createCodeList } from '../code-list';

export const needTypes = createCodeList('needType', 'DOMAIN F', [
  { code: 'job', label: '就业' },
  { code: 'pension', label: '养老保险' },
  { code: 'medicalInsurance', label: '医疗保险', aliases: ['医保'] },
  { code: 'aid', label: '低保/救助申请', aliases: ['低保', '救助'] },
  { code: 'housing', label: '住房/拆迁', aliases: ['住房', '拆迁'] },
  { code: 'schooling', label: '子女教育' },
  { code: 'law', label: '法律咨询' },
  { code: 'medical', label: '医疗义诊', aliases: ['义诊'] },
  { code: 'elderCare', label: '养老照料' },
  { code: 'papers', label: '证件办理' },
  { code: 'property', label: '物业邻里', aliases: ['物业'] },
  { code: 'business', label: '创业经营' },
  { code: 'customs', label: '民族习俗服务' },
  { code: 'overseasPolicy', label: '涉台涉侨政策咨询' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
