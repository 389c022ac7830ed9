/** What help is counted by (S3-19). */
import { createCodeList } from '../code-list';

export const aidUnits = createCodeList('aidUnit', 'S3-19', [
  { code: 'person', label: '人' },
  { code: 'household', label: '户' }
]);
