/** From the bytes of one file to raw sheets: sniff, check the limits, then parse. Never throws on any bytes. */
import { err, ok, type Result } from '../../kernel/result';
import { decodeText } from './decode-text';
import type { FileProblem } from './file-problem';
import { decodeEntities } from './html-entities';
import { readHtmlTables } from './html-table';
import { limits } from './limits';
import type { RawSheet } from './raw-sheet';
import { sniffFile, type FileKind } from './sniff';
import { attributeOf, findTags } from './tags';
import { readTextTable } from './text-table';
import type { WorkbookReader } from './workbook-reader';
import { sheetsWithPictures } from './pictures';
import { repackParts, unpackParts, type ZipEntry } from './zip-parts';

export interface FileContent {
  readonly kind: FileKind['type'];
  readonly sheets: readonly RawSheet[];
}

export async function readLedgerFile(
  bytes: Uint8Array,
  fileName: string,
  reader: WorkbookReader
): Promise<Result<FileContent, FileProblem>> {
  const kind = sniffFile(bytes, fileName);
  if (!kind.ok) return kind;
  const sheets = await readSheets(bytes, kind.value, fileName, reader);
  if (!sheets.ok) return sheets;
  return ok({ kind: kind.value.type, sheets: sheets.value });
}

/** Cells copied from a spreadsheet and pasted: tab-separated, quoted where they hold line breaks. */
export function readPastedText(text: string): Result<FileContent, FileProblem> {
  if (text.length > limits.fileBytes) return err({ type: 'too-large', bytes: text.length });
  const sheet = readTextTable(text, '粘贴的内容');
  return sheet.ok ? ok({ kind: 'text', sheets: [sheet.value] }) : sheet;
}

async function readSheets(
  bytes: Uint8Array,
  kind: FileKind,
  fileName: string,
  reader: WorkbookReader
): Promise<Result<readonly RawSheet[], FileProblem>> {
  switch (kind.type) {
    case 'xls': {
      const sheets = await reader.read(bytes, 'xls');
      if (!sheets.ok) return sheets;
      return ok(
        sheets.value.map((sheet, index) => ({
          ...sheet,
          isHidden: kind.hiddenSheets[index] ?? false
        }))
      );
    }
    case 'xlsx':
    case 'ods':
      return readContainer(bytes, kind.type, kind.entries, reader);
    case 'html':
    case 'text': {
      const text = decodeText(bytes);
      if (!text.ok) return text;
      const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
      if (kind.type === 'html' && /<table[\s>]/i.test(text.value)) {
        return readHtmlTables(text.value, name);
      }
      if (text.value.trim() === '') return err({ type: 'empty' });
      const sheet = readTextTable(text.value, name);
      return sheet.ok ? ok([sheet.value]) : sheet;
    }
  }
}

async function readContainer(
  bytes: Uint8Array,
  kind: 'xlsx' | 'ods',
  entries: readonly ZipEntry[],
  reader: WorkbookReader
): Promise<Result<readonly RawSheet[], FileProblem>> {
  const parts = unpackParts(bytes, entries);
  if (!parts.ok) return parts;
  const manifest = parts.value.get('META-INF/manifest.xml');
  if (manifest && new TextDecoder().decode(manifest).includes('encryption-data')) {
    return err({ type: 'encrypted' });
  }
  const sheets = await reader.read(repackParts(parts.value), kind);
  if (!sheets.ok) return sheets;
  if (kind === 'xlsx') {
    const pictured = sheetsWithPictures(parts.value, entries);
    return ok(
      sheets.value.map((sheet) =>
        pictured.has(sheet.name) ? { ...sheet, hasPictures: true } : sheet
      )
    );
  }
  const content = parts.value.get('content.xml');
  if (!content) return sheets;
  const hidden = hiddenOdsSheets(new TextDecoder().decode(content));
  return ok(sheets.value.map((sheet) => ({ ...sheet, isHidden: hidden.has(sheet.name) })));
}

/** The reader library doesn't say which sheets of an .ods are hidden: their table style is not displayed. */
function hiddenOdsSheets(content: string): ReadonlySet<string> {
  const hiddenStyles = new Set<string>();
  const hidden = new Set<string>();
  let styleName: string | undefined;
  for (const { element, isEnd, attributes } of findTags(content)) {
    if (isEnd || element === undefined) continue;
    if (element === 'style:table-properties') {
      const isShown = attributeOf(attributes, 'table:display') !== 'false';
      if (styleName !== undefined && !isShown) hiddenStyles.add(styleName);
    } else if (element === 'table:table') {
      const style = attributeOf(attributes, 'table:style-name');
      const name = attributeOf(attributes, 'table:name');
      if (style && name && hiddenStyles.has(style)) hidden.add(decodeEntities(name));
    }
    styleName = element === 'style:style' ? attributeOf(attributes, 'style:name') : undefined;
  }
  return hidden;
}
