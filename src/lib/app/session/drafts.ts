/** Drafts: sealed rows per worker, so that 换人 keeps each one's half-written form (DESIGN 2, UX rule 2). */
import { fromUtf8, utf8 } from '../../kernel/bytes';
import type { Json } from '../../kernel/json';
import type { OpenVault } from '../../storage/vault/open-vault';
import type { Drafts } from '../types';

export function createDrafts(vault: OpenVault): Drafts {
  const nameOf = (key: string): string => `${vault.slot.id}/${key}`;
  return {
    async load(key) {
      const bytes = await vault.open('drafts', nameOf(key));
      return bytes && (JSON.parse(fromUtf8(bytes)) as Json);
    },
    async save(key, value) {
      await vault.write([await vault.seal('drafts', nameOf(key), utf8(JSON.stringify(value)))]);
    },
    clear: (key) => vault.write([{ table: 'drafts', key: nameOf(key), value: undefined }])
  };
}
