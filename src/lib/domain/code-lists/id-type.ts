/** Kinds of identity document, local codes (DOMAIN F). */
import { createCodeList } from '../code-list';

export const idTypes = createCodeList('idType', 'local', [
  { code: '1', label: '居民身份证', aliases: ['身份证', '二代身份证'] },
  { code: '2', label: '港澳居民居住证' },
  { code: '3', label: '台湾居民居住证' },
  { code: '4', label: '港澳居民来往内地通行证', aliases: ['港澳通行证', '回乡证'] },
  { code: '5', label: '台湾居民来往大陆通行证', aliases: ['台胞证'] },
  { code: '6', label: '外国人永久居留身份证', aliases: ['外国人永久居留证'] },
  { code: '7', label: '护照' },
  { code: '9', label: '其他', aliases: ['其它'] }
]);
