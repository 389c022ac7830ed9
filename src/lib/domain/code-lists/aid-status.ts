/** How far an application stands (S3-19 低保: 申请, 入户, 核实, 审定, 发放), or that it ended without. */
import { createCodeList } from '../code-list';

export const aidStatuses = createCodeList('aidStatus', 'S3-19', [
  { code: 'applied', label: '已申请', aliases: ['申请', '申请中', '已受理'] },
  { code: 'visited', label: '已入户', aliases: ['入户', '入户走访'] },
  { code: 'verified', label: '已核实', aliases: ['核实', '已审核'] },
  { code: 'decided', label: '已审定', aliases: ['审定', '已批准', '批准', '获批'] },
  { code: 'paid', label: '已发放', aliases: ['发放', '已享受'] },
  { code: 'closed', label: '已结束', aliases: ['未获批', '未批准', '本人撤回', '停发'] }
]);
