/**
 * Categories that stand once for many rows: a section line, the sheet's title or name, or what a person chose for the
 * sheet. A row takes one only where its own cell is blank: a word that is not understood is never replaced (I12).
 */
import { categoryLabel, parseCategoryKey, type PersonCategory } from '../../domain/categories';
import { readCategories } from './cells/codes';
import type { FindingList } from './findings';
import type { InterpretedRow } from './interpret-row';
import type { Layout } from './layout';
import type { CategoryGuess, LedgerDecisions } from './types';

export interface GroupCategories {
  /** Rows that only the sheet as a whole can give a category. */
  readonly rowsWithoutCategory: number;
  add(row: number, interpreted: InterpretedRow): void;
  /** One line per source, with its rows. */
  report(findings: FindingList): void;
}

interface Source {
  readonly words: string;
  readonly categories: readonly PersonCategory[];
}

const shownRows = 20;
const guessWords = { title: '标题', sheet: '工作表名', file: '文件名' } as const;

const fromGuess = ({ from, term, categories }: CategoryGuess): Source => ({
  words: `${guessWords[from]}“${term}”`,
  categories
});

/** What holds for the sheet: the choice of a person, else what its title or name says. */
function sheetSource(
  guess: CategoryGuess | undefined,
  { category }: LedgerDecisions
): Source | undefined {
  if (category === undefined) return guess && fromGuess(guess);
  const chosen = parseCategoryKey(category);
  return chosen && { words: '您的选择', categories: [chosen] };
}

/** Undefined where the words of a section line mean no category, or several. */
function sectionSource(text: string | undefined): Source | undefined {
  const reading = text === undefined ? undefined : readCategories(text);
  if (reading?.type !== 'value') return undefined;
  return {
    words: `分段标题“${text ?? ''}”`,
    categories: reading.value as unknown as readonly PersonCategory[]
  };
}

export function createGroupCategories(
  layout: Layout,
  facts: { readonly sheetCategory?: CategoryGuess },
  decisions: LedgerDecisions
): GroupCategories {
  const sheet = sheetSource(facts.sheetCategory, decisions);
  const taken = new Map<string, { readonly source: Source; readonly rows: number[] }>();
  const unclear = new Map<string, number[]>();
  let rowsWithoutCategory = 0;
  return {
    get rowsWithoutCategory() {
      return rowsWithoutCategory;
    },
    add(row, { values, places, inferred }) {
      if (places.has('categories')) return;
      const section = layout.rows.sectionOf.get(row);
      const own = sectionSource(section);
      if (!own && section !== undefined && isUnclear(section)) {
        unclear.set(section, [...(unclear.get(section) ?? []), row + 1]);
        return;
      }
      if (!own) rowsWithoutCategory++;
      const source = own ?? sheet;
      if (!source) return;
      values.set('categories', [...source.categories]);
      inferred.add('categories');
      const lines = taken.get(source.words) ?? { source, rows: [] };
      lines.rows.push(row + 1);
      taken.set(source.words, lines);
    },
    report(findings) {
      for (const [words, { source, rows }] of taken) {
        const labels = source.categories.map(categoryLabel).join('、');
        const message = `${rowWords(rows)}没有写类别，按${words}记为“${labels}”`;
        findings.sheet(`category:${words}`, 'note', message);
      }
      for (const [section, rows] of unclear) {
        const message = `分段标题“${section}”可能有几种意思，${rowWords(rows)}没有按它记类别`;
        findings.sheet(`category:${section}`, 'doubt', message);
      }
    }
  };
}

/** A section line that names categories to choose from; any other line says nothing about them. */
const isUnclear = (section: string): boolean => readCategories(section).type === 'doubt';

const rowWords = (rows: readonly number[]): string =>
  rows.length > shownRows
    ? `第 ${rows.slice(0, shownRows).join('、')} 行等 ${rows.length} 行`
    : `第 ${rows.join('、')} 行`;
