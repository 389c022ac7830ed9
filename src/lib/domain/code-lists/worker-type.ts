/** Kinds of workers (DOMAIN D2 Worker, S2-05). */
import { createCodeList } from '../code-list';

export const workerTypes = createCodeList('workerType', 'DOMAIN D2', [
  { code: 'cadre', label: '干部', aliases: ['社区干部', '统战委员'] },
  { code: 'socialWorker', label: '社工', aliases: ['社区工作者'] },
  { code: 'volunteer', label: '志愿者' },
  { code: 'buildingHead', label: '楼门长', aliases: ['楼长', '楼组长'] },
  { code: 'liaison', label: '联络员', aliases: ['楼道联络员'] },
  { code: 'other', label: '其他', aliases: ['其它'] }
]);
