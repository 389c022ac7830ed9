/** What an audit event records (DESIGN 5 "Audit"). */
import { createCodeList } from '../code-list';

export const auditActions = createCodeList('auditAction', 'DESIGN 5', [
  { code: 'export', label: '导出' },
  { code: 'print', label: '打印' },
  { code: 'reveal', label: '查看遮盖内容' },
  { code: 'disclosure', label: '对外提供' },
  { code: 'erase', label: '清除个人信息' }
]);
