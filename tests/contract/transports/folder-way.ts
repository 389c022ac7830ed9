/** Devices that reach one folder; the origin-private file system has the same handles as a folder that a person chose. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import { createFolderMedium } from '../../../src/lib/transports/folder';
import { createVisitor } from './object-run';
import type { Fault, StoredRun, Way } from './way';

type Image = Map<string, Map<string, Bytes>>;
let runs = 0;

export async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(`run-${runs++}`, { create: true });
}

export async function readFolder(folder: FileSystemDirectoryHandle): Promise<Image> {
  const image: Image = new Map();
  for await (const [tag, directory] of folder.entries()) {
    const files = new Map<string, Bytes>();
    image.set(tag, files);
    for await (const [name, handle] of (directory as FileSystemDirectoryHandle).entries()) {
      const file = await (handle as FileSystemFileHandle).getFile();
      files.set(name, new Uint8Array(await file.arrayBuffer()));
    }
  }
  return image;
}

export async function writeFile(
  directory: FileSystemDirectoryHandle,
  name: string,
  bytes: Bytes
): Promise<void> {
  const file = await directory.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  await writable.write(bytes);
  await writable.close();
}

async function putBack(folder: FileSystemDirectoryHandle, image: Image): Promise<void> {
  for await (const name of folder.keys()) await folder.removeEntry(name, { recursive: true });
  for (const [tag, files] of image) {
    const directory = await folder.getDirectoryHandle(tag, { create: true });
    for (const [name, bytes] of files) await writeFile(directory, name, bytes);
  }
}

export const folderWay: Way = {
  name: '共享文件夹 folder',
  async open(party): Promise<StoredRun> {
    const folder = await openFolder();
    let fault: Fault | undefined;
    const visit = createVisitor(party.random, () => {
      const medium = createFolderMedium(folder);
      return {
        ...medium,
        async read(object) {
          const bytes = await medium.read(object);
          return (bytes && fault ? fault(bytes) : bytes) ?? undefined;
        }
      };
    });
    return {
      visit: async (device) => void (await visit(device)),
      setFault: (next) => (fault = next),
      async seen() {
        return [...(await readFolder(folder)).values()].flatMap((files) => [...files.values()]);
      },
      image: () => readFolder(folder),
      putBack: (image) => putBack(folder, image as Image),
      wipe: () => putBack(folder, new Map()),
      async shake(random) {
        const image = await readFolder(folder);
        for (const files of image.values()) {
          const all = [...files.values()];
          for (const name of [...files.keys()]) {
            if (random.chance(0.2)) files.delete(name);
            else if (random.chance(0.1)) files.set(name, random.pick(all));
          }
        }
        await putBack(folder, image);
      },
      async close() {
        const root = await navigator.storage.getDirectory();
        await root.removeEntry(folder.name, { recursive: true });
      }
    };
  }
};
