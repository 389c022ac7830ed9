/**
 * A browser's data channel as a channel of the protocol (T3). The browser takes whatever is given to it and keeps it in
 * memory, so a sender waits while more than `highWater` lies there; what comes in is bounded by the queue.
 */
import type { Bytes } from '../../kernel/bytes';
import { createChunkQueue, type DuplexChannel } from '../../log/protocol/frame-channel';

export type DataChannel = Pick<
  RTCDataChannel,
  | 'addEventListener'
  | 'binaryType'
  | 'bufferedAmount'
  | 'bufferedAmountLowThreshold'
  | 'close'
  | 'readyState'
  | 'send'
>;

/** Sixteen chunks wait in the browser at most; it says when four are left. */
const highWater = 256 * 1024;
const lowWater = 64 * 1024;

/** `binding`: what both ends know of this very link. */
export function createDataChannel(channel: DataChannel, binding: Bytes): DuplexChannel {
  const queue = createChunkQueue(() => channel.close());
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  const end = (): void => {
    queue.end();
    notify();
  };
  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = lowWater;
  channel.addEventListener('bufferedamountlow', notify);
  channel.addEventListener('close', end);
  channel.addEventListener('error', end);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) queue.push(new Uint8Array(data));
    // A text is nothing that a device of ours sends.
    else channel.close();
  });
  const isOpen = (): boolean => channel.readyState === 'open';

  return {
    binding,
    chunks: queue.chunks,
    async send(chunk) {
      if (!isOpen()) return false;
      try {
        channel.send(chunk);
      } catch {
        // The browser's own buffer is full or the channel just closed: the link is over, the next one goes on from there.
        channel.close();
        return false;
      }
      while (isOpen() && channel.bufferedAmount > highWater) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return isOpen();
    },
    close() {
      channel.close();
      end();
    }
  };
}
