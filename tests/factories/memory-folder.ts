/** A folder in memory with the handles of the File System Access API, as far as the folder way uses them. */
import type { Bytes } from '../../src/lib/kernel/bytes';

interface StoredFile {
  bytes: Bytes;
  lastModified: number;
}

export interface MemoryFolder {
  readonly handle: FileSystemDirectoryHandle;
  /** By path; to be looked into, torn and emptied. */
  readonly files: Map<string, StoredFile>;
  /** What every access throws from now on; undefined: none. */
  fail(error: DOMException | undefined): void;
}

export function createMemoryFolder(name: string): MemoryFolder {
  const files = new Map<string, StoredFile>();
  const directories = new Set<string>();
  let failure: DOMException | undefined;
  let writes = 0;
  const check = (): void => {
    if (failure) throw failure;
  };
  const missing = (): never => {
    throw new DOMException('not there', 'NotFoundError');
  };

  function fileHandle(path: string) {
    return {
      kind: 'file',
      async getFile() {
        check();
        const file = files.get(path) ?? missing();
        return {
          size: file.bytes.length,
          lastModified: file.lastModified,
          arrayBuffer: async () => file.bytes.slice().buffer
        };
      },
      async createWritable() {
        check();
        let written: Bytes = new Uint8Array(0);
        return {
          write: async (bytes: Bytes) => void (written = bytes.slice()),
          close: async () => void files.set(path, { bytes: written, lastModified: ++writes })
        };
      }
    };
  }

  function directoryHandle(path: string, own: string) {
    const namesIn = (): string[] => {
      const prefix = path === '' ? '' : `${path}/`;
      const paths = [...directories, ...files.keys()].filter((one) => one.startsWith(prefix));
      return [...new Set(paths.map((one) => one.slice(prefix.length).split('/')[0] ?? ''))];
    };
    const at = (name: string): string => (path === '' ? name : `${path}/${name}`);
    return {
      kind: 'directory',
      name: own,
      async getDirectoryHandle(child: string, { create = false } = {}) {
        check();
        if (create) directories.add(at(child));
        return directories.has(at(child)) ? directoryHandle(at(child), child) : missing();
      },
      async getFileHandle(child: string, { create = false } = {}) {
        check();
        if (!create && !files.has(at(child))) missing();
        return fileHandle(at(child));
      },
      async removeEntry(child: string) {
        check();
        if (!files.delete(at(child))) missing();
      },
      async *keys() {
        check();
        yield* namesIn();
      },
      async *entries() {
        check();
        for (const child of namesIn()) yield [child, fileHandle(at(child))];
      }
    };
  }

  return {
    handle: directoryHandle('', name) as unknown as FileSystemDirectoryHandle,
    files,
    fail: (error) => (failure = error)
  };
}
