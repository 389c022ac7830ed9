/** What the browser can do for synchronising: hand files to other programs, open files with the app. */
import type { SyncFile } from '../../app/sync/types';
import { sharedCaches } from '../../kernel/shared-cache';

/** Not yet in TypeScript's DOM library. */
interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

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

/** Files that were opened with the installed app, as an attachment of the page that takes them. */
export const launchedFiles =
  (onfiles: (files: readonly File[]) => void) =>
  (element: Element): void => {
    const { launchQueue } = (element.ownerDocument.defaultView ?? {}) as {
      readonly launchQueue?: LaunchQueue;
    };
    launchQueue?.setConsumer(({ files }) => {
      if (files.length > 0) void Promise.all(files.map((file) => file.getFile())).then(onfiles);
    });
  };

/** Files that the share sheet of the system gave to the app: the service worker keeps them until a page takes them. */
export const sharedFiles =
  (onfiles: (files: readonly File[]) => void) =>
  (element: Element): void => {
    // Absent where the page is not served securely, whatever the types say.
    const store = element.ownerDocument.defaultView?.caches as CacheStorage | undefined;
    if (store) void takeShared(store).then((files) => files.length > 0 && onfiles(files));
  };

async function takeShared(store: CacheStorage): Promise<File[]> {
  const files: File[] = [];
  for (const name of await sharedCaches(store)) {
    const cache = await store.open(name);
    for (const { url } of await cache.keys()) {
      const bytes = await (await cache.match(url))?.blob();
      const fileName = decodeURIComponent(new URL(url).pathname.split('/').pop() ?? '');
      if (bytes) files.push(new File([bytes], fileName));
    }
    // Taken once: what fails to come in can be shared again.
    await store.delete(name);
  }
  return files;
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
