/**
 * A small strict reader of OLE2 containers (.xls, encrypted .xlsx, .et, .doc): names of the streams and the
 * first bytes of one. Written here because the decision what a file is must come before a parser sees it.
 * Every chain is bounded by the number of sectors, so a loop in the file ends as damaged.
 */
import { err, ok, type Result } from '../../kernel/result';

export interface OleContainer {
  readonly names: readonly string[];
  /** Up to maxBytes from the start of a stream; undefined when there is none or it is damaged. */
  readonly head: (name: string, maxBytes: number) => Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

const endOfChain = 0xfffffffe;
const rootType = 5;

/** Reads the directory; `damaged` on anything that doesn't follow the format. */
export function openOle(bytes: Uint8Array): Result<OleContainer, 'damaged'> {
  try {
    return ok(readContainer(bytes));
  } catch (thrown) {
    // DataView and array access out of bounds: the container is cut off or lies about its sectors.
    if (thrown instanceof RangeError) return err('damaged');
    throw thrown;
  }
}

function readContainer(bytes: Uint8Array): OleContainer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw new RangeError('sector size');
  const sectors = new Sectors(view, 1 << shift);
  const entries = readDirectory(sectors.chain(view.getUint32(48, true), Number.MAX_SAFE_INTEGER));
  const root = entries.find((entry) => entry.type === rootType);
  const miniCutoff = view.getUint32(56, true);
  const miniFatStart = view.getUint32(60, true);
  return {
    names: entries.filter((entry) => entry.type === 2).map((entry) => entry.name),
    head: (name, maxBytes) => {
      const entry = entries.find((candidate) => candidate.type === 2 && candidate.name === name);
      if (!entry) return undefined;
      const wanted = Math.min(entry.size, maxBytes);
      try {
        if (entry.size >= miniCutoff) return sectors.chain(entry.start, wanted).slice(0, wanted);
        if (!root) return undefined;
        return miniChain(sectors, miniFatStart, root, entry.start, wanted);
      } catch (thrown) {
        if (thrown instanceof RangeError) return undefined;
        throw thrown;
      }
    }
  };
}

class Sectors {
  readonly #view: DataView;
  readonly #size: number;
  readonly #fat: number[];

  constructor(view: DataView, size: number) {
    this.#view = view;
    this.#size = size;
    this.#fat = this.#readFat();
  }

  /** The bytes of a chain of sectors, at least `wanted` of them if the chain is that long. */
  chain(start: number, wanted: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let sector = start;
    while (sector < endOfChain && parts.length * this.#size < wanted) {
      if (parts.length > this.#fat.length) throw new RangeError('loop');
      parts.push(this.#sector(sector));
      const next = this.#fat[sector];
      if (next === undefined) throw new RangeError('chain');
      sector = next;
    }
    const out = new Uint8Array(parts.length * this.#size);
    parts.forEach((part, index) => out.set(part, index * this.#size));
    return out;
  }

  #sector(index: number): Uint8Array {
    const start = (index + 1) * this.#size;
    const length = Math.min(this.#size, this.#view.byteLength - start);
    if (length <= 0) throw new RangeError('sector');
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
  }

  #readFat(): number[] {
    const view = this.#view;
    const fatSectors: number[] = [];
    for (let i = 0; i < 109; i++) fatSectors.push(view.getUint32(76 + i * 4, true));
    let difat = view.getUint32(68, true);
    const perSector = this.#size / 4;
    const maxSectors = view.byteLength / this.#size;
    while (difat < endOfChain) {
      if (fatSectors.length > maxSectors + 109) throw new RangeError('loop');
      const start = (difat + 1) * this.#size;
      for (let i = 0; i < perSector - 1; i++) fatSectors.push(view.getUint32(start + i * 4, true));
      difat = view.getUint32(start + (perSector - 1) * 4, true);
    }
    const fat: number[] = [];
    for (const sector of fatSectors) {
      if (sector >= endOfChain) continue;
      const start = (sector + 1) * this.#size;
      for (let i = 0; i < perSector; i++) fat.push(view.getUint32(start + i * 4, true));
      if (fat.length > maxSectors + perSector) break;
    }
    return fat;
  }
}

function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= bytes.length; at += 128) {
    const nameBytes = Math.min(64, view.getUint16(at + 64, true));
    let name = '';
    for (let i = 0; i + 2 < nameBytes; i += 2) {
      name += String.fromCharCode(view.getUint16(at + i, true));
    }
    const type = view.getUint8(at + 66);
    if (type === 0) continue;
    const start = view.getUint32(at + 116, true);
    entries.push({ name, type, start, size: view.getUint32(at + 120, true) });
  }
  return entries;
}

function miniChain(
  sectors: Sectors,
  fatStart: number,
  root: Entry,
  start: number,
  wanted: number
): Uint8Array {
  const stream = sectors.chain(root.start, root.size);
  const fatBytes = sectors.chain(fatStart, Number.MAX_SAFE_INTEGER);
  const fat = new DataView(fatBytes.buffer, fatBytes.byteOffset, fatBytes.byteLength);
  const out = new Uint8Array(Math.ceil(wanted / 64) * 64);
  let sector = start;
  for (let at = 0; at < wanted && sector < endOfChain; at += 64) {
    out.set(stream.subarray(sector * 64, sector * 64 + 64), at);
    sector = fat.getUint32(sector * 4, true);
  }
  return out.slice(0, wanted);
}
