/** The five ledgers of an author who had not read the parser (tests/fixtures/ledgers/blind/README.md). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categoryTerm } from '../../../src/lib/domain/categories';
import { affiliations } from '../../../src/lib/domain/code-lists/affiliation';
import { educations } from '../../../src/lib/domain/code-lists/education';
import { ethnicities } from '../../../src/lib/domain/code-lists/ethnicity';
import { sexes } from '../../../src/lib/domain/code-lists/sex';
import type {
  LedgerProposal,
  ParsedLedger,
  ParsedRow
} from '../../../src/lib/exchange/ledger/types';
import { personFields } from '../../../src/lib/exchange/ledger/header-vocabulary';
import { createLedgerJob } from '../../../src/lib/exchange/ledger/job';
import { fixtureBytes, hints, reader } from './ledger-helpers';

/** Every field of a person is on, so that every cell is judged. */
const allOn = { ...hints, enabledFields: [...personFields.keys()] };

interface Expected {
  readonly file: string;
  readonly rows: number;
  readonly sheets: readonly {
    readonly name: string;
    readonly isHidden: boolean;
    readonly headerRows: readonly number[];
    readonly community?: string;
  }[];
  readonly persons: readonly Readonly<Record<string, unknown>>[];
  readonly doubtful: readonly {
    readonly sheet: string;
    readonly cell: string;
    readonly why: string;
  }[];
  readonly droppedColumns: readonly Readonly<Record<string, unknown>>[];
  readonly mustNotAppear?: readonly string[];
  readonly canaries?: readonly string[];
}

const names = [
  'new-stratum',
  'taiwan-families',
  'returned-students',
  'newcomers-html',
  'intellectuals'
];

const expectedOf = (name: string): Expected =>
  JSON.parse(
    readFileSync(
      new URL(`../../fixtures/ledgers/blind/${name}.expected.json`, import.meta.url),
      'utf8'
    )
  ) as Expected;

interface Judged {
  readonly name: string;
  readonly isHidden: boolean;
  readonly proposal: LedgerProposal;
  readonly parsed: ParsedLedger;
}

async function understandAll(file: string): Promise<readonly Judged[]> {
  const job = createLedgerJob(reader, allOn);
  const [outcome] = await job.open([{ name: file, content: fixtureBytes(`blind/${file}`) }]);
  return (outcome?.proposals ?? []).flatMap((proposal) => {
    const parsed = job.apply(proposal.sheetKey, {});
    const name = file.endsWith('.csv') ? '' : proposal.sheetName;
    return parsed ? [{ name, isHidden: proposal.isHidden, proposal, parsed }] : [];
  });
}

/** A row in human words, the way the expectations are written. */
function inWords({ values }: ParsedRow): Readonly<Record<string, unknown>> {
  const text = (field: string): string => (typeof values[field] === 'string' ? values[field] : '');
  const numbers = (field: string): string[] =>
    ((values[field] ?? []) as { number: string }[]).map((phone) => phone.number);
  return {
    name: values['name'],
    sex: sexes.labelOf(text('sex')) ?? null,
    birth: values['birth'] ?? null,
    ethnicity: ethnicities.labelOf(text('ethnicity')) ?? null,
    affiliation: affiliations.labelOf(text('affiliation')) ?? null,
    education: educations.labelOf(text('education')) ?? null,
    idNo: values['idNo'] ?? null,
    mobile: numbers('mobile'),
    phone: numbers('phone'),
    categories: ((values['categories'] ?? []) as { scheme: 'U12' | 'L15'; code: string }[]).map(
      ({ scheme, code }) => categoryTerm(scheme, code)?.label
    )
  };
}

describe.each(names)('blind ledger %s', (name) => {
  const expected = expectedOf(name);

  it('finds its people and nobody else', async () => {
    const all = await understandAll(expected.file);
    const wanted = expected.persons.map(
      (person) => `${String(person['sheet'])}/${String(person['row'])}`
    );
    const found = all.flatMap((sheet) =>
      sheet.isHidden ? [] : sheet.parsed.rows.map((row) => `${sheet.name}/${row.row}`)
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it('reads their values as told, leaves the doubtful ones out', async () => {
    const all = await understandAll(expected.file);
    const wrong: string[] = [];
    for (const person of expected.persons) {
      const sheet = all.find((each) => each.name === person['sheet']);
      const row = sheet?.parsed.rows.find((each) => each.row === person['row']);
      if (!row) continue;
      const words = inWords(row);
      for (const [key, value] of Object.entries(words)) {
        const wanted = person[key];
        const anyOf = person[`${key}AnyOf`];
        const accepted = Array.isArray(anyOf) ? anyOf : wanted === undefined ? [value] : [wanted];
        const isRight = accepted.some((each) => isSame(key, each, value));
        if (!isRight)
          wrong.push(
            `row ${row.row} ${key}: ${JSON.stringify(value)}, told ${JSON.stringify(wanted ?? anyOf)}`
          );
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has a line for every doubtful cell (I12)', async () => {
    const all = await understandAll(expected.file);
    const lines = new Set(
      all.flatMap((sheet) =>
        sheet.parsed.findings.flatMap(({ row, column }) =>
          row === undefined || column === undefined ? [] : [`${sheet.name}/${letter(column)}${row}`]
        )
      )
    );
    const silent = expected.doubtful.filter(
      ({ sheet, cell, why }) =>
        !lines.has(`${sheet}/${cell}`) && !why.includes('understood as an alias')
    );
    expect(silent).toEqual([]);
  });

  it('shows nothing of excluded columns (B-7, B-8)', async () => {
    const all = await understandAll(expected.file);
    const seen = JSON.stringify(all);
    for (const canary of expected.canaries ?? []) expect(seen).not.toContain(canary);
    const rows = JSON.stringify(all.map(({ parsed }) => parsed.rows));
    for (const text of expected.mustNotAppear ?? []) expect(rows).not.toContain(text);
  });

  it('proposes the community and the hidden flag of every sheet', async () => {
    const all = await understandAll(expected.file);
    for (const sheet of expected.sheets) {
      const found = all.find((each) => each.name === sheet.name);
      expect(found?.isHidden).toBe(sheet.isHidden);
      if (sheet.community) expect(found?.proposal.community?.name).toBe(sheet.community);
    }
  });
});

const letter = (column: number): string => String.fromCharCode(65 + column);

const newStratum = '新的社会阶层人士';

/** Lists are compared as sets; a finer label of 07 says 07 too (README of the ledgers). */
function isSame(key: string, told: unknown, read: unknown): boolean {
  const normal = (value: unknown): string => {
    const list = Array.isArray(value) ? value : value === null ? [] : [value];
    const hasFiner = key === 'categories' && list.length > 1;
    return JSON.stringify(list.filter((item) => !hasFiner || item !== newStratum).sort());
  };
  return normal(told) === normal(read);
}
