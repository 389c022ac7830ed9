/** The browser's own dialog for a folder, where it has one (File System Access API). */
import { err, ok, type Result } from '../../kernel/result';

/** Not yet in TypeScript's DOM library. */
interface Picker {
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

export const canChooseFolder = (page: Window): boolean =>
  typeof (page as Window & Picker).showDirectoryPicker === 'function';

/** Needs a person's click; the browser then asks for the right to write. */
export async function chooseFolder(
  page: Window
): Promise<Result<FileSystemDirectoryHandle, { readonly type: 'denied' }>> {
  try {
    const handle = await (page as Window & Picker).showDirectoryPicker?.({ mode: 'readwrite' });
    return handle ? ok(handle) : err({ type: 'denied' });
  } catch {
    // Closed without a choice, or refused: nothing has changed.
    return err({ type: 'denied' });
  }
}
