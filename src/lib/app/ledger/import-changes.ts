/**
 * From a checked ledger and what was ticked to the changes of ONE commit: places, people, one batch per sheet and
 * the switches of fields that were turned on (I11: all or nothing).
 */
import { personRecord, type PersonRow } from '../../domain/person/record';
import { switchKey } from '../../domain/field-switches';
import { spaceSettingsId } from '../../domain/space-settings/record';
import type { DryRun, DryRunDecisions, ProposedChange } from '../../exchange/ledger/dry-run-types';
import { rememberMapping } from '../../exchange/ledger/mapping-memory';
import { orgKey } from '../../exchange/ledger/org-match';
import { decidedRows, finalId, proposeChanges } from '../../exchange/ledger/propose-changes';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { FieldPatch, RecordChange } from '../../storage/types';
import { rememberAnswers } from './answered-rows';
import { isUndone } from './book-facts';
import { communityOf, type CheckedLedger, type ReadSheet } from './check-ledger';
import { batchId, storedMapping } from './import-batch';
import type { JobDeps } from './job-deps';
import { storedReport } from './stored-report';

export interface ImportPlan {
  readonly changes: readonly RecordChange[];
  readonly batchIds: readonly RecordId[];
  readonly created: readonly RecordId[];
  readonly changed: readonly RecordId[];
  readonly places: number;
}

interface Target {
  readonly sheetKey: string;
  readonly rowKey: string;
}

/** Which row each person is written from; of several rows of one person the first. */
function rowsByPerson(run: DryRun, decisions: DryRunDecisions): ReadonlyMap<RecordId, Target> {
  const decided = decidedRows(run, decisions);
  const targets = new Map<RecordId, Target>();
  const note = (id: RecordId, target: Target): void => {
    if (!targets.has(id)) targets.set(id, target);
  };
  for (const item of run.items) {
    if (item.type === 'gone') continue;
    const { sheetKey, rowKey } = item.row;
    note(item.id, { sheetKey, rowKey });
    note(finalId(item.id, decided), { sheetKey, rowKey });
  }
  return targets;
}

export async function planImport(
  deps: JobDeps,
  checked: CheckedLedger,
  decisions: DryRunDecisions,
  digestOf: (sheetKey: string) => string,
  newFields: ReadonlySet<string>
): Promise<ImportPlan> {
  const proposed = proposeChanges(checked.run, decisions);
  await deps.pace();
  const people = proposed.filter(({ kind }) => kind === 'person');
  const nodes = proposed.filter(({ kind }) => kind === 'orgNode');
  const targets = rowsByPerson(checked.run, decisions);
  await deps.pace();
  const sheetKeys = new Set(people.flatMap(({ id }) => targets.get(id)?.sheetKey ?? []));
  const batches = new Map<string, RecordId>();
  for (const sheetKey of sheetKeys)
    batches.set(sheetKey, await batchId(deps, digestOf(sheetKey), sheetKey));
  /** People written from a sheet, by what is done to them. */
  const countOf = (sheetKey: string, type: ProposedChange['type']): number =>
    people.filter((each) => each.type === type && targets.get(each.id)?.sheetKey === sheetKey)
      .length;
  const changes: RecordChange[] = nodes.flatMap((node) => placeChanges(deps, node));
  for (const [index, sheet] of checked.sheets.entries()) {
    const id = batches.get(sheet.sheet.proposal.sheetKey);
    if (id === undefined) continue;
    const made = index === 0 ? nodes.map((node) => node.id) : [];
    changes.push(batchChange(deps, checked, sheet, id, digestOf, made, countOf));
  }
  for (const person of people) {
    const target = targets.get(person.id);
    const batch = target && batches.get(target.sheetKey);
    if (target && batch) changes.push(...(await personChanges(deps, person, target, batch)));
    await deps.pace();
  }
  if (people.length > 0) changes.push(...switchChanges(deps, newFields));
  const { context, importIds } = deps;
  return {
    changes: await rememberAnswers(context, checked.run, decisions, importIds, changes),
    batchIds: [...batches.values()],
    created: people.filter(({ type }) => type === 'create').map(({ id }) => id),
    changed: people.filter(({ type }) => type === 'set').map(({ id }) => id),
    places: nodes.length
  };
}

