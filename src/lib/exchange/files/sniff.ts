/**
 * What a file is, by its bytes and never by its name (issue 2): government exports call HTML and tab text
 * .xls. The name only helps where bytes say nothing (.et).
 */
import { err, ok, type Result } from '../../kernel/result';
import { biff8, readBiffGlobals } from './biff-globals';
import type { FileProblem } from './file-problem';
import { limits } from './limits';
import { openOle } from './ole';
import { readZipDirectory, type ZipEntry } from './zip-parts';

export type FileKind =
  | { readonly type: 'xls'; readonly hiddenSheets: readonly boolean[] }
  | { readonly type: 'xlsx' | 'ods'; readonly entries: readonly ZipEntry[] }
  | { readonly type: 'html' }
  | { readonly type: 'text' };

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], ' PDF 文件'],
  [[0x89, 0x50, 0x4e, 0x47], '图片'],
  [[0xff, 0xd8, 0xff], '图片'],
  [[0x47, 0x49, 0x46, 0x38], '图片'],
  [[0x52, 0x61, 0x72, 0x21], '压缩包（请先解压）'],
  [[0x37, 0x7a, 0xbc, 0xaf], '压缩包（请先解压）'],
  [[0x1f, 0x8b], '压缩包（请先解压）']
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** Decides the kind, or says why the file can't be read. Looks at the directory of containers only. */
export function sniffFile(bytes: Uint8Array, fileName: string): Result<FileKind, FileProblem> {
  if (bytes.length > limits.fileBytes) return err({ type: 'too-large', bytes: bytes.length });
  if (bytes.length === 0) return err({ type: 'empty' });
  if (startsWith(bytes, [0x50, 0x4b])) return sniffZip(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return sniffOle(bytes);
  const other = signatures.find(([signature]) => startsWith(bytes, signature));
  if (other) return err({ type: 'other-format', what: other[1] });
  if (/\.et$/i.test(fileName)) return err({ type: 'wps-format' });
  return sniffText(bytes);
}

function sniffZip(bytes: Uint8Array): Result<FileKind, FileProblem> {
  const entries = readZipDirectory(bytes);
  if (!entries) return err({ type: 'damaged' });
  const names = new Set(entries.map((entry) => entry.name.replace(/^\//, '').toLowerCase()));
  if (names.has('xl/workbook.xml')) return ok({ type: 'xlsx', entries });
  if (names.has('content.xml')) return ok({ type: 'ods', entries });
  if (names.has('word/document.xml')) return err({ type: 'word-document' });
  if (names.has('xl/workbook.bin')) {
    return err({ type: 'other-format', what: '二进制的 .xlsb 文件（请另存为 .xlsx）' });
  }
  // Strict OOXML and odd producers may place the workbook elsewhere: the content types decide.
  if (names.has('[content_types].xml') && [...names].some((name) => name.includes('worksheets/'))) {
    return ok({ type: 'xlsx', entries });
  }
  return err({ type: 'other-format', what: '压缩包（请先解压）' });
}

function sniffOle(bytes: Uint8Array): Result<FileKind, FileProblem> {
  const container = openOle(bytes);
  if (!container.ok) return err({ type: 'damaged' });
  const names = new Set(container.value.names);
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo'))
    return err({ type: 'encrypted' });
  if (names.has('Workbook')) return sniffWorkbookStream(container.value.head('Workbook', 262_144));
  if (names.has('Book')) return err({ type: 'old-excel' });
  if (names.has('WordDocument')) return err({ type: 'word-document' });
  return err({ type: 'wps-format' });
}

function sniffWorkbookStream(head: Uint8Array | undefined): Result<FileKind, FileProblem> {
  const globals = head && readBiffGlobals(head);
  if (!globals) return err({ type: 'damaged' });
  if (globals.isEncrypted) return err({ type: 'encrypted' });
  if (globals.version !== biff8) return err({ type: 'old-excel' });
  return ok({ type: 'xls', hiddenSheets: globals.hiddenSheets });
}

function sniffText(bytes: Uint8Array): Result<FileKind, FileProblem> {
  const isUtf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const head = bytes.subarray(0, 4096);
  if (!isUtf16 && head.includes(0)) {
    const isOldExcel = bytes[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1);
    return err(
      isOldExcel ? { type: 'old-excel' } : { type: 'other-format', what: '无法识别的文件' }
    );
  }
  const start = asciiHead(head, isUtf16);
  if (start.trim() === '' && bytes.length < 16) return err({ type: 'empty' });
  if (start.trimStart().startsWith('{\\rtf')) return err({ type: 'word-document' });
  return ok({ type: start.trimStart().startsWith('<') ? 'html' : 'text' });
}

/** Enough of the beginning to see a `<`, whatever the encoding. */
function asciiHead(head: Uint8Array, isUtf16: boolean): string {
  let text = '';
  for (const byte of head) {
    if (byte === 0xef || byte === 0xbb || byte === 0xbf || (isUtf16 && byte > 127)) continue;
    if (byte !== 0) text += String.fromCharCode(byte);
    if (text.length >= 256) break;
  }
  return text;
}
