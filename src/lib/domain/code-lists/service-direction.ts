/** Two-way service: by members or for members (S1-25, S0-11). */
import { createCodeList } from '../code-list';

export const serviceDirections = createCodeList('serviceDirection', 'S1-25, S0-11', [
  { code: 'given', label: '成员提供', aliases: ['提供', '给予'] },
  { code: 'received', label: '成员接受', aliases: ['接受'] }
]);
