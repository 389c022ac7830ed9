import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTextFile, textFileLimits } from '../../../src/lib/exchange/texts/read-text-file';
import { createSeededRandom } from '../../factories/seeded-random';

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (...runs: string[]): string => `<w:p><w:pPr/>${runs.join('')}</w:p>`;
const xml = (...paragraphs: string[]): string =>
  `<?xml version="1.0"?><w:document><w:body>${paragraphs.join('')}</w:body></w:document>`;
const docx = (document: string, more: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(document),
    ...more
  });
const textOf = (bytes: Uint8Array, name = '议事办法.docx') => {
  const read = readTextFile(name, bytes);
  return read.ok ? read.value.text : read.error.type;
};
/** 议事 in GBK. */
const gbk = new Uint8Array([0xd2, 0xe9, 0xca, 0xc2, 0x0d, 0x0a, 0xd2, 0xe9]);

describe('a text file for the library', () => {
  it('.txt in UTF-8, with a mark, in UTF-16 and in GBK', () => {
    expect(textOf(strToU8('议事\r\n办法\n'), 'a.txt')).toBe('议事\n办法');
    expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, ...strToU8('议事')]), 'a.txt')).toBe('议事');
    expect(textOf(new Uint8Array([0xff, 0xfe, 0xae, 0x8b]), 'a.txt')).toBe('议');
    expect(textOf(gbk, 'a.txt')).toBe('议事\n议');
  });

  it('.docx: runs, breaks, tables and entities; deleted words, field codes and fallbacks stay out', () => {
    const document = xml(
      paragraph(run('议事'), run('办法 &amp; 说明')),
      paragraph(run('一'), '<w:r><w:br/></w:r>', run('二'), '<w:r><w:tab/></w:r>', run('三')),
      `<w:tbl><w:tr><w:tc>${paragraph(run('格'))}</w:tc></w:tr></w:tbl>`,
      paragraph(
        `<w:del>${run('删')}</w:del>`,
        '<w:r><w:instrText>PAGE</w:instrText></w:r>',
        run('留')
      ),
      `<mc:AlternateContent><mc:Fallback>${paragraph(run('旧'))}</mc:Fallback></mc:AlternateContent>`
    );
    expect(readTextFile('议事办法.docx', docx(document))).toEqual({
      ok: true,
      value: {
        title: '议事办法',
        text: '议事办法 & 说明\n一\n二 三\n格\n留',
        hasAutoNumbers: false
      }
    });
    const numbered = docx(
      xml('<w:p><w:pPr><w:numPr></w:numPr></w:pPr><w:r><w:t>会前</w:t></w:r></w:p>')
    );
    expect(readTextFile('a.docx', numbered)).toMatchObject({ value: { hasAutoNumbers: true } });
  });

  it('says what else a file is', () => {
    const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(textOf(ole, '旧.doc')).toBe('old-word');
    expect(textOf(ole, '加密.docx')).toBe('encrypted');
    expect(textOf(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), '表.xlsx')).toBe('unknown');
    expect(textOf(new Uint8Array([0x89, 0x50, 0, 1, 2, 3, 0x1a]), '图.txt')).toBe('unknown');
    expect(textOf(strToU8(' \n'), '空.txt')).toBe('empty');
    expect(textOf(docx(xml()), '空.docx')).toBe('empty');
  });

  it('I12 hostile and damaged files are refused whole', () => {
    const fine = docx(xml(paragraph(run('议事'.repeat(200)))));
    expect(textOf(fine.slice(0, fine.length - 30))).toBe('damaged');
    expect(textOf(docx(xml(paragraph(run('议'))).slice(0, -20)))).toBe('damaged');
    const entities = `<!DOCTYPE x [<!ENTITY a "议">]>${xml(paragraph(run('&a;')))}`;
    expect(textOf(docx(entities))).toBe('unknown');
    expect(textOf(new Uint8Array(textFileLimits.fileBytes + 1))).toBe('too-large');
    const bomb = docx(' '.repeat(textFileLimits.documentBytes + 1));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(textOf(bomb)).toBe('too-large');
    expect(textOf(docx(xml('<w:t>'.repeat(50_000), '<w:del>'.repeat(50_000))))).toBe('empty');
  });

  it('I5 no flipped byte crashes it or changes the words unseen', () => {
    const random = createSeededRandom('text-file');
    const whole = docx(xml(paragraph(run('议事会每月召开一次。'))));
    for (let round = 0; round < 400; round += 1) {
      const flipped = whole.slice();
      const [high = 0, low = 0, bit = 0] = random.bytes(3);
      const at = ((high << 8) | low) % flipped.length;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      const text = textOf(flipped);
      expect(['议事会每月召开一次。', 'damaged', 'unknown', 'too-large', 'empty']).toContain(text);
    }
  });
});
