/**
 * A .txt or .docx file as plain text for the library. Everything is bounded before it is unpacked, nothing of the file
 * is executed or followed, and what can't be read whole is refused rather than read in part (I12).
 */
import { unzipSync } from 'fflate';
import { err, ok, type Result } from '../../kernel/result';
import { decodeText } from '../files/decode-text';
import { crc32, readZipChecksums } from '../files/zip-checksums';
import { readZipDirectory } from '../files/zip-parts';
import { documentText } from './docx-text';

export const textFileLimits = {
  /** Bytes of the file; pictures make documents large. */
  fileBytes: 20 * 1_048_576,
  /** Bytes of the words alone, unpacked. */
  documentBytes: 20 * 1_048_576
} as const;

export interface TextFile {
  /** The file's name without its ending. */
  readonly title: string;
  readonly text: string;
  readonly hasAutoNumbers: boolean;
}

export type TextFileProblem =
  | { readonly type: 'too-large'; readonly limit: number }
  | { readonly type: 'empty' }
  /** Word 97–2003, WPS: to be saved as .docx. */
  | { readonly type: 'old-word' }
  | { readonly type: 'encrypted' }
  | { readonly type: 'unknown' }
  | { readonly type: 'damaged' };

const documentPart = 'word/document.xml';

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isOle = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;

export function readTextFile(name: string, bytes: Uint8Array): Result<TextFile, TextFileProblem> {
  if (bytes.length > textFileLimits.fileBytes) {
    return err({ type: 'too-large', limit: textFileLimits.fileBytes });
  }
  if (isOle(bytes))
    return err({ type: name.toLowerCase().endsWith('x') ? 'encrypted' : 'old-word' });
  const read = isZip(bytes) ? readDocx(bytes) : readPlain(bytes);
  if (!read.ok) return read;
  const text = read.value.text.replace(/\r\n?/g, '\n').trim();
  if (text === '') return err({ type: 'empty' });
  const title = name.replace(/\.[^.]{1,5}$/, '').trim();
  return ok({ title, text, hasAutoNumbers: read.value.hasAutoNumbers });
}

type Read = Result<Pick<TextFile, 'text' | 'hasAutoNumbers'>, TextFileProblem>;

function readPlain(bytes: Uint8Array): Read {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    return err({ type: decoded.error.type === 'damaged' ? 'damaged' : 'unknown' });
  }
  const text = decoded.value.replace(/^\ufeff/, '');
  // A picture or a program decodes to something now and then; text has no such characters.
  return /[\u0000-\u0008\u000e-\u001f]/.test(text)
    ? err({ type: 'unknown' })
    : ok({ text, hasAutoNumbers: false });
}

function readDocx(bytes: Uint8Array): Read {
  const entries = readZipDirectory(bytes);
  if (!entries) return err({ type: 'damaged' });
  const entry = entries.find((item) => item.name === documentPart);
  if (!entry) return err({ type: 'unknown' });
  if (entry.size > textFileLimits.documentBytes) {
    return err({ type: 'too-large', limit: textFileLimits.documentBytes });
  }
  const part = unpack(bytes);
  const announced = readZipChecksums(bytes)?.get(documentPart);
  if (!part || (announced !== undefined && announced !== crc32(part))) {
    return err({ type: 'damaged' });
  }
  const decoded = decodeText(part);
  if (!decoded.ok) return err({ type: 'damaged' });
  // Word never declares a type of its own; entities could be made to grow without end.
  if (/<!DOCTYPE|<!ENTITY/i.test(decoded.value)) return err({ type: 'unknown' });
  return decoded.value.includes('</w:document>')
    ? ok(documentText(decoded.value))
    : err({ type: 'damaged' });
}

/** The one part, once, whatever the directory says. */
function unpack(bytes: Uint8Array): Uint8Array | undefined {
  let isTaken = false;
  try {
    const parts = unzipSync(bytes, {
      filter: (file) => file.name === documentPart && !isTaken && (isTaken = true)
    });
    return parts[documentPart];
  } catch {
    // Plain errors on any malformed part; all of them mean the same here.
    return undefined;
  }
}
