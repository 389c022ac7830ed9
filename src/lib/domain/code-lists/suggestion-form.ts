/** How a suggestion was made (S1-12). */
import { createCodeList } from '../code-list';

export const suggestionForms = createCodeList('suggestionForm', 'DOMAIN D2', [
  { code: 'written', label: '书面' },
  { code: 'oral', label: '口头' }
]);
