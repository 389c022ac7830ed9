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
import { createByteSource, type Chunks } from './byte-source';
import { routingTagLength, type Carrier } from './carrier';

/** Format 1. */
const magic = utf8('TXBNDL1\n');

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
  const prefix = await source.take(magic.length + routingTagLength);
  if (!prefix || !equalBytes(prefix.subarray(0, magic.length), magic)) {
    return err({ type: 'not-a-bundle' });
  }
  const tag = toHex(prefix.subarray(magic.length));
  const carrier = carriers.find((candidate) => candidate.tag === tag);
  if (!carrier) return err({ type: 'not-ours' });
  const read = await readArchive({ source, prefix, base: carrier.streamBase }, sink);
  if (read.ok && read.value.keys.length > 0)
    return err({ type: 'malformed', reason: 'keys inside' });
  return read;
}
