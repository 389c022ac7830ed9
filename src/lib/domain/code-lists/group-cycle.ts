/** How often a group meets (DOMAIN D2 Group 活动周期). */
import { createCodeList } from '../code-list';

export const groupCycles = createCodeList('groupCycle', 'DOMAIN D2', [
  { code: 'weekly', label: '每周' },
  { code: 'monthly', label: '每月' },
  { code: 'bimonthly', label: '每两个月' },
  { code: 'quarterly', label: '每季度', aliases: ['每季'] },
  { code: 'halfYearly', label: '每半年' },
  { code: 'yearly', label: '每年' },
  { code: 'free', label: '不定期' }
]);
