/**
 * Text cells that no spreadsheet runs as a formula (DESIGN 9, DOMAIN J): a leading = + - @, tab or line break
 * gets an apostrophe in front, also behind blanks and in full width. Control characters that break XML go out.
 */
const startsFormula = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]/;

// Spreadsheet XML can't hold these; in CSV they only hide things.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

const maxCellText = 32_000;

export function safeText(text: string): string {
  const plain = text.replace(controls, '').slice(0, maxCellText);
  return startsFormula.test(plain) ? `'${plain}` : plain;
}
