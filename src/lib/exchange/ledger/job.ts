/**
 * Several files and sheets as one import (issue 2): every sheet has its key, its proposal and its decisions;
 * one failing file stops no other. Holds the raw sheets, so that the page only gets what it shows.
 */
import { describeFileProblem, type FileProblem } from '../files/file-problem';
import type { RawSheet } from '../files/raw-sheet';
import { readLedgerFile, readPastedText, type FileContent } from '../files/read-file';
import type { WorkbookReader } from '../files/workbook-reader';
import type { RecordId } from '../../kernel/ids';
import { equalJson } from '../../kernel/json';
import type { Result } from '../../kernel/result';
import { applyMapping } from './apply-mapping';
import { arrangeSheet } from './arrange/arrange';
import { categoryIn } from './community';
import { dryRun } from './dry-run';
import type { DryRun, EarlierImport, ExistingOrgNode, ExistingPerson } from './dry-run-types';
import type { LedgerDecisions, LedgerHints, LedgerProposal, ParsedLedger } from './types';
import { readSheet, understandSheet, type SheetSource } from './understand';

export interface JobFile {
  readonly name: string;
  /** Bytes of a file, or pasted text. */
  readonly content: Uint8Array | string;
}

export interface FileOutcome {
  readonly fileName: string;
  readonly kind?: FileContent['kind'];
  readonly proposals: readonly LedgerProposal[];
  readonly problem?: FileProblem;
  /** Plain answer what to do. */
  readonly message?: string;
}

export interface LedgerJob {
  /** Reads one file after the other; `onProgress` is called before each and at the end. */
  open(
    files: readonly JobFile[],
    onProgress?: (done: number, total: number, fileName: string) => void
  ): Promise<readonly FileOutcome[]>;
  /** Understands a sheet again with what was decided so far. */
  understand(sheetKey: string, decisions: LedgerDecisions): LedgerProposal | undefined;
  apply(sheetKey: string, decisions: LedgerDecisions): ParsedLedger | undefined;
  /** The book in slices, before `compare`: so much at once that posting it never holds up the page. */
  addPeople(slice: PeopleSlice): void;
  /** The dry run of applied sheets against the people added before, who are then forgotten. */
  compare(input: CompareInput): DryRun;
  /** Cells of some rows as written, for showing a doubtful cell with its neighbours. */
  rowsAround(sheetKey: string, row: number, count: number): readonly (readonly string[])[];
}

export interface PeopleSlice {
  readonly people: readonly ExistingPerson[];
  /** What earlier imports of these ledgers wrote. */
  readonly earlier: EarlierImport['people'];
}

export interface CompareInput {
  readonly sheets: readonly {
    readonly sheetKey: string;
    readonly decisions: LedgerDecisions;
    /** SHA-256 of the file. */
    readonly digest: string;
  }[];
  /** A record id for every key of importKeysOf. */
  readonly ids: readonly (readonly [string, RecordId])[];
  readonly orgNodes: readonly ExistingOrgNode[];
}

type EarlierPerson = EarlierImport['people'][number];

interface OpenSheet {
  readonly sheet: RawSheet;
  /** As a table, the way it was understood last. */
  shown: RawSheet;
  readonly source: SheetSource;
  readonly proposal: LedgerProposal;
  /** Columns that were excluded under any header so far: their cells are never shown (DOMAIN B-7). */
  readonly hidden: Set<number>;
  /** As it was applied last, under which decisions: reading, applying and comparing mostly ask for the same. */
  applied: { readonly decisions: LedgerDecisions; readonly parsed: ParsedLedger };
}

