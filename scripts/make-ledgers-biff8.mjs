// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/**
 * Writes a minimal BIFF8 workbook (.xls) for fixtures: an OLE2 container with one Workbook stream, shared
 * strings, numbers as RK or NUMBER records, merged cells, hidden sheets. Enough for readers, not for styling.
 *
 * A cell is a string, a number, null, or { date: serial }.
 * @typedef {string | number | null | { date: number }} Cell
 * @typedef {{ name: string, rows: Cell[][], merges?: number[][], isHidden?: boolean }} SheetInput
 */
const maxRecord = 8224;

class Bytes {
  /** @type {number[]} */
  data = [];
  u8(value) {
    this.data.push(value & 255);
    return this;
  }
  u16(value) {
    return this.u8(value).u8(value >> 8);
  }
  u32(value) {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }
  f64(value) {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.u8(view.getUint8(i));
    return this;
  }
  utf16(text) {
    for (let i = 0; i < text.length; i++) this.u16(text.charCodeAt(i));
    return this;
  }
  zeros(count) {
    for (let i = 0; i < count; i++) this.u8(0);
    return this;
  }
  /** @param {Bytes} other */
  add(other) {
    for (const byte of other.data) this.data.push(byte);
    return this;
  }
}

/** @param {number} id @param {(bytes: Bytes) => unknown} fill */
function record(id, fill = () => {}) {
  const body = new Bytes();
  fill(body);
  if (body.data.length > maxRecord) throw new Error(`record ${id.toString(16)} too long`);
  return new Bytes().u16(id).u16(body.data.length).add(body);
}

const bof = (type) =>
  record(0x0809, (b) => b.u16(0x0600).u16(type).u16(0x0dbb).u16(1996).u32(0x41).u32(6));
const eof = () => record(0x000a);

/** Shared strings, with a CONTINUE record wherever the next string would not fit. */
function sharedStrings(strings, total) {
  const out = new Bytes();
  let body = new Bytes().u32(total).u32(strings.length);
  let id = 0x00fc;
  const flush = () => {
    const part = body;
    out.add(record(id, (b) => b.add(part)));
    body = new Bytes();
    id = 0x003c;
  };
  for (const text of strings) {
    const entry = new Bytes().u16(text.length).u8(1).utf16(text);
    if (body.data.length + entry.data.length > maxRecord) flush();
    body.add(entry);
  }
  flush();
  return out;
}

/** A number as RK when it is exact in 30 bits, else undefined. */
function rkOf(value) {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 29) return (value << 2) | 2;
  const cents = Math.round(value * 100);
  if (cents / 100 === value && Math.abs(cents) < 2 ** 29) return (cents << 2) | 3;
  return undefined;
}

function numberRecord(row, column, xf, value) {
  const rk = rkOf(value);
  if (rk !== undefined)
    return record(0x027e, (b) =>
      b
        .u16(row)
        .u16(column)
        .u16(xf)
        .u32(rk >>> 0)
    );
  return record(0x0203, (b) => b.u16(row).u16(column).u16(xf).f64(value));
}

/** @param {SheetInput} sheet @param {Map<string, number>} index */
function sheetStream(sheet, index) {
  const out = bof(0x0010);
  const width = Math.max(1, ...sheet.rows.map((row) => row.length));
  out.add(record(0x0200, (b) => b.u32(0).u32(sheet.rows.length).u16(0).u16(width).u16(0)));
  sheet.rows.forEach((cells, row) => {
    cells.forEach((cell, column) => {
      if (cell === null || cell === '') return;
      if (typeof cell === 'number') out.add(numberRecord(row, column, 15, cell));
      else if (typeof cell === 'object') out.add(numberRecord(row, column, 16, cell.date));
      else {
        const sst = index.get(cell) ?? 0;
        out.add(record(0x00fd, (b) => b.u16(row).u16(column).u16(15).u32(sst)));
      }
    });
  });
  const merges = sheet.merges ?? [];
  if (merges.length > 0) {
    out.add(
      record(0x00e5, (b) => {
        b.u16(merges.length);
        for (const [r1, r2, c1, c2] of merges) b.u16(r1).u16(r2).u16(c1).u16(c2);
      })
    );
  }
  out.add(record(0x023e, (b) => b.u16(0x06b6).u16(0).u16(0).u32(64).u16(0).u16(0).u32(0)));
  return out.add(eof());
}

const font = () =>
  record(0x0031, (b) =>
    b.u16(220).u16(0).u16(0x7fff).u16(400).u16(0).zeros(4).u8(2).u8(1).utf16('宋体')
  );
const xf = (isStyle, format) =>
  record(0x00e0, (b) =>
    b
      .u16(0)
      .u16(format)
      .u16(isStyle ? 0xfff5 : 1)
      .u8(0x20)
      .u8(0)
      .u8(0)
      .u8(isStyle ? 0xf4 : 0)
      .zeros(8)
      .u16(0x20c0)
  );

