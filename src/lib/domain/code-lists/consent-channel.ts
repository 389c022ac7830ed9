/** How a consent was given (DOMAIN D2 Consent). `guardian` is required below 14 (PIPL 31). */
import { createCodeList } from '../code-list';

export const consentChannels = createCodeList('consentChannel', 'DOMAIN D2', [
  { code: 'paper', label: '纸质签字', aliases: ['纸质', '签字'] },
  { code: 'inPerson', label: '当面' },
  { code: 'guardian', label: '监护人' }
]);
