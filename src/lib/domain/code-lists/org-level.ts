/** Levels of the organisation tree, from above to below (DOMAIN D2 Org, S0-17). */
import { createCodeList } from '../code-list';

export const orgLevels = createCodeList('orgLevel', 'DOMAIN D2', [
  { code: 'subdistrict', label: '街道', aliases: ['乡镇', '镇'] },
  { code: 'community', label: '社区', aliases: ['居委会', '村'] },
  { code: 'grid', label: '网格', aliases: ['片区'] },
  { code: 'building', label: '楼栋', aliases: ['楼', '楼道', '小区楼栋'] }
]);
