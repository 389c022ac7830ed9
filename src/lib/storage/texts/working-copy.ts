/**
 * The local working copy of an open text: y-indexeddb, one database per text, unsealed (DESIGN 3, class P). It makes
 * what was typed survive a kill before the next commit; it is never the truth. copy-names.ts knows which there are.
 */
import { IndexeddbPersistence } from 'y-indexeddb';
import type { TextDoc } from './text-doc';

export interface WorkingCopy {
  /** Stops writing; what was written stays. */
  close(): Promise<void>;
}

/**
 * Joins document and database, both ways; resolves when what the database held is in the document. Undefined when
 * the browser refuses the database: the text then goes without one.
 */
export async function openWorkingCopy(
  name: string,
  doc: TextDoc
): Promise<WorkingCopy | undefined> {
  const persistence = new IndexeddbPersistence(name, doc);
  const refused = persistence._db.then(
    () => new Promise<never>(() => undefined),
    () => 'refused' as const
  );
  const outcome = await Promise.race([persistence.whenSynced, refused]);
  if (outcome === 'refused') {
    doc.off('update', persistence._storeUpdate);
    return undefined;
  }
  // Deleted elsewhere: the connection closes itself, and a write to it would throw into the typing.
  persistence.db?.addEventListener('versionchange', () => void persistence.destroy());
  return { close: () => persistence.destroy() };
}
