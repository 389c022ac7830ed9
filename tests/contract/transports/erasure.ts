/** Erases a person on a device, and looks for parts of them in whatever lies on a medium, with every key in hand. */
import { concatBytes, equalBytes, type Bytes } from '../../../src/lib/kernel/bytes';
import type { RecordId } from '../../../src/lib/kernel/ids';
import type { Result } from '../../../src/lib/kernel/result';
import { readBundleFrom } from '../../../src/lib/log/bundle';
import { createByteSource } from '../../../src/lib/log/byte-source';
import { carriedType, routingTagOf } from '../../../src/lib/log/carrier';
import { decodeMessage } from '../../../src/lib/log/protocol/messages';
import { decodeSegment, type Segment } from '../../../src/lib/log/segment';
import type { CommitFailure } from '../../../src/lib/storage/types';
import type { PartyDevice } from './party';

export const eraseRecord = (
  device: PartyDevice,
  id: RecordId
): Promise<Result<void, CommitFailure>> => device.replica.erase([id], 'request');

/** How many parts of a record stand in these bytes. */
export async function findParts(
  device: PartyDevice,
  seen: readonly Bytes[],
  id: RecordId
): Promise<number> {
  let found = 0;
  for await (const segment of segmentsIn(device, seen)) {
    for (const { header, parts } of segment.entries) {
      found += header.parts.filter((part, i) => part.recordId === id && parts[i] !== null).length;
    }
  }
  return found;
}

async function* segmentsIn(device: PartyDevice, seen: readonly Bytes[]): AsyncGenerator<Segment> {
  const { held } = await device.port.carriers();
  const carriers = held.map(({ carrier }) => carrier);
  for (const bytes of [...seen, ...framesOfChunks(seen)]) {
    const segments: Segment[] = [];
    const source = createByteSource([bytes]);
    for (let isOk = true; isOk && !(await source.isAtEnd());) {
      const read = await readBundleFrom(source, carriers, {
        onSegment: (segment) => void segments.push(segment)
      });
      isOk = read.ok;
    }
    yield* segments;
    const carrier = carriers.find(({ tag }) => tag === routingTagOf(bytes));
    const opened = await carrier?.open(bytes);
    if (!opened?.ok) continue;
    const { type, content } = opened.value;
    const message = type === carriedType.message ? decodeMessage(content) : undefined;
    const inner = message?.ok && message.value.kind === 'data' ? message.value.segment : content;
    const segment = decodeSegment(inner);
    if (segment.ok) yield segment.value;
  }
}

/** Chunks of a channel joined to frames again; both directions are mixed, but frames rarely interleave in memory. */
function framesOfChunks(seen: readonly Bytes[]): Bytes[] {
  const frames: Bytes[] = [];
  let pieces: Bytes[] = [];
  for (const chunk of seen) {
    if (chunk[0] !== 0 && chunk[0] !== 1) continue;
    pieces.push(chunk.slice(1));
    if (chunk[0] === 1) {
      frames.push(concatBytes(...pieces));
      pieces = [];
    }
  }
  return frames.filter((frame) => !seen.some((one) => equalBytes(one, frame)));
}
