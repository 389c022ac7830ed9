/**
 * Looks for secrets in everything a folder holds (I9): each file raw, the records and blocks of LevelDB files, and
 * what Snappy, deflate, gzip or brotli hide in them; each secret as UTF-8, UTF-16 in both orders, hexadecimal and
 * base64. A positive control (scans.spec.ts) shows that each of these ways finds something.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isTable, logRecords, tableTexts } from './leveldb';
import { decompressSnappy } from './snappy';

/** Raw bytes to look for, by the name that a report may show. */
export type Secrets = Readonly<Record<string, Uint8Array>>;

export interface Finding {
  readonly secret: string;
  /** Relative path and how it was read: `raw`, `leveldb record`, `snappy` … */
  readonly file: string;
  readonly layer: string;
  readonly form: string;
}

export interface ScanReport {
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly bytes: number;
  /** Compressed parts that were opened. */
  readonly unpacked: number;
}

interface Needle {
  readonly secret: string;
  readonly form: string;
  readonly bytes: Buffer;
}

const shortestForm = 6;

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Base64 of the middle of a secret at each of the three alignments, without the ends that depend on neighbours. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((skip) => {
    const cut = bytes.subarray(skip);
    return cut.subarray(0, cut.length - (cut.length % 3)).toString('base64');
  });
}

function needlesOf(secret: string, bytes: Uint8Array, isText: boolean): Needle[] {
  const raw = Buffer.from(bytes);
  const forms: (readonly [string, Buffer])[] = [['bytes', raw]];
  const texts = isText ? [raw.toString('utf8')] : [raw.toString('hex')];
  if (!isText) {
    for (const text of base64Forms(raw)) {
      texts.push(text, text.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  for (const text of new Set(texts)) {
    forms.push(['UTF-8', Buffer.from(text, 'utf8')]);
    forms.push(['UTF-16LE', Buffer.from(text, 'utf16le')], ['UTF-16BE', utf16be(text)]);
  }
  return forms
    .filter(([, form]) => form.length >= shortestForm)
    .map(([form, each]) => ({ secret, form, bytes: each }));
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

interface Layer {
  readonly layer: string;
  readonly bytes: Uint8Array;
}

/** Chromium's mark before an IndexedDB value that it compressed itself: version tag, wrapper, Snappy. */
const wrappedValue = Buffer.from([0xff, 0x11, 0x02]);
const gzipMark = Buffer.from([0x1f, 0x8b, 0x08]);
const zlibMarks = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));

function* positionsOf(bytes: Buffer, mark: Buffer): Generator<number> {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) yield at;
}

const attempt = (unpack: () => Uint8Array): Uint8Array | undefined => {
  try {
    return unpack();
  } catch {
    return undefined;
  }
};

/** Everything that unpacks at any place of the bytes. Two marks may overlap by chance: both are tried. */
function* unpackedParts(bytes: Uint8Array): Generator<Layer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const at of positionsOf(buffer, wrappedValue)) {
    const plain = decompressSnappy(buffer, at + wrappedValue.length);
    if (plain) yield { layer: 'snappy value', bytes: plain };
  }
  const limit = { maxOutputLength: 64 * 1024 * 1024 };
  for (const at of positionsOf(buffer, gzipMark)) {
    const plain = attempt(() => gunzipSync(buffer.subarray(at), limit));
    if (plain) yield { layer: 'gzip', bytes: plain };
  }
  for (const mark of zlibMarks) {
    for (const at of positionsOf(buffer, mark)) {
      const plain = attempt(() => inflateSync(buffer.subarray(at), limit));
      if (plain) yield { layer: 'zlib', bytes: plain };
    }
  }
}

/** A file in all the ways it can be read. */
function* layersOf(file: Buffer): Generator<Layer> {
  yield { layer: 'raw', bytes: file };
  const records = isTable(file) ? tableTexts(file) : logRecords(file);
  for (const bytes of tolerant(records)) {
    yield { layer: 'leveldb', bytes };
    yield* unpackedParts(bytes);
  }
  yield* unpackedParts(file);
  const whole = attempt(() => brotliDecompressSync(file));
  if (whole && whole.length > 0) yield { layer: 'brotli', bytes: whole };
}

/** Ends at the first damaged part instead of throwing. */
function* tolerant(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  try {
    yield* parts;
  } catch {
    // the rest of the file has been searched raw
  }
}

export interface SecretsToFind {
  readonly texts: Readonly<Record<string, string>>;
  readonly keys?: Secrets;
}

export async function scanFolder(folder: string, secrets: SecretsToFind): Promise<ScanReport> {
  const needles = [
    ...Object.entries(secrets.texts).flatMap(([name, text]) =>
      needlesOf(name, Buffer.from(text, 'utf8'), true)
    ),
    ...Object.entries(secrets.keys ?? {}).flatMap(([name, bytes]) => needlesOf(name, bytes, false))
  ];
  const findings = new Map<string, Finding>();
  const report = { files: 0, bytes: 0, unpacked: 0 };
  for await (const path of filesBelow(folder)) {
    const file = await readFile(path);
    report.files++;
    report.bytes += file.length;
    for (const { layer, bytes } of layersOf(file)) {
      if (layer !== 'raw') report.unpacked++;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const needle of needles) {
        if (!text.includes(needle.bytes)) continue;
        const found = {
          secret: needle.secret,
          file: relative(folder, path),
          layer,
          form: needle.form
        };
        findings.set(JSON.stringify(found), found);
      }
    }
  }
  return { ...report, findings: [...findings.values()] };
}
