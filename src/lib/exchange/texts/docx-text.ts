/**
 * The words of word/document.xml, paragraph by paragraph, read as a stream of tags: no tree, no entities of its own,
 * no styles. Deleted text of tracked changes, field codes, pictures, notes and comments are left out. Numbers that Word
 * makes by itself (自动编号) are no text and don't come along: `hasAutoNumbers` says so.
 */
import { decodeEntities } from '../files/html-entities';

export interface DocxText {
  readonly text: string;
  readonly hasAutoNumbers: boolean;
}

const tag = /<(\/?)([\w:]+)[^>]*?(\/?)>([^<]*)/g;
/** Elements whose text is not part of the text. */
const skipped = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:txbxContent']);

export function documentText(xml: string): DocxText {
  const paragraphs: string[] = [];
  let line = '';
  let skipDepth = 0;
  let isText = false;
  for (const [, closes, name = '', closed, after = ''] of xml.matchAll(tag)) {
    const isOpening = closes === '' && closed === '';
    if (skipped.has(name) && closed === '') skipDepth += isOpening ? 1 : -1;
    if (name === 'w:t') isText = isOpening;
    if (skipDepth > 0) continue;
    if (name === 'w:tab' && closed) line += ' ';
    else if ((name === 'w:br' || name === 'w:cr') && closed) line += '\n';
    else if (name === 'w:t' && isText) line += decodeEntities(after);
    else if (name === 'w:p' && !isOpening) {
      paragraphs.push(line.trimEnd());
      line = '';
    }
  }
  return { text: paragraphs.join('\n'), hasAutoNumbers: xml.includes('<w:numPr>') };
}
