// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/** Writes tests/fixtures/ledgers: `node scripts/make-ledgers.mjs`. The files are committed; run it after a change. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import { encodeGbk } from './fixtures/blind/gbk.mjs';
import { createHillsideVisits } from './fixtures/blind/visits-hillside.mjs';
import { createRiversideVisits } from './fixtures/blind/visits-riverside.mjs';
import { writeOle, writeXls } from './make-ledgers-biff8.mjs';
import { createH1 } from './make-ledgers-h1.mjs';
import { createH3, createH3Other } from './make-ledgers-h3.mjs';
import { createH2 } from './make-ledgers-h2.mjs';
import { toGb18030, toHtml, toSeparated } from './make-ledgers-text.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../tests/fixtures/ledgers');
const epoch = Date.UTC(1899, 11, 30);

/** The sheet as the spreadsheet library writes it. */
function forLibrary(sheet) {
  return {
    name: sheet.name,
    hidden: sheet.isHidden === true,
    rows: sheet.rows.map((row) =>
      row.map((cell) =>
        cell !== null && typeof cell === 'object' ? new Date(epoch + cell.date * 86_400_000) : cell
      )
    ),
    merges: (sheet.merges ?? []).map(([startRow, endRow, startCol, endCol]) => ({
      startRow,
      endRow,
      startCol,
      endCol
    })),
    ...extrasOf(sheet)
  };
}

/** Formulas with their stored value, coloured cells, pictures, frozen rows, a filter. */
function extrasOf({ formulas = [], fills = [], hasPicture, freeze, filter }) {
  const cells = new Map([
    ...formulas.map(([row, column, formula, formulaResult]) => [
      `${row},${column}`,
      { value: formulaResult, formula, formulaResult, type: 'formula' }
    ]),
    ...fills.map(([row, column, rgb]) => [
      `${row},${column}`,
      { style: { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb } } } }
    ])
  ]);
  return {
    ...(cells.size > 0 ? { cells } : {}),
    ...(hasPicture
      ? { images: [{ data: onePixel, type: 'png', anchor: { from: { row: 5, col: 1 } } }] }
      : {}),
    ...(freeze ? { freezePane: { rows: freeze } } : {}),
    ...(filter ? { autoFilter: { range: filter } } : {})
  };
}

/** The smallest picture there is. */
const onePixel = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
  ),
  (character) => character.charCodeAt(0)
);

const save = (name, bytes) => writeFileSync(join(folder, name), bytes);
const utf8 = (text) => new TextEncoder().encode(text);

mkdirSync(folder, { recursive: true });
const h1 = createH1();
const hidden = {
  name: '旧表',
  isHidden: true,
  rows: [
    ['姓名', '性别'],
    ['藏起来', '男']
  ],
  merges: []
};
save('h1-统战对象花名册.xls', writeXls([h1, hidden]));
save('h1-统战对象花名册.xlsx', await writeXlsx({ sheets: [forLibrary(h1), forLibrary(hidden)] }));
save('h1-统战对象花名册.ods', await writeOds({ sheets: [forLibrary(h1)] }));
save('h1-网页另存.xls', utf8(toHtml(h1)));
save('h1-制表符文本.xls', toGb18030(toSeparated(h1, '\t')));
save('h1-utf8.csv', utf8(toSeparated(h1, ',')));
save('h1-utf8-bom.csv', utf8(`\ufeff${toSeparated(h1, ',')}`));
save('h1-gbk.csv', toGb18030(toSeparated(h1, ',')));
const h2 = createH2();
save('h2-走访慰问登记表.xlsx', await writeXlsx({ sheets: [forLibrary(h2)] }));
save('h2-utf8.csv', utf8(toSeparated(h2, ',')));
save('h2-utf8-bom.csv', utf8(`\ufeff${toSeparated(h2, ',')}`));
save('h2-gbk.csv', toGb18030(toSeparated(h2, ',')));
save('2026年统战工作台账.xlsx', await writeXlsx({ sheets: createH3().map(forLibrary) }));
save('活动与诉求.xlsx', await writeXlsx({ sheets: createH3Other().map(forLibrary) }));
save(
  '加密.xlsx',
  writeOle([
    { name: 'EncryptionInfo', data: utf8('made up') },
    { name: 'EncryptedPackage', data: utf8('made up') }
  ])
);
save('花名册.et', writeOle([{ name: 'ETContents', data: utf8('made up') }]));
save('blind/visits-riverside.xls', writeXls([createRiversideVisits()]));
save('blind/visits-hillside.xls', encodeGbk(createHillsideVisits()));
const whole = await writeXlsx({ sheets: [forLibrary(h1)] });
save('截断.xlsx', whole.subarray(0, Math.floor(whole.length * 0.6)));
