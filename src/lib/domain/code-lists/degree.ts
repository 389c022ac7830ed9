/** Academic degrees, short use of GB/T 6864 (DOMAIN D1). */
import { createCodeList } from '../code-list';

export const degrees = createCodeList('degree', 'GB/T 6864', [
  { code: '2', label: '博士', aliases: ['博士学位'] },
  { code: '3', label: '硕士', aliases: ['硕士学位'] },
  { code: '4', label: '学士', aliases: ['学士学位'] },
  { code: '0', label: '无', aliases: ['无学位'] }
]);
