/** Reads fixture ledgers the way the worker does. */
import { readFileSync } from 'node:fs';
import { personFields } from '../../../src/lib/exchange/ledger/header-vocabulary';
import { applyMapping } from '../../../src/lib/exchange/ledger/apply-mapping';
import { understandSheet } from '../../../src/lib/exchange/ledger/understand';
import { readLedgerFile } from '../../../src/lib/exchange/files/read-file';
import { createWorkbookReader } from '../../../src/lib/exchange/files/workbook-reader';
import type { RawSheet } from '../../../src/lib/exchange/files/raw-sheet';
import type {
  LedgerDecisions,
  LedgerHints,
  LedgerProposal,
  ParsedLedger
} from '../../../src/lib/exchange/ledger/types';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import { unwrap } from '../../../src/lib/kernel/result';

export const folder = new URL('../../fixtures/ledgers/', import.meta.url);
export const reader = createWorkbookReader();

/** All fields that are on by default, and the id number. */
export const hints: LedgerHints = {
  enabledFields: [...personFields]
    .filter(([name, field]) => field.enabledByDefault || name === 'idNo')
    .map(([name]) => name),
  mappings: [],
  currentYear: 2026,
  today: '2026-11-28' as IsoDate
};

export const fixtureBytes = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(encodeURI(name), folder)));

export async function readSheets(name: string): Promise<readonly RawSheet[]> {
  return unwrap(await readLedgerFile(fixtureBytes(name), name, reader)).sheets;
}

export function sheetOf(rows: readonly (readonly string[])[], name = '表'): RawSheet {
  return {
    name,
    isHidden: false,
    knowsMerges: true,
    merges: [],
    rows: rows.map((row) =>
      row.map((text) => (text === '' ? { type: 'empty', text } : { type: 'text', text }))
    )
  };
}

export interface Understood {
  readonly proposal: LedgerProposal;
  readonly parsed: ParsedLedger;
}

export function understand(
  sheet: RawSheet,
  decisions: LedgerDecisions = {},
  fileName = '台账.xlsx',
  withHints: LedgerHints = hints
): Understood {
  const source = { sheetKey: '0/0', fileName };
  const proposal = understandSheet(sheet, source, withHints, decisions);
  return { proposal, parsed: applyMapping(sheet, proposal, decisions, withHints) };
}
