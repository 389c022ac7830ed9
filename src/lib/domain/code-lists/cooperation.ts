/** How a unit works with the community (S0-09). */
import { createCodeList } from '../code-list';

export const cooperations = createCodeList('cooperation', 'S0-09', [
  { code: 'joint', label: '联手' },
  { code: 'paired', label: '结对', aliases: ['结对共建'] },
  { code: 'mutual', label: '互帮' },
  { code: 'built', label: '共建' }
]);
