/**
 * The words of reading a ledger. A proposal is what was understood without asking; decisions are what a
 * person said; parsed rows and findings follow from both and from nothing else (I11, I12). All of it is
 * plain JSON, so that it crosses from the worker and a mapping can be remembered.
 */
import type { PersonCategory } from '../../domain/categories';
import type { BookKind } from '../../domain/import-books';
import type { IsoDate } from '../../kernel/dates';
import type { Json } from '../../kernel/json';

export type { BookKind } from '../../domain/import-books';

/** Where a column goes. `field` names a field of Person, in a book a column of it; org targets name nodes that may be missing. */
export type ColumnTarget =
  | { readonly type: 'field'; readonly field: string }
  | { readonly type: 'org'; readonly level: OrgTargetLevel }
  /** An address of which only the building is read. */
  | { readonly type: 'building-of-address' }
  /** 年龄/周岁: fills a birth year only, marked. */
  | { readonly type: 'age' }
  /** 序号, 合计, 签名 …, and columns nobody assigned. */
  | { readonly type: 'ignore'; readonly reason: 'known' | 'unknown' }
  /** DOMAIN B: dropped unread. */
  | { readonly type: 'excluded'; readonly reason: string }
  /** An optional field that is switched off in 设置 (DOMAIN D1). */
  | { readonly type: 'not-enabled'; readonly field: string };

export type OrgTargetLevel = 'community' | 'grid' | 'building';

/** sure: header and content agree; likely: header alone; guess: content alone; doubtful: they disagree. */
export type Confidence = 'sure' | 'likely' | 'guess' | 'doubtful' | 'none';

export interface ColumnProposal {
  readonly index: number;
  /** As spreadsheets show it: A, B … */
  readonly letter: string;
  /** As written, group headers joined by `/`; never of an excluded column's cells. */
  readonly header: string;
  /** Three values as written; empty for excluded columns, whose cells are never shown. */
  readonly samples: readonly string[];
  readonly target: ColumnTarget;
  readonly confidence: Confidence;
  /** Plain Chinese: why this target. */
  readonly reason: string;
}

export type SkippedKind =
  'title' | 'header' | 'repeated-header' | 'subtotal' | 'section' | 'footer' | 'empty';

/** `row` is the number a spreadsheet shows: the first row is 1. */
export interface SkippedRow {
  readonly row: number;
  readonly kind: SkippedKind;
  readonly text: string;
}

export type FindingSeverity = 'doubt' | 'left-out' | 'note';

export interface FindingChoice {
  readonly label: string;
  /** null leaves the cell out. */
  readonly value: Json;
}

/** One line of the report about one cell, one row (no column) or one column (no row). */
export interface Finding {
  /** Stable within a sheet: `row:column`. */
  readonly id: string;
  readonly row?: number;
  readonly column?: number;
  readonly columnLabel: string;
  readonly field?: string;
  /** As written; empty for excluded columns. */
  readonly raw: string;
  readonly severity: FindingSeverity;
  /** Plain Chinese: what is doubtful and what was done. */
  readonly message: string;
  /** What goes in unless a choice is made; null when nothing does. */
  readonly imported: Json;
  readonly choices: readonly FindingChoice[];
}

/** A word of a code list that nobody knows: asked once for all its cells. */
export interface TermQuestion {
  readonly field: string;
  readonly term: string;
  readonly count: number;
  readonly message: string;
  /** Preselected on screen, never applied unasked. */
  readonly suggestion: Json;
  readonly choices: readonly FindingChoice[];
  /** What an earlier import was told about the word: it holds until somebody says otherwise. */
  readonly remembered?: Json;
}

/** form: labels and values are one entry; steps: several rows are one matter (H3). */
export type Arrangement = 'form' | 'steps';

export interface LedgerProposal {
  /** `fileIndex/sheetIndex`. */
  readonly sheetKey: string;
  readonly fileName: string;
  readonly sheetName: string;
  readonly isHidden: boolean;
  /** list: rows of people; book: entries of a book; roll: who came to which activity; empty: nothing; unknown: no header with a name was found, rows can be set by hand. */
  readonly kind: 'list' | 'book' | 'roll' | 'empty' | 'unknown';
  readonly book?: BookProposal;
  /** It looks like a sign-in matrix, whatever was decided. */
  readonly roll?: RollProposal;
  /** How it was laid out as a table, where it is none. */
  readonly arrangement?: Arrangement;
  readonly title: string;
  readonly community?: CommunityGuess;
  /** Category that the sheet's own title or name says for every row without its own (DOMAIN G). */
  readonly sheetCategory?: CategoryGuess;
  /** Rows whose category cell is blank and that stand below no section line that names one. */
  readonly rowsWithoutCategory: number;
  /** Zero-based, inclusive. */
  readonly headerRows: { readonly first: number; readonly last: number };
  readonly columns: readonly ColumnProposal[];
  readonly dataRowCount: number;
  readonly skipped: readonly SkippedRow[];
  readonly terms: readonly TermQuestion[];
  readonly findings: readonly Finding[];
  /** Same headers in the same order, however they are spaced: the key of the remembered mapping. */
  readonly headerSignature: string;
}

/** A sheet as the table of a book. */
export interface BookProposal {
  readonly kind: BookKind;
  /** The year of dates without one, as the title, the sheet or the file names it. */
  readonly year?: number;
  /** Date cells that name no year. */
  readonly yearless: number;
  /** What must be said of every entry, or is ticked for all of them, and no column says. */
  readonly defaults: readonly BookDefault[];
}

