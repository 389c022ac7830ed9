/** Deputies to people's congresses and members of the 政协, GB/T 2261.6 (DOMAIN F). */
import { createCodeList } from '../code-list';

export const deputies = createCodeList(
  'deputy',
  'GB/T 2261.6',
  [
    { code: '11', label: '全国人大代表' },
    { code: '12', label: '省人大代表' },
    { code: '13', label: '市人大代表' },
    { code: '14', label: '县（区）人大代表', aliases: ['区人大代表', '县人大代表'] },
    { code: '21', label: '全国政协委员' },
    { code: '22', label: '省政协委员' },
    { code: '23', label: '市政协委员' },
    { code: '24', label: '县（区）政协委员', aliases: ['区政协委员', '县政协委员'] }
  ],
  { 人大代表: ['14', '13', '12', '11'], 政协委员: ['24', '23', '22', '21'] }
);
