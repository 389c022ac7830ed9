/** The categories a whole sheet may stand for, newer list first; as the values of a select. */
import { categoryKey, categoryLabel, l15Terms, u12Terms } from '../../domain/categories';

const options = (scheme: 'U12' | 'L15', terms: typeof u12Terms) =>
  terms.map(({ code }) => ({
    value: categoryKey({ scheme, code }),
    label: categoryLabel({ scheme, code })
  }));

export const categoryOptions = [...options('U12', u12Terms), ...options('L15', l15Terms)];
