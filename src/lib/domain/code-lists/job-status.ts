/** Where a job offer stands (S3-18). */
import { createCodeList } from '../code-list';

export const jobStatuses = createCodeList('jobStatus', 'S3-18', [
  { code: 'offered', label: '提供' },
  { code: 'recommended', label: '推荐', aliases: ['已推荐'] },
  { code: 'filled', label: '上岗', aliases: ['已上岗'] }
]);
