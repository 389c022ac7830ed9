/**
 * What lies in LevelDB files (doc/table_format.md and doc/log_format.md of google/leveldb): the blocks of sorted
 * tables, decompressed, and the records of logs, put together again where they were cut at a 32 KiB border.
 * Damaged parts are skipped: a scan takes what it can get.
 */
import { decompressSnappy } from './snappy';

const footerLength = 48;
const magic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const blockTrailerLength = 5;
const snappyBlock = 1;

interface Handle {
  readonly offset: number;
  readonly size: number;
}

class Reader {
  at: number;
  constructor(
    readonly bytes: Uint8Array,
    at = 0
  ) {
    this.at = at;
  }
  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || shift > 56) throw new RangeError('no varint');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  handle(): Handle {
    return { offset: this.varint(), size: this.varint() };
  }
}

export function isTable(file: Uint8Array): boolean {
  return (
    file.length >= footerLength && magic.every((byte, i) => file[file.length - 8 + i] === byte)
  );
}

function readBlock(file: Uint8Array, { offset, size }: Handle): Uint8Array | undefined {
  if (offset + size + blockTrailerLength > file.length) return undefined;
  const stored = file.subarray(offset, offset + size);
  return file[offset + size] === snappyBlock ? decompressSnappy(stored) : stored;
}

/** Values of a block: entries are (shared, unshared, length of value), then the rest of the key and the value. */
function* entriesOf(block: Uint8Array): Generator<{ key: Uint8Array; value: Uint8Array }> {
  const restarts = new DataView(block.buffer, block.byteOffset).getUint32(block.length - 4, true);
  const end = block.length - 4 - restarts * 4;
  const reader = new Reader(block);
  let key = new Uint8Array(0);
  while (reader.at < end) {
    const [shared, unshared, length] = [reader.varint(), reader.varint(), reader.varint()];
    const joined = new Uint8Array(shared + unshared);
    joined.set(key.subarray(0, shared));
    joined.set(block.subarray(reader.at, reader.at + unshared), shared);
    key = joined;
    const from = reader.at + unshared;
    yield { key, value: block.subarray(from, from + length) };
    reader.at = from + length;
  }
}

/** Keys and values of a sorted table; keys are stored shortened, so each is given in full. */
export function* tableTexts(file: Uint8Array): Generator<Uint8Array> {
  const footer = new Reader(file, file.length - footerLength);
  footer.handle();
  const index = readBlock(file, footer.handle());
  if (!index) return;
  for (const { value } of entriesOf(index)) {
    const block = readBlock(file, new Reader(value).handle());
    if (!block) continue;
    yield block;
    for (const entry of entriesOf(block)) yield entry.key;
  }
}

const logBlockLength = 32_768;
const recordHeaderLength = 7;
const [full, first, middle, last] = [1, 2, 3, 4];

/** Records of a write-ahead log, whole. */
export function* logRecords(file: Uint8Array): Generator<Uint8Array> {
  let parts: Uint8Array[] = [];
  for (let block = 0; block < file.length; block += logBlockLength) {
    const end = Math.min(block + logBlockLength, file.length);
    let at = block;
    while (at + recordHeaderLength <= end) {
      const length = (file[at + 4] ?? 0) + (file[at + 5] ?? 0) * 256;
      const type = file[at + 6] ?? 0;
      if (type === 0 || at + recordHeaderLength + length > end) break;
      const part = file.subarray(at + recordHeaderLength, at + recordHeaderLength + length);
      at += recordHeaderLength + length;
      if (type === full || type === first) parts = [];
      if (type === full || type === first || type === middle || type === last) parts.push(part);
      if (type === full || type === last) {
        yield Buffer.concat(parts);
        parts = [];
      }
    }
  }
}
