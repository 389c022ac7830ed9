/** Files that the system gives to the app: opened with it, or by the share sheet, as attachments of whoever takes them. */

import { sharedCaches } from '../kernel/shared-cache';

/** Not yet in TypeScript's DOM library. */
interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Files that were opened with the installed app. */
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

/** What the file with this number is called; the ending says its kind. */
type NameGiven = (number: number, ending: string) => string;

/**
 * Files that the share sheet gave: the service worker keeps them until a page takes them. `only`: of this ending; others
 * stay for whoever can use them.
 */
export const sharedFiles =
  (onfiles: (files: readonly File[]) => void, nameOf: NameGiven, only = '') =>
  (element: Element): void => {
    // Absent where the page is not served securely, whatever the types say.
    const store = element.ownerDocument.defaultView?.caches as CacheStorage | undefined;
    if (store)
      void takeShared(store, nameOf, only).then((files) => files.length > 0 && onfiles(files));
  };

async function takeShared(store: CacheStorage, nameOf: NameGiven, only: string): Promise<File[]> {
  const files: File[] = [];
  for (const name of await sharedCaches(store)) {
    const cache = await store.open(name);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith(only)) continue;
      const bytes = await (await cache.match(request))?.blob();
      // Its own name was not kept.
      const ending = pathname.slice(pathname.lastIndexOf('.'));
      if (bytes) files.push(new File([bytes], nameOf(files.length + 1, ending)));
      // Taken once: what fails to come in can be shared again.
      await cache.delete(request);
    }
  }
  return files;
}
