/**
 * What an import would do (issue 2): new, same, changed, gone, probably the same. Pure; importing the same
 * file again finds every row and changes nothing (I11).
 */
import { assert } from '../../kernel/assert';
import type { Json } from '../../kernel/json';
import type { RecordId } from '../../kernel/ids';
import { differencesOf } from './differences';
import type {
  Candidate,
  DryRun,
  DryRunItem,
  EarlierImport,
  ExistingOrgNode,
  ExistingPerson
} from './dry-run-types';
import { IdentityIndex, type IdentityFacts } from './identity';
import { orgImportKeys, OrgMatcher } from './org-match';
import type { ParsedRow } from './types';

export interface DryRunInput {
  readonly rows: readonly ParsedRow[];
  /** SHA-256 of the file the rows come from, by sheet key. */
  readonly digestOf: (sheetKey: string) => string;
  /** A record id for every key of importKeysOf: HMAC(space id key, key), made by the caller. */
  readonly ids: ReadonlyMap<string, RecordId>;
  readonly people: readonly ExistingPerson[];
  readonly orgNodes: readonly ExistingOrgNode[];
  /** The last import with the same headers and community, if there was one. */
  readonly earlier?: EarlierImport;
}

/** The same file, sheet and row have the same key on every device (DESIGN 3). */
export const rowImportKey = (digest: string, rowKey: string): string => `row:${digest}/${rowKey}`;

/** Every key whose id the dry run needs. */
export function importKeysOf(
  rows: readonly ParsedRow[],
  digestOf: (sheetKey: string) => string
): readonly string[] {
  const keys = new Set<string>();
  const places = new Set<string>();
  for (const row of rows) {
    keys.add(rowImportKey(digestOf(row.sheetKey), row.rowKey));
    // A ledger has many rows of few places.
    const place = JSON.stringify(row.org);
    if (places.has(place)) continue;
    places.add(place);
    for (const key of orgImportKeys(row.org)) keys.add(key);
  }
  return [...keys];
}

export function dryRun(input: DryRunInput): DryRun {
  const matcher = new OrgMatcher(input.orgNodes, input.ids);
  const run = new Run(input);
  const items: DryRunItem[] = [];
  for (const row of input.rows) {
    const { refs, building } = matcher.resolve(row.org);
    const values = { ...row.values, ...refs };
    items.push(run.classify(row, values, building));
  }
  return { items: [...items, ...run.gone()], orgProposals: matcher.proposals };
}

type Values = Readonly<Record<string, Json>>;

class Run {
  readonly #input: DryRunInput;
  readonly #people: ReadonlyMap<RecordId, ExistingPerson>;
  readonly #index = new IdentityIndex();
  /** People of earlier rows of this file. */
  readonly #fileIndex = new IdentityIndex();
  readonly #rowOf = new Map<RecordId, { readonly rowKey: string; readonly values: Values }>();
  readonly #before: ReadonlyMap<RecordId, Values>;
  readonly #met = new Set<RecordId>();

  constructor(input: DryRunInput) {
    this.#input = input;
    this.#people = new Map(input.people.map((person) => [person.id, person]));
    for (const person of input.people) this.#index.add(person.id, factsOf(person.values));
    this.#before = new Map(input.earlier?.people.map(({ id, values }) => [id, values]) ?? []);
  }

  classify(row: ParsedRow, values: Values, building: RecordId | undefined): DryRunItem {
    const key = rowImportKey(this.#input.digestOf(row.sheetKey), row.rowKey);
    const id = this.#input.ids.get(key);
    assert(id !== undefined, 'every key of importKeysOf has its id');
    const facts: IdentityFacts = { values, ...(building === undefined ? {} : { building }) };
    if (this.#people.has(id)) return this.#known(row, id, values, 'same-row', facts);
    const inFile = this.#fileIndex.find(facts);
    if (inFile.type !== 'none') {
      const ids = inFile.type === 'one' ? [inFile.match.id] : inFile.candidates;
      const candidates = ids.map((each) => this.#earlierRow(each, row, values));
      return {
        type: 'probably-same',
        row,
        id,
        values,
        candidates,
        reason: '文件里前面有一行像是同一人'
      };
    }
    const found = this.#index.find(facts);
    if (found.type === 'one')
      return this.#known(row, found.match.id, values, found.match.by, facts);
    this.#remember(row, id, facts);
    if (found.type === 'none') return { type: 'new', row, id, values };
    for (const each of found.candidates) this.#met.add(each);
    const visible = found.candidates.filter((each) => !this.#people.get(each)?.isHidden);
    if (visible.length === 0) return { type: 'blocked', row, id };
    const candidates = visible.map((each) => this.#candidate(each, row, values));
    return { type: 'probably-same', row, id, values, candidates, reason: found.reason };
  }

  /** People of the earlier import whom no row speaks of. */
  gone(): readonly DryRunItem[] {
    return (this.#input.earlier?.people ?? [])
      .filter(({ id }) => !this.#met.has(id) && this.#people.get(id)?.isHidden === false)
      .map(({ id }) => ({ type: 'gone', id }));
  }

  #known(
    row: ParsedRow,
    id: RecordId,
    values: Values,
    by: 'same-row' | 'id-number' | 'name-phone' | 'name-birth-building',
    facts: IdentityFacts
  ): DryRunItem {
    this.#met.add(id);
    this.#remember(row, id, facts);
    if (this.#people.get(id)?.isHidden === true) return { type: 'blocked', row, id };
    const { differences } = this.#candidate(id, row, values);
    if (differences.length === 0) return { type: 'same', row, id, by };
    return { type: 'changed', row, id, by, differences };
  }

  #candidate(id: RecordId, { inferred }: ParsedRow, ledger: Values): Candidate {
    const here = this.#people.get(id)?.values ?? {};
    return {
      id,
      differences: differencesOf({ ledger, inferred, here, before: this.#before.get(id) })
    };
  }

  #earlierRow(id: RecordId, row: ParsedRow, ledger: Values): Candidate {
    const earlier = this.#rowOf.get(id);
    const { inferred } = row;
    const differences = this.#people.has(id)
      ? this.#candidate(id, row, ledger).differences
      : differencesOf({ ledger, inferred, here: earlier?.values ?? {}, isEarlierRow: true });
    return { id, differences, ...(earlier === undefined ? {} : { sameAsRow: earlier.rowKey }) };
  }

  #remember(row: ParsedRow, id: RecordId, facts: IdentityFacts): void {
    this.#fileIndex.add(id, facts);
    this.#rowOf.set(id, { rowKey: row.rowKey, values: facts.values });
  }
}

function factsOf(values: Values): IdentityFacts {
  const building = values['building'];
  return { values, ...(typeof building === 'string' ? { building } : {}) };
}
