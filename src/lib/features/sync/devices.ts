/** What the browser can do for synchronising: hand files to other programs, take what is dropped on the page. */
import type { SyncFile } from '../../app/sync/types';

const asFiles = (files: readonly SyncFile[]): File[] =>
  files.map(({ fileName, bytes }) => new File([bytes], fileName, { type: bytes.type }));

/** The share sheet of a phone. */
export function canSend(page: Window, files: readonly SyncFile[]): boolean {
  const navigator: Partial<Navigator> = page.navigator;
  return navigator.canShare?.({ files: asFiles(files) }) ?? false;
}

export async function sendFiles(
  page: Window,
  files: readonly SyncFile[]
): Promise<'sent' | 'cancelled' | 'refused'> {
  try {
    await page.navigator.share({ files: asFiles(files) });
    return 'sent';
  } catch (thrown) {
    const isCancelled = thrown instanceof DOMException && thrown.name === 'AbortError';
    return isCancelled ? 'cancelled' : 'refused';
  }
}

/** Files that are dragged over the page, wherever they are let go; `onover` says when some hang above it. */
export const droppedFiles =
  (onfiles: (files: readonly File[]) => void, onover: (isOver: boolean) => void) =>
  (element: Element): (() => void) => {
    const page = element.ownerDocument;
    const stop = new AbortController();
    const { signal } = stop;
    const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes('Files') ?? false;
    page.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        onover(true);
      },
      { signal }
    );
    page.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) onover(false);
      },
      { signal }
    );
    page.addEventListener(
      'drop',
      (event) => {
        onover(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        onfiles([...(event.dataTransfer?.files ?? [])]);
      },
      { signal }
    );
    return () => stop.abort();
  };
