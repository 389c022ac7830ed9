/** The four 同 of a plan (S1-27, S4-03). */
import { createCodeList } from '../code-list';

export const planStages = createCodeList('planStage', 'S4-03', [
  { code: 'study', label: '同研究' },
  { code: 'deploy', label: '同部署' },
  { code: 'inspect', label: '同检查' },
  { code: 'assess', label: '同考核' }
]);