export interface RollProposal {
  readonly year?: number;
  /** Days in its head that name no year. */
  readonly yearless: number;
  /** Titles and days as its head has them. */
  readonly activities: readonly string[];
}

/** A code, null while nobody said it; or a tick. */
export interface BookDefault {
  readonly field: string;
  readonly value: string | boolean | null;
}

export interface CommunityGuess {
  readonly name: string;
  readonly from: 'title' | 'sheet' | 'file' | 'remembered';
}

/** A political identity for many rows at once: always shown and editable before it goes in. */
export interface CategoryGuess {
  /** As written. */
  readonly term: string;
  readonly categories: readonly PersonCategory[];
  /** file: its name, and no sheet in it says otherwise. */
  readonly from: 'title' | 'sheet' | 'file';
}

/** What a person decided about one sheet. Lists instead of objects: cells may hold any word as a key. */
export interface LedgerDecisions {
  readonly headerRows?: { readonly first: number; readonly last: number };
  readonly columns?: readonly { readonly index: number; readonly target: ColumnTarget }[];
  /** What table it is, whatever it looks like. */
  readonly book?: BookKind | 'person' | 'roll';
  /** For dates without a year. */
  readonly year?: number;
  readonly defaults?: readonly BookDefault[];
  readonly community?: string;
  /** For rows without a category: `U12:03` (domain/categories), or empty for none. */
  readonly category?: string;
  readonly terms?: readonly {
    readonly field: string;
    readonly term: string;
    readonly value: Json;
  }[];
  /** By finding id; `choice` is an index into its choices. */
  readonly cells?: readonly { readonly id: string; readonly choice: number }[];
  /** Rows (as shown) that stay out. */
  readonly leftOutRows?: readonly number[];
}

export interface OrgNames {
  readonly community?: string;
  readonly grid?: string;
  readonly building?: string;
}

/** One person of the ledger. */
export interface ParsedRow {
  /** `sheetName/row`, with `/2` for the second person of a split cell; unique in its file. */
  readonly rowKey: string;
  readonly sheetKey: string;
  readonly row: number;
  /** Values by person field, each accepted by the field's own parser. */
  readonly values: Readonly<Record<string, Json>>;
  readonly org: OrgNames;
  /** Fields that the row itself does not say: merged cells, 同上, section line, title, choice for the sheet. */
  readonly inferred: readonly string[];
}

/** Somebody whom an entry names. The register says who that is, or a person does; never the name alone. */
export interface NamedInRecord {
  readonly field: string;
  readonly name: string;
  /** What else the row says about the person. */
  readonly phones: readonly Json[];
  readonly building?: string;
}

/** One entry of a book. */
export interface ParsedRecord {
  readonly kind: BookKind;
  /** `sheetName/row`, unique in its file. */
  readonly rowKey: string;
  readonly sheetKey: string;
  readonly row: number;
  /** What the row says, cleaned: the same in every copy of the ledger and whatever was answered (I11). */
  readonly key: string;
  readonly values: Readonly<Record<string, Json>>;
  /** As shown in lists: whom or what it is about, as written. */
  readonly about: string;
  readonly people: readonly NamedInRecord[];
  /** Colleagues by field, as written. */
  readonly workers: readonly { readonly field: string; readonly name: string }[];
  /** Entries that grow out of this one and refer to it by `visit`. */
  readonly needs: readonly Readonly<Record<string, Json>>[];
}

/** Who came to one activity, by a column of a sign-in matrix. */
export interface ParsedRoll {
  readonly sheetKey: string;
  /** Its letter, unique in the sheet. */
  readonly column: string;
  readonly title: string;
  readonly on?: IsoDate;
  readonly entries: readonly RollEntry[];
}

export interface RollEntry {
  readonly named: NamedInRecord;
  /** Of domain/code-lists/attendance-role. */
  readonly role: string;
}

export interface ParsedLedger {
  readonly rows: readonly ParsedRow[];
  /** Entries of a book; then there are no rows of people. */
  readonly records: readonly ParsedRecord[];
  readonly rolls: readonly ParsedRoll[];
  readonly findings: readonly Finding[];
  readonly terms: readonly TermQuestion[];
  readonly skipped: readonly SkippedRow[];
  /** See LedgerProposal. */
  readonly rowsWithoutCategory: number;
}

/** What the workbook already knows, handed in: nothing here reads storage. */
export interface LedgerHints {
  /** Names of all person fields that are on in this workbook (domain/field-switches). */
  readonly enabledFields: readonly string[];
  /** Remembered mappings, newest first. Columns hold for their header signature, answers about words for every ledger. */
  readonly mappings: readonly RememberedMapping[];
  /** Year that two-digit years and ages are judged against, from the injected clock. */
  readonly currentYear: number;
  /** Later days have not been yet. */
  readonly today: IsoDate;
}

export interface RememberedMapping {
  readonly headerSignature: string;
  /** Without it a list of people. */
  readonly book?: BookKind;
  readonly columns: readonly { readonly index: number; readonly target: ColumnTarget }[];
  readonly terms: readonly {
    readonly field: string;
    readonly term: string;
    readonly value: Json;
  }[];
  readonly community?: string;
}