/** @param {SheetInput[]} sheets */
function workbookStream(sheets) {
  const index = new Map();
  let total = 0;
  for (const cell of sheets.flatMap((sheet) => sheet.rows.flat())) {
    if (typeof cell !== 'string' || cell === '') continue;
    total++;
    if (!index.has(cell)) index.set(cell, index.size);
  }
  const head = bof(0x0005).add(record(0x0042, (b) => b.u16(1200)));
  head.add(
    record(0x003d, (b) =>
      b.u16(0).u16(0).u16(0x4000).u16(0x2000).u16(0x38).u16(0).u16(0).u16(1).u16(600)
    )
  );
  for (let i = 0; i < 4; i++) head.add(font());
  for (let i = 0; i < 15; i++) head.add(xf(true, 0));
  head.add(xf(false, 0)).add(xf(false, 14));
  head.add(record(0x0293, (b) => b.u16(0x8000).u8(0).u8(0xff)));
  const strings = sharedStrings([...index.keys()], total);
  const streams = sheets.map((sheet) => sheetStream(sheet, index));
  const boundSize = sheets.reduce((sum, sheet) => sum + 4 + 8 + sheet.name.length * 2, 0);
  let position = head.data.length + boundSize + strings.data.length + 4;
  sheets.forEach((sheet, i) => {
    const at = position;
    head.add(
      record(0x0085, (b) =>
        b
          .u32(at)
          .u8(sheet.isHidden ? 1 : 0)
          .u8(0)
          .u8(sheet.name.length)
          .u8(1)
          .utf16(sheet.name)
      )
    );
    position += streams[i].data.length;
  });
  head.add(strings).add(eof());
  for (const stream of streams) head.add(stream);
  return head;
}

/**
 * An OLE2 container with 512-byte sectors and streams of at least 4096 bytes, so that no mini stream is needed.
 * @param {{ name: string, data: number[] | Uint8Array }[]} streams
 */
export function writeOle(streams) {
  const padded = streams.map(({ name, data }) => {
    const size = Math.max(4096, data.length);
    const bytes = new Uint8Array(Math.ceil(size / 512) * 512);
    bytes.set(data);
    return { name, size, bytes };
  });
  const dataSectors = padded.reduce((sum, { bytes }) => sum + bytes.length / 512, 0);
  const directorySectors = Math.ceil((padded.length + 1) / 4);
  let fatSectors = 1;
  while (fatSectors * 128 < fatSectors + directorySectors + dataSectors) fatSectors++;
  const fat = new Uint32Array(fatSectors * 128).fill(0xffffffff);
  for (let i = 0; i < fatSectors; i++) fat[i] = 0xfffffffd;
  const chain = (start, count) => {
    for (let i = 0; i < count; i++) fat[start + i] = i === count - 1 ? 0xfffffffe : start + i + 1;
  };
  chain(fatSectors, directorySectors);
  const directory = new Bytes();
  const entry = (name, type, child, right, start, size) =>
    directory
      .utf16(name)
      .zeros(64 - name.length * 2)
      .u16(name.length * 2 + 2)
      .u8(type)
      .u8(1)
      .u32(0xffffffff)
      .u32(right)
      .u32(child)
      .zeros(36)
      .u32(start)
      .u32(size)
      .u32(0);
  entry('Root Entry', 5, 1, 0xffffffff, 0xfffffffe, 0);
  let next = fatSectors + directorySectors;
  padded.forEach(({ name, size, bytes }, i) => {
    entry(name, 2, 0xffffffff, i + 2 <= padded.length ? i + 2 : 0xffffffff, next, size);
    chain(next, bytes.length / 512);
    next += bytes.length / 512;
  });
  directory.zeros(directorySectors * 512 - directory.data.length);
  const header = new Bytes();
  for (const byte of [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) header.u8(byte);
  header.zeros(16).u16(0x3e).u16(3).u16(0xfffe).u16(9).u16(6).zeros(6).u32(0).u32(fatSectors);
  header.u32(fatSectors).u32(0).u32(4096).u32(0xfffffffe).u32(0).u32(0xfffffffe).u32(0);
  for (let i = 0; i < 109; i++) header.u32(i < fatSectors ? i : 0xffffffff);
  const out = new Uint8Array(512 * (1 + fatSectors + directorySectors + dataSectors));
  out.set(header.data, 0);
  out.set(new Uint8Array(fat.buffer), 512);
  out.set(directory.data, 512 * (1 + fatSectors));
  let at = 512 * (1 + fatSectors + directorySectors);
  for (const { bytes } of padded) {
    out.set(bytes, at);
    at += bytes.length;
  }
  return out;
}

/** @param {SheetInput[]} sheets */
export const writeXls = (sheets) =>
  writeOle([{ name: 'Workbook', data: workbookStream(sheets).data }]);
