/** The five kinds of resources (S0-08). */
import { createCodeList } from '../code-list';

export const resourceTypes = createCodeList('resourceType', 'S0-08', [
  { code: 'talent', label: '人才' },
  { code: 'funds', label: '资金' },
  { code: 'venue', label: '场地' },
  { code: 'facility', label: '设施' },
  { code: 'equipment', label: '器械' }
]);
