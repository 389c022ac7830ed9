/** Relatives in Hong Kong, Macao, Taiwan and abroad, GB/T 2261.5 (DOMAIN F). */
import { createCodeList } from '../code-list';

export const overseasRelations = createCodeList(
  'overseasRelation',
  'GB/T 2261.5',
  [
    { code: '1', label: '香港同胞亲属', aliases: ['香港', '港属'] },
    { code: '2', label: '澳门同胞亲属', aliases: ['澳门', '澳属'] },
    { code: '3', label: '台湾同胞亲属', aliases: ['台湾', '台属'] },
    { code: '4', label: '海外侨胞亲属', aliases: ['海外', '侨属', '侨眷'] }
  ],
  { 港澳: ['1', '2'], 港澳台: ['1', '2', '3'], 港澳台侨: ['1', '2', '3', '4'] }
);
