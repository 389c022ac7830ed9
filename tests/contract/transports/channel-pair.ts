/** Two ends of a channel in memory, with a limited room in between and someone who may meddle. */
import type { Bytes } from '../../../src/lib/kernel/bytes';
import type { Timer } from '../../../src/lib/kernel/environment';
import {
  createChunkQueue,
  type ChunkQueue,
  type DuplexChannel
} from '../../../src/lib/log/protocol/frame-channel';

/** What becomes of a chunk on its way: nothing, itself, several, or the end of the channel. */
export type Meddler = (chunk: Bytes, count: number) => readonly Bytes[] | 'cut';

export interface ChannelPair {
  readonly ends: readonly [DuplexChannel, DuplexChannel];
  readonly bytes: () => number;
  /** The most that was in flight or unread at any time. */
  readonly peak: () => number;
  cut(): void;
}

const room = 256 * 1024;

export function createChannelPair(
  options: { readonly meddle?: readonly [Meddler?, Meddler?]; readonly binding?: Bytes } = {}
): ChannelPair {
  let peak = 0;
  let bytes = 0;
  const cut = (): void => queues.forEach((queue) => queue.end());
  const queues: readonly [ChunkQueue, ChunkQueue] = [createChunkQueue(cut), createChunkQueue(cut)];
  let isCut = false;
  const createEnd = (from: 0 | 1): DuplexChannel => {
    const [inward, outward] = [queues[from], queues[from === 0 ? 1 : 0]];
    let count = 0;
    return {
      binding: options.binding ?? new Uint8Array(0),
      chunks: inward.chunks,
      async send(chunk) {
        const passed = options.meddle?.[from]?.(chunk, count++) ?? [chunk];
        if (passed === 'cut') {
          isCut = true;
          cut();
        }
        if (isCut || passed === 'cut') return false;
        for (const one of passed) {
          bytes += one.length;
          outward.push(one);
        }
        peak = Math.max(peak, queues[0].queued + queues[1].queued);
        while (outward.queued > room && !isCut) await new Promise((done) => setImmediate(done));
        return !isCut;
      },
      close() {
        isCut = true;
        cut();
      }
    };
  };
  return {
    ends: [createEnd(0), createEnd(1)],
    bytes: () => bytes,
    peak: () => peak,
    cut: () => {
      isCut = true;
      cut();
    }
  };
}

/** A timer that fires when the test says so. */
export interface TestTimer extends Timer {
  fireAll(): void;
  readonly pending: number;
}

export function createTestTimer(): TestTimer {
  const waiting = new Set<() => void>();
  return {
    after(_ms, run) {
      waiting.add(run);
      return () => waiting.delete(run);
    },
    fireAll() {
      const due = [...waiting];
      waiting.clear();
      for (const run of due) run();
    },
    get pending() {
      return waiting.size;
    }
  };
}
