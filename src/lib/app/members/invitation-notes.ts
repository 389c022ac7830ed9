/**
 * What this machine alone knows of an invitation: for whom it is and which relay its link names. Sealed in the vault, because
 * neither log nor link names a person.
 */
import { fromUtf8, utf8 } from '../../kernel/bytes';
import type { SpaceId } from '../../kernel/ids';
import type { InviteId } from '../../log/ids';
import type { OpenVault } from '../../storage/vault/open-vault';

export interface InvitationNote {
  readonly label: string;
  readonly relay?: string;
}

export interface InvitationNotes {
  read(): Promise<ReadonlyMap<InviteId, InvitationNote>>;
  /** Keeps one, and drops those of invitations that are not in `open`. */
  keep(id: InviteId, note: InvitationNote, open: readonly InviteId[]): Promise<void>;
}

export function createInvitationNotes(
  vault: Pick<OpenVault, 'open' | 'seal' | 'write'>,
  spaceId: SpaceId
): InvitationNotes {
  const row = `invitations/${spaceId}`;
  async function read(): Promise<Map<InviteId, InvitationNote>> {
    const bytes = await vault.open('meta', row);
    if (!bytes) return new Map();
    return new Map(JSON.parse(fromUtf8(bytes)) as readonly (readonly [InviteId, InvitationNote])[]);
  }
  return {
    read,
    async keep(id, note, open) {
      const kept = [...(await read())].filter(([known]) => open.includes(known));
      const notes = [...kept.filter(([known]) => known !== id), [id, note] as const];
      await vault.write([await vault.seal('meta', row, utf8(JSON.stringify(notes)))]);
    }
  };
}
