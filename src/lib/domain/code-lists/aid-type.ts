/** Kinds of help (DOMAIN D2 Aid; S3-18, S3-19, S3-20). */
import { createCodeList } from '../code-list';

export const aidTypes = createCodeList('aidType', 'DOMAIN D2', [
  { code: 'job', label: '就业', aliases: ['就业帮扶'] },
  { code: 'allowance', label: '低保申请', aliases: ['低保'] },
  { code: 'schooling', label: '助学' },
  { code: 'donation', label: '捐赠', aliases: ['捐衣捐物', '捐款'] },
  { code: 'insurance', label: '医疗养老保险', aliases: ['医保'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
