/** How often someone wishes to be visited, as agreed with them (DOMAIN B-3, S1-14, S1-29). */
import { createCodeList } from '../code-list';

export const careCycles = createCodeList('careCycle', 'DOMAIN B-3, E V7', [
  { code: 'monthly', label: '每月', aliases: ['每月一次'] },
  { code: 'quarterly', label: '每季', aliases: ['每季度', '每季度一次'] },
  { code: 'halfYearly', label: '每半年' },
  { code: 'yearly', label: '每年' },
  { code: 'festivalsOnly', label: '仅节日' }
]);

const monthsOfCycle: Readonly<Record<string, number>> = {
  monthly: 1,
  quarterly: 3,
  halfYearly: 6,
  yearly: 12
};

/** Months between visits; undefined for 仅节日. */
export const cycleMonths = (code: string | undefined): number | undefined =>
  monthsOfCycle[code ?? ''];
