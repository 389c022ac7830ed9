/**
 * The purposes a person may agree to, one tick each on the paper form (DOMAIN D "S", PIPL 13-17, 28-29).
 * The code is part of the stored format.
 */
import { createCodeList } from '../code-list';

export const consentPurposes = createCodeList('consentPurpose', 'DOMAIN D1, J', [
  { code: 'register', label: '登记基本信息并保持联系' },
  { code: 'visit', label: '走访慰问' },
  { code: 'identity', label: '登记统战类别、政治面貌与相关身份' },
  { code: 'idNumber', label: '登记证件号码' },
  { code: 'address', label: '登记详细住址' },
  { code: 'clergy', label: '登记公开的宗教教职' },
  { code: 'greeting', label: '在本人选择的节日问候' },
  { code: 'care', label: '健康、帮扶与无障碍服务' },
  { code: 'publish', label: '在工作材料中公开姓名' },
  { code: 'share', label: '向街道提供' }
]);

export type ConsentPurpose =
  | 'register'
  | 'visit'
  | 'identity'
  | 'idNumber'
  | 'address'
  | 'clergy'
  | 'greeting'
  | 'care'
  | 'publish'
  | 'share';

/** `register` is the basic form (B); every other purpose is a separate tick (S) and rests on it. */
export const basicPurpose: ConsentPurpose = 'register';
