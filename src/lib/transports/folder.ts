/**
 * A shared folder as a medium (NAS, network drive, cloud-drive folder, USB stick): one directory per carrier key, one file per
 * object, written by its owner alone. The browser writes beside the file and exchanges the two when all is written; a file
 * that was torn all the same does not open (its seal covers its length) and is written again by its owner. The
 * origin-private file system has the same handles.
 */
import type { Bytes } from '../kernel/bytes';
import {
  indexSuffix,
  maxObject,
  MediumError,
  type MediumFault,
  type MediumObject,
  type ObjectMedium
} from './objects/medium';

const directoryName = (tag: string): string => `tongxin-${tag}`;
const fileName = (name: string): string => `${name}.txb`;
const namePattern = /^([0-9a-f]{16}-[0-9a-z]{1,20})\.txb$/;

export function createFolderMedium(root: FileSystemDirectoryHandle): ObjectMedium {
  const open = (tag: string, create: boolean): Promise<FileSystemDirectoryHandle | undefined> =>
    unlessMissing(() => root.getDirectoryHandle(directoryName(tag), { create }));
  return {
    graceMs: 0,
    acknowledgeMs: 0,
    reusesNames: false,
    async list(tags) {
      // A folder that is not plugged in says so; a directory in it that is missing is an empty one.
      await guard(() => root.keys().next());
      const objects: MediumObject[] = [];
      for (const tag of tags) {
        const directory = await open(tag, false);
        if (directory) objects.push(...(await guard(() => listDirectory(tag, directory))));
      }
      return objects;
    },
    async read({ tag, name }) {
      const directory = await open(tag, false);
      return directory && unlessMissing(() => readFile(directory, name));
    },
    async put(tag, name, bytes) {
      const directory = await open(tag, true);
      if (!directory) throw new MediumError({ type: 'unreachable' });
      await guard(async () => {
        const file = await directory.getFileHandle(fileName(name), { create: true });
        const writable = await file.createWritable();
        await writable.write(bytes);
        await writable.close();
      });
    },
    async remove({ tag, name }) {
      const directory = await open(tag, false);
      await unlessMissing(async () => directory?.removeEntry(fileName(name)));
    }
  };
}

async function listDirectory(
  tag: string,
  directory: FileSystemDirectoryHandle
): Promise<MediumObject[]> {
  const objects: MediumObject[] = [];
  for await (const [key, handle] of directory.entries()) {
    const name = namePattern.exec(key)?.[1];
    if (name === undefined || handle.kind !== 'file') continue;
    // Indexes alone are written over: the others are not opened to be listed.
    const version = name.endsWith(indexSuffix)
      ? await unlessMissing(() => versionOf(handle as FileSystemFileHandle))
      : '';
    if (version !== undefined)
      objects.push({ tag, name, path: `${tag}/${name}`, isWritable: true, version });
  }
  return objects;
}

async function versionOf(handle: FileSystemFileHandle): Promise<string> {
  const { lastModified, size } = await handle.getFile();
  return `${lastModified}-${size}`;
}

async function readFile(
  directory: FileSystemDirectoryHandle,
  name: string
): Promise<Bytes | undefined> {
  const file = await (await directory.getFileHandle(fileName(name))).getFile();
  return file.size > maxObject ? undefined : new Uint8Array(await file.arrayBuffer());
}

/** undefined for what is not there. */
async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (nameOf(thrown) === 'NotFoundError') return undefined;
    throw new MediumError(faultOf(thrown));
  }
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof MediumError ? thrown : new MediumError(faultOf(thrown));
  }
}

function faultOf(thrown: unknown): MediumFault {
  switch (nameOf(thrown)) {
    case 'NotFoundError':
    case 'NotReadableError':
      return { type: 'unreachable' };
    case 'NotAllowedError':
    case 'SecurityError':
      return { type: 'denied' };
    case 'QuotaExceededError':
      return { type: 'full' };
    default:
      return { type: 'failed', reason: nameOf(thrown) };
  }
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'unknown');
