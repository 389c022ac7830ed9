/**
 * Whole frames over a channel that carries small chunks (DESIGN 6: 16 KiB; Chromium refuses data-channel messages above
 * 262,144 bytes). A chunk is one byte that says whether it ends its frame, and bytes. A sender waits while the channel
 * is full, a receiver never holds more than one frame in the making and `maxQueued` bytes of whole ones.
 */
import { concatBytes, type Bytes } from '../../kernel/bytes';
import { maxCarried } from '../carrier';

/** Any ordered, reliable way between two devices. */
export interface DuplexChannel {
  /** At most `chunkSize` bytes. Resolves when the channel has room for more; false when it is closed. */
  send(chunk: Bytes): Promise<boolean>;
  /** Chunks in the order of sending; ends when the channel closes. Read by one reader. */
  readonly chunks: AsyncIterable<Bytes>;
  /** The same bytes at both ends and at no other channel (certificates of a direct link); empty where there are none. */
  readonly binding: Bytes;
  close(): void;
}

export const chunkSize = 16 * 1024;
/** What a peer may send ahead of its being read: the protocol's window and some messages. */
export const maxQueued = 4 * 1024 * 1024;
/** A sealed frame: padded content and its header. */
const maxFrame = 2 * maxCarried;

export interface FrameChannel {
  /** Frames don't mix: one is sent after the other. False when the channel is closed. */
  send(frame: Bytes): Promise<boolean>;
  /** The next frame; `closed` at the end, `flooded` when the peer breaks the bounds, `silent` after `waitMs`. */
  receive(): Promise<Received>;
  close(): void;
}

export type Received =
  | { readonly type: 'frame'; readonly frame: Bytes }
  | { readonly type: 'closed' }
  | { readonly type: 'flooded' };

export function createFrameChannel(channel: DuplexChannel): FrameChannel {
  const chunks = channel.chunks[Symbol.asyncIterator]();
  let sending: Promise<boolean> = Promise.resolve(true);
  let pieces: Bytes[] = [];
  let size = 0;

  async function sendFrame(frame: Bytes): Promise<boolean> {
    const room = chunkSize - 1;
    for (let at = 0; at === 0 || at < frame.length; at += room) {
      const piece = frame.subarray(at, at + room);
      const isLast = at + room >= frame.length;
      if (!(await channel.send(concatBytes(new Uint8Array([isLast ? 1 : 0]), piece)))) return false;
    }
    return true;
  }

  return {
    send(frame) {
      sending = sending.then((isOpen) => isOpen && sendFrame(frame));
      return sending;
    },
    async receive() {
      for (;;) {
        const next = await chunks.next();
        if (next.done) return { type: 'closed' };
        const [flag, ...rest] = [next.value[0] ?? 2, next.value.subarray(1)];
        const piece = rest[0] ?? new Uint8Array(0);
        size += piece.length;
        const isEmptyMiddle = piece.length === 0 && flag === 0;
        if (flag > 1 || isEmptyMiddle || next.value.length > chunkSize || size > maxFrame) {
          channel.close();
          return { type: 'flooded' };
        }
        pieces.push(piece);
        if (flag === 0) continue;
        const frame = concatBytes(...pieces);
        [pieces, size] = [[], 0];
        return { type: 'frame', frame };
      }
    },
    close: () => channel.close()
  };
}

/** The receiving end for channels that call back: a queue that closes the channel when it grows beyond `maxQueued`. */
export interface ChunkQueue {
  readonly chunks: AsyncIterable<Bytes>;
  push(chunk: Bytes): void;
  end(): void;
  /** Bytes that were not read yet. */
  readonly queued: number;
}

export function createChunkQueue(onOverflow: () => void): ChunkQueue {
  const waiting: Bytes[] = [];
  let queued = 0;
  let isEnded = false;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  async function* read(): AsyncGenerator<Bytes> {
    for (;;) {
      const chunk = waiting.shift();
      if (chunk) {
        queued -= chunk.length;
        yield chunk;
      } else if (isEnded) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    chunks: read(),
    push(chunk) {
      if (isEnded) return;
      queued += chunk.length;
      waiting.push(chunk);
      if (queued > maxQueued) {
        isEnded = true;
        waiting.length = 0;
        queued = 0;
        onOverflow();
      }
      notify();
    },
    end() {
      isEnded = true;
      notify();
    },
    get queued() {
      return queued;
    }
  };
}