/** A place that an undone import had made is brought back under its own id. */
function placeChanges({ context }: JobDeps, node: ProposedChange): readonly RecordChange[] {
  const { kind, id, values } = node;
  if (!context.replica.view.row(kind, id)) return [node];
  return [
    { type: 'undelete', kind, id },
    { type: 'set', kind, id, values }
  ];
}

async function personChanges(
  { context }: JobDeps,
  { type, id, values }: ProposedChange,
  { rowKey }: Target,
  importBatch: RecordId
): Promise<readonly RecordChange[]> {
  const patch: Record<string, Json> = { ...values, importBatch, importRow: rowKey };
  const { name } = values;
  if (typeof name === 'string') patch['pinyinKey'] = (await context.deriver.reader())(name).key;
  const row = context.replica.view.row('person', id) as PersonRow | undefined;
  if (type === 'set' || !row) return [{ type, kind: 'person', id, values: patch }];
  if (!isUndone(row)) return [];
  // The person of an import that was taken back: brought back with the values of this one only.
  const cleared: Record<string, Json> = {};
  for (const field of Object.keys(row.values)) {
    if (field in personRecord.fields) cleared[field] = null;
  }
  return [
    { type: 'undelete', kind: 'person', id },
    { type: 'set', kind: 'person', id, values: { ...cleared, ...patch } }
  ];
}

function batchChange(
  deps: JobDeps,
  { run }: CheckedLedger,
  read: ReadSheet,
  id: RecordId,
  digestOf: (sheetKey: string) => string,
  places: readonly RecordId[],
  countOf: (sheetKey: string, type: ProposedChange['type']) => number
): RecordChange {
  const { context } = deps;
  const { proposal, decisions } = read.sheet;
  const own = run.items.filter(
    (item) => item.type !== 'gone' && item.row.sheetKey === proposal.sheetKey
  );
  const count = (type: string): number => own.filter((item) => item.type === type).length;
  const community = communityId(context, run, communityOf(read.sheet));
  const values: FieldPatch = {
    fileName: proposal.fileName.slice(0, 200),
    digest: digestOf(proposal.sheetKey),
    sheet: proposal.sheetName.slice(0, 100),
    at: context.clock.now(),
    headerSignature: proposal.headerSignature,
    mapping: storedMapping(deps, rememberMapping(proposal, decisions)),
    counts: {
      created: countOf(proposal.sheetKey, 'create'),
      updated: countOf(proposal.sheetKey, 'set'),
      new: count('new'),
      same: count('same'),
      changed: count('changed'),
      probablySame: count('probably-same'),
      blocked: count('blocked') + count('erased'),
      findings: read.parsed.findings.length
    },
    report: storedReport(read, places),
    ...(community === undefined ? {} : { community })
  };
  return { type: 'create', kind: 'importBatch', id, values };
}

function communityId(
  context: JobDeps['context'],
  run: DryRun,
  name: string | undefined
): RecordId | undefined {
  if (name === undefined) return undefined;
  const key = orgKey('community', name);
  const proposed = run.orgProposals.find(
    (node) => node.level === 'community' && orgKey('community', node.name) === key
  );
  if (proposed) return proposed.id;
  const known = context.replica.view.rows('orgNode').find(({ values, isDeleted }) => {
    const node = values as { level?: string; name?: string };
    return !isDeleted && node.level === 'community' && orgKey('community', node.name ?? '') === key;
  });
  return known?.id;
}

function switchChanges({ context }: JobDeps, fields: ReadonlySet<string>): readonly RecordChange[] {
  const off = [...fields].filter((field) => !context.settings().enabledFields.has(field));
  if (off.length === 0) return [];
  const fieldSwitches: Record<string, boolean> = { ...context.settings().fieldSwitches };
  for (const field of off) fieldSwitches[switchKey('person', field)] = true;
  const type = context.replica.view.row('spaceSettings', spaceSettingsId) ? 'set' : 'create';
  return [{ type, kind: 'spaceSettings', id: spaceSettingsId, values: { fieldSwitches } }];
}
