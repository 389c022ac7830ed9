/** The manual of src/lib/text/help.ts as Markdown; pure, so that a test can compare it with the file. */

/** @param {string} text */
const inCell = (text) => text.replaceAll('|', '\\|');
/** @param {readonly string[]} cells */
const row = (cells) => `| ${cells.map(inCell).join(' | ')} |`;

/**
 * @param {import('../src/lib/text/help').HelpBlock} block
 * @returns {string}
 */
function renderBlock(block) {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'steps':
      return block.items.map((item, i) => `${i + 1}. ${item}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    default:
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n');
  }
}

/**
 * @param {readonly import('../src/lib/text/help').HelpChapter[]} chapters
 * @returns {string} the whole file
 */
export function renderManual(chapters) {
  const parts = ['# 同心簿使用手册', '本手册与软件里的“帮助”是同一份内容。'];
  for (const chapter of chapters) {
    parts.push(`## ${chapter.title}`);
    for (const section of chapter.sections) {
      parts.push(`### ${section.title}`, ...section.blocks.map(renderBlock));
    }
  }
  return `${parts.join('\n\n')}\n`;
}
