/** Whether a rule holds (S1-30: few rules, and those kept). */
import { createCodeList } from '../code-list';

export const regulationStatuses = createCodeList('regulationStatus', 'DOMAIN S1-26', [
  { code: 'draft', label: '草稿' },
  { code: 'inForce', label: '执行中' },
  { code: 'stopped', label: '停用' }
]);
