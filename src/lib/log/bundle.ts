/**
 * A bundle file (DESIGN 6): an archive of segments under the space's carrier key, whole or as a delta since the
 * receiver's frontier. In clear: magic and routing tag.
 */
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../kernel/bytes';
import type { Random } from '../kernel/environment';
import { err, type Result } from '../kernel/result';
import {
  readArchive,
  writeArchive,
  type ArchiveContent,
  type ArchiveFault,
  type ArchiveSink,
  type ArchiveSummary
} from './archive';
import { createByteSource, type ByteSource, type Chunks } from './byte-source';
import { routingTagLength, type Carrier } from './carrier';

/** Format 1. */
const magic = utf8('TXBNDL1\n');
/** Bytes of the magic that all versions have in common. */
const family = 6;

export const isBundleStart = (start: Uint8Array): boolean =>
  start.length >= family && equalBytes(start.subarray(0, family), magic.subarray(0, family));

/** As much of a bundle as says under which carrier it is. */
export const bundleStartLength = magic.length + routingTagLength;

export const tagOfBundle = (start: Uint8Array): string | undefined =>
  isBundleStart(start) && start.length >= bundleStartLength
    ? toHex(start.subarray(magic.length, bundleStartLength))
    : undefined;

export type BundleFault =
  | ArchiveFault
  | { readonly type: 'not-a-bundle' }
  /** No carrier given has this routing tag. */
  | { readonly type: 'not-ours' };

export function writeBundle(
  carrier: Carrier,
  content: Omit<ArchiveContent, 'keys'>,
  random: Random
): AsyncGenerator<Bytes> {
  const prefix = concatBytes(magic, carrier.tagBytes);
  return writeArchive({ prefix, base: carrier.streamBase, random }, { ...content, keys: [] });
}

/** `carriers`: every carrier epoch held. The sink's segments count only when the result is ok. */
export async function readBundle(
  chunks: Chunks,
  carriers: readonly Carrier[],
  sink: ArchiveSink
): Promise<Result<ArchiveSummary, BundleFault>> {
  const source = createByteSource(chunks);
  const read = await readBundleFrom(source, carriers, sink);
  if (read.ok && !(await source.isAtEnd()))
    return err({ type: 'malformed', reason: 'more behind' });
  return read;
}

/** Reads one bundle and leaves what follows it in the source; of one that is `not-ours` all but its start (`skipStream`). */
export async function readBundleFrom(
  source: ByteSource,
  carriers: readonly Carrier[],
  sink: ArchiveSink
): Promise<Result<ArchiveSummary, BundleFault>> {
  const start = await source.take(magic.length);
  if (!start || !isBundleStart(start)) return err({ type: 'not-a-bundle' });
  if (!equalBytes(start, magic)) return err({ type: 'newer' });
  const tagBytes = await source.take(routingTagLength);
  if (!tagBytes) return err({ type: 'truncated' });
  const tag = toHex(tagBytes);
  const carrier = carriers.find((candidate) => candidate.tag === tag);
  if (!carrier) return err({ type: 'not-ours' });
  const prefix = concatBytes(start, tagBytes);
  const read = await readArchive({ source, prefix, base: carrier.streamBase }, sink);
  if (read.ok && read.value.keys.length > 0)
    return err({ type: 'malformed', reason: 'keys inside' });
  return read;
}
