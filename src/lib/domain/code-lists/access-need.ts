/** Language and access needs, stated by the person (DOMAIN D1 accessNeeds). */
import { createCodeList } from '../code-list';

export const accessNeeds = createCodeList('accessNeed', 'DOMAIN D1', [
  { code: 'largePrint', label: '大字材料' },
  { code: 'signLanguage', label: '手语' },
  { code: 'wheelchair', label: '轮椅通行' },
  { code: 'hearing', label: '听力辅助' },
  { code: 'companion', label: '需要陪同' },
  { code: 'minorityLanguage', label: '民族语言服务' },
  { code: 'foreignLanguage', label: '外语服务' },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
