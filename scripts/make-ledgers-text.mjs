// @ts-nocheck -- makes fixtures by hand; the importer’s tests judge what it writes.
/** Text forms of fixture ledgers: CSV, tab text, HTML as offices save it, and GB18030 bytes. */

/** What a spreadsheet would show for a cell. @param {import('./make-ledgers-biff8.mjs').Cell} cell */
export function shown(cell) {
  if (cell === null) return '';
  if (typeof cell === 'object') {
    const iso = new Date(Date.UTC(1899, 11, 30) + cell.date * 86_400_000).toISOString();
    const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
    return `${year}/${month}/${day}`;
  }
  return String(cell);
}

const quote = (text, delimiter) =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;

export function toSeparated(sheet, delimiter) {
  const width = Math.max(...sheet.rows.map((row) => row.length));
  const lines = sheet.rows.map((row) =>
    Array.from({ length: width }, (_, i) => quote(shown(row[i] ?? null), delimiter)).join(delimiter)
  );
  return lines.join('\r\n') + '\r\n';
}

const escape = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\n/g, '<br>')
    .replace(/·/g, '&middot;');

export function toHtml(sheet) {
  const width = Math.max(...sheet.rows.map((row) => row.length));
  const covered = new Set();
  const spans = new Map();
  for (const [r1, r2, c1, c2] of sheet.merges ?? []) {
    spans.set(`${r1},${c1}`, ` rowspan="${r2 - r1 + 1}" colspan="${c2 - c1 + 1}"`);
    for (let r = r1; r <= r2; r++) {
      for (let c = c1; c <= c2; c++) if (r !== r1 || c !== c1) covered.add(`${r},${c}`);
    }
  }
  const rows = sheet.rows.map((row, r) => {
    const cells = [];
    for (let c = 0; c < width; c++) {
      if (covered.has(`${r},${c}`)) continue;
      cells.push(
        `<td class=xl65${spans.get(`${r},${c}`) ?? ''}>${escape(shown(row[c] ?? null))}</td>`
      );
    }
    return ` <tr height=19>\r\n  ${cells.join('\r\n  ')}\r\n </tr>`;
  });
  return [
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">',
    '<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">',
    '<style><!-- td {mso-number-format:"\\@";} --></style>',
    `<!--[if gte mso 9]><xml><x:Name>${sheet.name}</x:Name></xml><![endif]--></head>`,
    '<body><table border=0 cellpadding=0>',
    ...rows,
    '</table></body></html>'
  ].join('\r\n');
}

/** No platform encodes GB18030, so the table is made by decoding every code. */
export function toGb18030(text) {
  const decoder = new TextDecoder('gb18030');
  const table = new Map();
  const learn = (bytes) => {
    const character = decoder.decode(new Uint8Array(bytes));
    if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) {
      table.set(character, bytes);
    }
  };
  for (let a = 0x81; a <= 0xfe; a++) {
    for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) learn([a, b]);
  }
  for (let a = 0x81; a <= 0x84; a++) {
    for (let b = 0x30; b <= 0x39; b++) {
      for (let c = 0x81; c <= 0xfe; c++) {
        for (let d = 0x30; d <= 0x39; d++) learn([a, b, c, d]);
      }
    }
  }
  const out = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) out.push(code);
    else {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`no GB18030 code for ${character}`);
      out.push(...bytes);
    }
  }
  return new Uint8Array(out);
}
