/**
 * Zip containers (.xlsx, .ods) before a parser sees them. The directory is read first and its sizes are
 * added up; each part is then inflated into a buffer of exactly the announced size, so a directory that lies
 * can't blow up (DESIGN 8, I12). Only the parts that hold cells are kept: pictures, macros, external links
 * and drawings never reach the parser.
 */
import { unzipSync, zipSync } from 'fflate';
import { err, ok, type Result } from '../../kernel/result';
import type { FileProblem } from './file-problem';
import { limits } from './limits';
import { crc32, readZipChecksums } from './zip-checksums';

export interface ZipEntry {
  readonly name: string;
  /** Bytes once unpacked, as the directory announces them. */
  readonly size: number;
}

const neededPart = /\.(xml|rels)$|^mimetype$/i;
const unneededPart =
  /^xl\/(media|drawings|embeddings|externalLinks|charts|chartsheets|comments|ctrlProps|pivot\w*|printerSettings|threadedComments|persons|theme|richData|worksheets\/_rels)|^(docProps|customXml|Thumbnails|Configurations2|Pictures|Object)/i;

const isNeeded = (name: string): boolean => neededPart.test(name) && !unneededPart.test(name);

/** The directory of a zip container; undefined when it is cut off or none. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  try {
    unzipSync(bytes, {
      filter: (file) => {
        entries.push({ name: file.name, size: file.originalSize });
        return false;
      }
    });
  } catch {
    // The library throws plain errors on any malformed directory; all of them mean the same here.
    return undefined;
  }
  return entries;
}

/** The parts that hold cells, unpacked within the limit. */
export function unpackParts(
  bytes: Uint8Array,
  entries: readonly ZipEntry[]
): Result<ReadonlyMap<string, Uint8Array>, FileProblem> {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.unpackedBytes) return err({ type: 'unpacks-too-large', bytes: total });
  const names = new Set<string>();
  try {
    // A name that stands twice in the directory would be inflated twice and read only once.
    const unpacked = unzipSync(bytes, {
      filter: (file) => isNeeded(file.name) && !names.has(file.name) && !!names.add(file.name)
    });
    const parts = new Map(Object.entries(unpacked));
    return areWhole(bytes, parts) ? ok(parts) : err({ type: 'damaged' });
  } catch {
    return err({ type: 'damaged' });
  }
}

/** Names that aren't ASCII may be coded otherwise in the directory; what isn't found there isn't compared. */
function areWhole(bytes: Uint8Array, parts: ReadonlyMap<string, Uint8Array>): boolean {
  const checksums = readZipChecksums(bytes);
  return [...parts].every(([name, part]) => {
    const announced = checksums?.get(name);
    return announced === undefined || announced === crc32(part);
  });
}

/** A container of the same parts without compression, for the parser. */
export function repackParts(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(parts), { level: 0 });
}