export function createLedgerJob(reader: WorkbookReader, hints: LedgerHints): LedgerJob {
  const sheets = new Map<string, OpenSheet>();
  const understand = (sheetKey: string, decisions: LedgerDecisions): LedgerProposal | undefined => {
    const open = sheets.get(sheetKey);
    if (!open) return undefined;
    const proposal = understandSheet(open.sheet, open.source, hints, decisions);
    open.shown = arrangeSheet(open.sheet, decisions, hints).sheet;
    for (const index of excludedColumns(proposal)) open.hidden.add(index);
    return proposal;
  };
  const apply = (sheetKey: string, decisions: LedgerDecisions): ParsedLedger | undefined => {
    const open = sheets.get(sheetKey);
    if (!open) return undefined;
    if (!isSame(open.applied.decisions, decisions))
      open.applied = {
        decisions,
        parsed: applyMapping(open.sheet, open.proposal, decisions, hints)
      };
    return open.applied.parsed;
  };
  let people: ExistingPerson[] = [];
  let earlier: EarlierPerson[] = [];
  return {
    async open(files, onProgress) {
      const outcomes: FileOutcome[] = [];
      for (const [index, file] of files.entries()) {
        onProgress?.(index, files.length, file.name);
        const content = await read(file, reader);
        outcomes.push(addFile(sheets, index, file.name, content, hints));
      }
      onProgress?.(files.length, files.length, '');
      return outcomes;
    },
    understand,
    apply,
    addPeople(slice) {
      people.push(...slice.people);
      earlier.push(...slice.earlier);
    },
    compare(input) {
      const digests = new Map(input.sheets.map(({ sheetKey, digest }) => [sheetKey, digest]));
      const run = dryRun({
        rows: input.sheets.flatMap(
          ({ sheetKey, decisions }) => apply(sheetKey, decisions)?.rows ?? []
        ),
        digestOf: (sheetKey) => digests.get(sheetKey) ?? '',
        ids: new Map(input.ids),
        people,
        orgNodes: input.orgNodes,
        ...(earlier.length > 0 ? { earlier: { people: earlier } } : {})
      });
      people = [];
      earlier = [];
      return run;
    },
    rowsAround: (sheetKey, row, count) => visibleRows(sheets.get(sheetKey), row, count)
  };
}

const isSame = (a: LedgerDecisions, b: LedgerDecisions): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const read = (file: JobFile, reader: WorkbookReader): Promise<Result<FileContent, FileProblem>> =>
  typeof file.content === 'string'
    ? Promise.resolve(readPastedText(file.content))
    : readLedgerFile(file.content, file.name, reader);

function addFile(
  sheets: Map<string, OpenSheet>,
  index: number,
  fileName: string,
  content: Result<FileContent, FileProblem>,
  hints: LedgerHints
): FileOutcome {
  if (!content.ok) {
    const problem = content.error;
    return { fileName, proposals: [], problem, message: describeFileProblem(problem) };
  }
  const first = content.value.sheets.map((sheet, number) =>
    readSheet(sheet, { sheetKey: `${index}/${number}`, fileName }, hints)
  );
  const category = fileCategory(
    fileName,
    first.map(({ proposal }) => proposal)
  );
  const proposals = content.value.sheets.map((sheet, number) => {
    const sheetKey = `${index}/${number}`;
    const source = { sheetKey, fileName, ...category };
    const before = first[number];
    const { proposal, parsed } =
      before && (category === undefined || before.proposal.sheetCategory !== undefined)
        ? before
        : readSheet(sheet, source, hints);
    const hidden = new Set(excludedColumns(proposal));
    const shown = arrangeSheet(sheet, {}, hints).sheet;
    const applied = { decisions: {}, parsed };
    sheets.set(sheetKey, { sheet, shown, source, proposal, hidden, applied });
    return proposal;
  });
  return { fileName, kind: content.value.kind, proposals };
}

/** A category in the file's name holds for its sheets unless one of them names another: never across sheets. */
function fileCategory(
  fileName: string,
  proposals: readonly LedgerProposal[]
): Pick<SheetSource, 'fileCategory'> | undefined {
  const named = categoryIn(fileName.replace(/\.[^.]*$/, ''), 'file');
  if (!named) return undefined;
  const agrees = ({ sheetCategory }: LedgerProposal): boolean =>
    !sheetCategory || equalJson(sheetCategory.categories, named.categories);
  return proposals.every(agrees) ? { fileCategory: named } : undefined;
}

const excludedColumns = ({ columns }: LedgerProposal): readonly number[] =>
  columns.filter(({ target }) => target.type === 'excluded').map(({ index }) => index);

/** Rows as shown; cells of excluded columns stay hidden (DOMAIN B-7). */
function visibleRows(
  open: OpenSheet | undefined,
  row: number,
  count: number
): readonly (readonly string[])[] {
  if (!open) return [];
  return open.shown.rows
    .slice(Math.max(0, row - 1), Math.max(0, row - 1) + count)
    .map((cells) =>
      cells.map((cell, column) => (open.hidden.has(column) ? '' : cell.text.slice(0, 200)))
    );
}
