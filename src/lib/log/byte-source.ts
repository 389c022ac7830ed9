/** Reads a stream of chunks of any size as exact runs of bytes, holding no more than one run and one chunk. */
import { concatBytes, type Bytes } from '../kernel/bytes';

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ByteSource {
  /** Exactly `length` bytes, or undefined when the stream ends before. */
  take(length: number): Promise<Bytes | undefined>;
  /** True when nothing is left. */
  isAtEnd(): Promise<boolean>;
}

export function createByteSource(chunks: Chunks): ByteSource {
  const iterator = iterate(chunks);
  let pending: Uint8Array[] = [];
  let available = 0;

  async function fill(length: number): Promise<void> {
    while (available < length) {
      const next = await iterator.next();
      if (next.done) return;
      pending.push(next.value);
      available += next.value.length;
    }
  }

  return {
    async take(length) {
      await fill(length);
      if (available < length) return undefined;
      const all = pending.length === 1 && pending[0] ? pending[0] : concatBytes(...pending);
      pending = [all.subarray(length)];
      available -= length;
      return new Uint8Array(all.subarray(0, length));
    },
    async isAtEnd() {
      await fill(1);
      return available === 0;
    }
  };
}

async function* iterate(chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
