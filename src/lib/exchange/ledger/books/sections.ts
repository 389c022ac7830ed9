/** Section lines of a visit ledger (H2-1): 一、春节慰问 says the cause of the rows below, a title that of the whole sheet. */
import { visitCauses } from '../../../domain/code-lists/visit-cause';
import type { FindingList } from '../findings';
import type { Layout } from '../layout';
import type { TermList } from '../terms';
import type { BookKind } from '../types';
import { occasionText, readOccasion, type Occasion } from './cells/occasion';

export interface Sections {
  /** What the section line above a row says, else the title. */
  of(row: number): Occasion | undefined;
  textOf(row: number): string;
}

const titleSays = /节|元旦|两节|送温暖|困难/;

export function createSections(
  { rows, title }: Layout,
  kind: BookKind,
  findings: FindingList,
  terms: TermList
): Sections {
  const textOf = (row: number): string => rows.sectionOf.get(row) ?? '';
  if (kind !== 'visit') return { of: () => undefined, textOf };
  const byText = new Map<string, Occasion | undefined>();
  for (const text of new Set(rows.sectionOf.values())) {
    byText.set(text, readOccasion(text) ?? asked(text, terms));
  }
  for (const { row, kind: skipped, text } of rows.skipped) {
    if (skipped !== 'section') continue;
    const occasion = [...byText].find(([section]) => section !== '' && text.endsWith(section))?.[1];
    const message = occasion
      ? `下面各行没有写缘由的，记为“${occasionText(occasion)}”`
      : '看不出下面各行的缘由，缘由留空';
    findings.row(row - 1, occasion ? 'note' : 'doubt', message, text);
  }
  const ofTitle = titleSays.test(title) ? readOccasion(title) : undefined;
  if (ofTitle) {
    const message = `没有写缘由的，按标题记为“${occasionText(ofTitle)}”`;
    findings.sheet('cause', 'note', message);
  }
  return {
    textOf,
    of(row) {
      const text = textOf(row);
      return text === '' ? ofTitle : byText.get(text);
    }
  };
}

/** A section that nothing is known of is asked once for all its rows. */
function asked(text: string, terms: TermList): Occasion | undefined {
  const answer = terms.ask('cause', {
    term: text,
    message: `分段标题“${text}”下面各行的缘由，请选择`,
    suggestion: null,
    choices: [
      ...visitCauses.items.map(({ code, label }) => ({ label, value: code })),
      { label: '留空', value: null }
    ]
  });
  return typeof answer?.value === 'string' ? { cause: answer.value } : undefined;
}
