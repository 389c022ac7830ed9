/**
 * Decompression of raw Snappy blocks, as LevelDB and Chromium's IndexedDB write them (format description of
 * google/snappy). Returns undefined for anything that is not a whole valid block; never reads past the input.
 */

/** A block longer than this is none of ours. */
const maxLength = 64 * 1024 * 1024;

function readLength(input: Uint8Array, start: number): { length: number; at: number } | undefined {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = input[start + i];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length <= maxLength ? { length, at: start + i + 1 } : undefined;
  }
  return undefined;
}

const littleEndian = (input: Uint8Array, at: number, bytes: number): number => {
  let value = 0;
  for (let i = 0; i < bytes; i++) value += (input[at + i] ?? 0) * 2 ** (8 * i);
  return value;
};

/** Decompresses the block that starts at `start`; bytes behind it are ignored. */
export function decompressSnappy(input: Uint8Array, start = 0): Uint8Array | undefined {
  const head = readLength(input, start);
  if (!head) return undefined;
  // A copy of two bytes makes at most 64: a length beyond that is no block's.
  if (head.length > (input.length - head.at) * 64) return undefined;
  const output = new Uint8Array(head.length);
  let { at } = head;
  let written = 0;
  while (written < output.length) {
    const tag = input[at++];
    if (tag === undefined) return undefined;
    const type = tag & 3;
    if (type === 0) {
      let length = (tag >> 2) + 1;
      if (length > 60) {
        const extra = length - 60;
        length = littleEndian(input, at, extra) + 1;
        at += extra;
      }
      if (at + length > input.length || written + length > output.length) return undefined;
      output.set(input.subarray(at, at + length), written);
      at += length;
      written += length;
    } else {
      const length = type === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
      const offsetBytes = type === 1 ? 1 : type === 2 ? 2 : 4;
      if (at + offsetBytes > input.length) return undefined;
      const low = littleEndian(input, at, offsetBytes);
      const offset = type === 1 ? ((tag >> 5) << 8) + low : low;
      at += offsetBytes;
      if (offset === 0 || offset > written || written + length > output.length) return undefined;
      // Byte by byte: a copy may overlap what it writes.
      for (let i = 0; i < length; i++) output[written + i] = output[written + i - offset] ?? 0;
      written += length;
    }
  }
  return output;
}
