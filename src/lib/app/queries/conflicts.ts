/** 待确认的不同写法 through the gate: the records that hold one, and the versions of each (DESIGN 3, I14). */
import { deletionConflict, settleable } from '../../domain/conflicts';
import { gateHistory } from '../../domain/consent/gate-history';
import { gateRecord } from '../../domain/consent/gate-record';
import type { RecordKind } from '../../domain/field';
import type { PersonRow } from '../../domain/person/record';
import { definitionOf, workKinds } from '../../domain/registry';
import type { RecordRow } from '../../domain/record';
import { hlcToMs } from '../../kernel/hlc';
import type { RecordId } from '../../kernel/ids';
import type { Json } from '../../kernel/json';
import type { Watchable } from '../../kernel/watchable';
import { parseSlot } from '../../storage/slot';
import type { FieldConflict, Hand, RecordConflict, Replica } from '../../storage/types';
import type { ConflictItem, ShownConflict, ShownHand } from '../conflicts/types';
import { conflictName, type OpenConflicts } from '../conflicts/open-conflicts';
import { combine, watchView } from './live-view';
import type { PeopleIndex } from './people-index';
import { toldTitle } from './titles';

/** Kinds a person is asked about: the work, and the workbook's own settings. */
const askedKinds: readonly RecordKind[] = [...workKinds, 'spaceSettings'];

interface Deps {
  readonly replica: Replica;
  readonly people: PeopleIndex;
  readonly openConflicts: OpenConflicts;
  readonly nameOfSlot: (slot: string) => string;
}

export interface ConflictQueries {
  readonly conflicts: Watchable<readonly ConflictItem[]>;
  readonly conflictsOf: (kind: RecordKind, id: RecordId) => Promise<readonly ShownConflict[]>;
}

export function createConflictQueries(deps: Deps): ConflictQueries {
  const { view } = deps.replica;
  const disputed = watchView(view, askedKinds, () =>
    askedKinds.flatMap((kind) => view.rows(kind).filter((row) => row.conflicts.length > 0))
  );
  return {
    conflicts: combine(
      combine(disputed, deps.people.snapshot, (rows) => rows),
      deps.openConflicts.reopened,
      (rows, reopened) => {
        const fieldsById = new Map(rows.map((row) => [row.id, row.conflicts]));
        const rowsById = new Map(rows.map((row) => [row.id, row]));
        for (const { kind, id, conflict } of reopened) {
          const row = view.row(kind, id);
          if (!row) continue;
          const names = new Set([...(fieldsById.get(id) ?? []), conflictName(conflict)]);
          fieldsById.set(id, [...names]);
          rowsById.set(id, row);
        }
        return [...rowsById.values()]
          .flatMap((row) => itemOf(deps, row, fieldsById.get(row.id) ?? []))
          .sort((a, b) => b.updatedAt - a.updatedAt);
      }
    ),
    async conflictsOf(kind, id) {
      await deps.replica.whenOpen();
      const row = view.row(kind, id);
      if (!row || row.isLocked) return [];
      const open = await deps.openConflicts.of(kind, id);
      return open.flatMap((conflict) => shown(deps, row, conflict));
    }
  };
}

/** The record as it may be shown, with these conflicts in it. */
function gatedWith({ people }: Deps, row: RecordRow, conflicts: readonly string[]) {
  const { kind, id } = row;
  const disputed = { ...row, conflicts };
  if (kind === 'person') {
    return { conflicts: people.gateRow(disputed as PersonRow).conflicts, people: [id] };
  }
  const gated = gateRecord(definitionOf(kind), disputed, people.gated);
  return { conflicts: gated.conflicts, people: gated.people.map((person) => person.id) };
}

function itemOf(deps: Deps, row: RecordRow, conflicts: readonly string[]): readonly ConflictItem[] {
  const { kind, id } = row;
  if (row.isDeleted || row.isLocked) return [];
  const gated = gatedWith(deps, row, conflicts);
  if (gated.conflicts.length === 0) return [];
  const title = toldTitle(row, deps.people);
  const updatedAt = hlcToMs(row.updatedAt);
  return [{ kind, id, title, fields: gated.conflicts, people: gated.people, updatedAt }];
}

/** Nothing where the gate keeps the values back: who can't see them can't settle them. */
function shown(deps: Deps, row: RecordRow, conflict: RecordConflict): readonly ShownConflict[] {
  if (gatedWith(deps, row, [conflictName(conflict)]).conflicts.length === 0) return [];
  if (conflict.type === 'field') return shownField(deps, row, conflict);
  const edits = new Map<string, (typeof conflict.edits)[number][]>();
  for (const edit of conflict.edits) {
    const hand = `${edit.slot} ${edit.firstSlot ?? ''}`;
    edits.set(hand, [...(edits.get(hand) ?? []), edit]);
  }
  return [
    {
      type: 'deletion',
      deletions: conflict.deletions.map((hand) => shownHand(deps, hand)),
      edits: [...edits.values()].map((all) => {
        const names = all.flatMap(({ field }) => field ?? []);
        return {
          ...shownHand(deps, all[0] ?? { slot: '', atMs: 0 }),
          fields: settleable(definitionOf(row.kind), names).filter((n) => n !== deletionConflict),
          isCreation: all.some(({ field }) => field === undefined),
          isRestored: names.includes(deletionConflict)
        };
      })
    }
  ];
}

function shownField(
  deps: Deps,
  row: RecordRow,
  { field: name, versions, before }: FieldConflict
): readonly ShownConflict[] {
  const definition = definitionOf(row.kind);
  const field = definition.fields[name];
  if (!field) return [];
  const present = (row.values as Readonly<Record<string, Json>>)[name] ?? null;
  const values = gatedValues(deps, row, name, [...versions.map(({ value }) => value), present]);
  if (!values) return [];
  // By itself: someone who stood there and may not be named any more closes nothing else, and isn't called nobody.
  const [told] = (before !== undefined && gatedValues(deps, row, name, [before])) || [];
  const isList = field.cardinality === 'many';
  return [
    {
      type: 'field',
      field: name,
      versions: versions.map((version, at) => ({
        ...shownHand(deps, version),
        key: version.slot,
        value: values[at] ?? null
      })),
      rule: field.combine ? 'strictest' : isList ? 'choose-or-join' : 'choose',
      present: values[versions.length] ?? null,
      ...(told !== undefined && (told !== null || before === null) && { before: told })
    }
  ];
}

/** Values of one field without people who may not be named; undefined where they may not be shown. */
function gatedValues(
  { people }: Deps,
  row: RecordRow,
  field: string,
  values: readonly Json[]
): readonly Json[] | undefined {
  if (row.kind === 'person') return values;
  const steps = values.map((after) => ({ changes: [{ field, before: null, after }] }));
  const gated = gateHistory(definitionOf(row.kind), steps, row, people.gated);
  const changes = gated.flatMap((step) => step.changes);
  return changes.some(({ isHidden }) => isHidden) ? undefined : changes.map(({ after }) => after);
}

/** Written again is told where it was under another name: a device that goes on after its own fork writes what is its own. */
function shownHand(
  { replica, nameOfSlot }: Deps,
  { slot, firstSlot = slot, atMs }: Hand
): ShownHand {
  const { deviceId } = parseSlot(firstSlot);
  const isAgain = deviceId !== parseSlot(slot).deviceId;
  return {
    by: nameOfSlot(firstSlot),
    atMs,
    isThisDevice: deviceId === parseSlot(replica.slot).deviceId,
    ...(isAgain && { againBy: nameOfSlot(slot) })
  };
}
