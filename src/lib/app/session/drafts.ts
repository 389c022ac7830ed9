/** Drafts: sealed rows per worker, so that 换人 keeps each one's half-written form (DESIGN 2, UX rule 2). */
import { fromUtf8, utf8, type Bytes } from '../../kernel/bytes';
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import { DamagedRowError, type OpenVault } from '../../storage/vault/open-vault';
import type { Drafts } from '../types';

export interface KeptDrafts extends Drafts {
  /** Drops every worker's drafts that name one of these records: an erasure reaches them too (I7). */
  forget(ids: readonly RecordId[]): Promise<void>;
}

export function createDrafts(vault: OpenVault): KeptDrafts {
  const nameOf = (key: string): string => `${vault.slot.id}/${key}`;
  /** A damaged draft is no draft: the form opens empty rather than not at all. */
  async function read(name: string): Promise<Bytes | undefined> {
    try {
      return await vault.open('drafts', name);
    } catch (thrown) {
      if (thrown instanceof DamagedRowError) return undefined;
      throw thrown;
    }
  }
  return {
    async load(key) {
      const bytes = await read(nameOf(key));
      return bytes && (JSON.parse(fromUtf8(bytes)) as Json);
    },
    async save(key, value) {
      await vault.write([await vault.seal('drafts', nameOf(key), utf8(JSON.stringify(value)))]);
    },
    clear: (key) => vault.write([{ table: 'drafts', key: nameOf(key), value: undefined }]),
    async keys() {
      const own = nameOf('');
      const names = await vault.names('drafts');
      return names.flatMap((name) => (name.startsWith(own) ? [name.slice(own.length)] : []));
    },
    async forget(ids) {
      for (const name of await vault.names('drafts')) {
        const bytes = await read(name);
        const text = `${name} ${bytes ? fromUtf8(bytes) : ''}`;
        if (bytes && !ids.some((id) => text.includes(id))) continue;
        await vault.write([{ table: 'drafts', key: name, value: undefined }]);
      }
    }
  };
}
