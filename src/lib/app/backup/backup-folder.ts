/**
 * A folder chosen by the worker for copies of each backup, where the browser has the File System Access API.
 * The handle lives as long as the page: keeping it would put a folder name in clear beside the vault.
 * The last ten copies of the book stay.
 */
import { err, ok, type Result } from '../../kernel/result';
import { createSource, type Watchable } from '../../kernel/watchable';

export interface BackupFolder {
  readonly isSupported: boolean;
  readonly name: Watchable<string | undefined>;
  choose(): Promise<Result<void, { readonly type: 'unsupported' | 'denied' }>>;
  forget(): Promise<void>;
  /** Writes a copy and removes the oldest beyond ten; nothing without a folder. */
  save(fileName: string, bytes: Blob): Promise<void>;
}

/** Not yet in TypeScript's DOM library. */
interface DirectoryPicker {
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

const keptCopies = 10;
const extension = '.txbak';

/** What a copy is called before its day and minute: the other books of the folder have other names. */
const bookOf = (fileName: string): string => fileName.replace(/\d{4}-\d\d-\d\d_\d{4}\.txbak$/, '');

async function removeOldest(folder: FileSystemDirectoryHandle, saved: string): Promise<void> {
  const names: string[] = [];
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
    if (name.endsWith(extension) && bookOf(name) === bookOf(saved)) names.push(name);
  }
  // Names of one book differ in day and time only, so their order is their age.
  for (const name of names.sort().slice(0, -keptCopies)) await folder.removeEntry(name);
}

export function createBackupFolder(page: Window): BackupFolder {
  const picker = page as Window & DirectoryPicker;
  const name = createSource<string | undefined>(undefined);
  let folder: FileSystemDirectoryHandle | undefined;
  return {
    isSupported: typeof picker.showDirectoryPicker === 'function',
    name,
    async choose() {
      if (!picker.showDirectoryPicker) return err({ type: 'unsupported' });
      try {
        folder = await picker.showDirectoryPicker({ mode: 'readwrite' });
      } catch {
        // The worker closed the picker or refused: nothing has changed.
        return err({ type: 'denied' });
      }
      name.set(folder.name);
      return ok(undefined);
    },
    forget() {
      folder = undefined;
      name.set(undefined);
      return Promise.resolve();
    },
    async save(fileName, bytes) {
      if (!folder) return;
      const file = await folder.getFileHandle(fileName, { create: true });
      const writer = await file.createWritable();
      await writer.write(bytes);
      await writer.close();
      await removeOldest(folder, fileName);
    }
  };
}
