/**
 * Bytes of a text file to characters: byte order mark, else strict UTF-8, else GB18030 (DOMAIN J). A file
 * that is UTF-8 but for a few bytes is reported as damaged, because as GB18030 it would read as other words.
 */
import { err, ok, type Result } from '../../kernel/result';
import type { FileProblem } from './file-problem';

export function decodeText(bytes: Uint8Array): Result<string, FileProblem> {
  const byMark = encodingOfMark(bytes);
  if (byMark) {
    const text = tryDecode(bytes, byMark);
    return text === undefined ? err({ type: 'damaged' }) : ok(text);
  }
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return ok(utf8);
  if (isBrokenUtf8(bytes)) return err({ type: 'damaged' });
  const chinese = tryDecode(bytes, 'gb18030');
  return chinese === undefined ? err({ type: 'unreadable-text' }) : ok(chinese);
}

function encodingOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // TypeError of the fatal mode, or RangeError where the browser lacks the encoding.
    return undefined;
  }
}

/** At least twenty well-formed Han characters for every broken place: no GBK text looks like that. */
function isBrokenUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 1_048_576));
  const broken = text.match(/\ufffd+/g)?.length ?? 0;
  const han = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  return han > 20 * broken;
}
