/** A branch of a forked chain read on a record: its documents with what the branch says. */
import type { RecordId } from '../kernel/ids';
import type { Scope } from '../kernel/scope';
import { isKnownEntry, openPart, type Entry } from '../log/entry';
import { admit } from '../merge/admission';
import { textPrefix, type FieldKey, type WriterSlot } from '../merge/field-key';
import { looseValues } from '../merge/loose-values';
import {
  clocksOf,
  freeRecord,
  noWriter,
  openRecord,
  textOfRuns,
  textRuns,
  type RecordDoc
} from '../merge/record-doc';
import type { Candidate } from '../merge/values';
import type { Core } from './core';
import { openDocs } from './edit-record';
import { chainKey } from './heads';
import { isOutOfStream } from './merge-record';
import { projectDocs, type Projections } from './projector';
import { clientOfSlot, slotOf } from './slot';
import type { RecordState } from './state-pack';

/** Entries of one chain from the fork to a tip, in chain order. */
export type Branch = readonly Entry[];

export const touches = (branch: Branch, id: RecordId): boolean =>
  branch.some(({ header }) => header.parts.some(({ recordId }) => recordId === id));

export interface BranchReading {
  /** With the branch; the caller's to free. */
  readonly docs: Map<Scope, RecordDoc>;
  readonly slot: WriterSlot | undefined;
  readonly projections: Projections;
  /** How many clocks of its writer stood before it, by scope, where it builds on what is held itself and is read on that. */
  readonly clocksBefore: ReadonlyMap<Scope, number> | undefined;
  /** By scope, values of parts that build on what is nowhere. */
  readonly loose: ReadonlyMap<Scope, readonly (readonly [FieldKey, Candidate])[]>;
}

/** What a branch says of a record. */
export async function readBranch(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch
): Promise<BranchReading> {
  // A branch is of one chain, so of one writer.
  const [first] = branch;
  const slot = first && slotOf(first.header);
  const docs = openDocs(core, id, state);
  const outcomes: PartOutcome[] = [];
  for (const entry of branch) outcomes.push(await applyBranchPart(core, id, entry, docs));
  if (!first || !outcomes.includes('missing')) {
    const projections = projectDocs(docs, undefined);
    return { docs, slot, projections, clocksBefore: undefined, loose: new Map() };
  }
  for (const doc of docs.values()) freeRecord(doc);
  const onHeld = openDocs(core, id, state);
  await applyInPasses(core, id, await heldBefore(core, id, state, first), onHeld);
  const client = clientOfSlot(slotOf(first.header));
  const clocksBefore = new Map([...onHeld].map(([scope, doc]) => [scope, clocksOf(doc, client)]));
  const loose = new Map<Scope, readonly (readonly [FieldKey, Candidate])[]>();
  for (const entry of branch) {
    if ((await applyBranchPart(core, id, entry, onHeld)) !== 'missing') continue;
    const update = await openBranchPart(core, id, entry);
    const { scope } = entry.header;
    const values = update ? looseValues(update, slotOf(first.header)) : [];
    loose.set(scope, [...(loose.get(scope) ?? []), ...values]);
  }
  const projections = projectDocs(onHeld, undefined);
  return { docs: onHeld, slot, projections, clocksBefore, loose };
}

/** Entries that touch the record and are held as well: of others, and of its writer those before the branch. */
async function heldBefore(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  { header }: Entry
): Promise<Entry[]> {
  const held: Entry[] = [];
  for (const touch of state?.touches ?? []) {
    if (touch.status === 'applied') continue;
    for await (const entry of core.log.read(touch, touch.seq, touch.seq)) held.push(entry);
  }
  for (const { reason, entry } of core.quarantine.values())
    if (reason === 'fork' && touches([entry], id)) held.push(entry);
  const name = chainKey({ slot: slotOf(header), scope: header.scope });
  // Past the fork another branch may have one of that number.
  const end = Math.min(header.seq - 1, core.frozenAt.get(name) ?? Infinity);
  const isBefore = (entry: Entry): boolean =>
    slotOf(entry.header) !== slotOf(header) ||
    (entry.header.scope === header.scope && entry.header.seq <= end);
  return held.filter(isBefore);
}

/** Until a pass brings nothing new: what builds on the others has to come after them. */
async function applyInPasses(
  core: Core,
  id: RecordId,
  entries: readonly Entry[],
  docs: Map<Scope, RecordDoc>
): Promise<void> {
  let open = [...entries];
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const later: Entry[] = [];
    for (const entry of open) {
      if ((await applyBranchPart(core, id, entry, docs)) === 'missing') later.push(entry);
    }
    open = later;
  }
}

/** A text with its words and without, where it stands on words of others that are held. */
export function ownWords(
  { docs, slot, clocksBefore }: BranchReading,
  scope: Scope,
  key: string
): { readonly base: string; readonly made: string } | undefined {
  const doc = docs.get(scope);
  if (!doc || !slot) return undefined;
  const before = new Map([[clientOfSlot(slot), clocksBefore?.get(scope) ?? 0]]);
  const runs = textRuns(doc, textPrefix + key);
  return { base: textOfRuns(runs, before), made: textOfRuns(runs) };
}

/** `missing`: it builds on what is not in the documents. */
export type PartOutcome = 'applied' | 'missing' | 'none';

export async function applyBranchPart(
  core: Core,
  id: RecordId,
  entry: Entry,
  docs: Map<Scope, RecordDoc>
): Promise<PartOutcome> {
  const update = await openBranchPart(core, id, entry);
  if (!update || !isKnownEntry(entry)) return 'none';
  const { scope, hlc } = entry.header;
  const slot = slotOf(entry.header);
  const doc = docs.get(scope) ?? openRecord(id, noWriter);
  const author = { slot, clientId: clientOfSlot(slot), hlc };
  const admitted = admit(doc, update, author);
  if (!admitted.ok) return admitted.error.type === 'missing-deps' ? 'missing' : 'none';
  freeRecord(doc);
  docs.set(scope, admitted.value);
  return 'applied';
}

async function openBranchPart(
  core: Core,
  id: RecordId,
  entry: Entry
): Promise<Uint8Array | undefined> {
  const index = entry.header.parts.findIndex(({ recordId }) => recordId === id);
  if (index < 0 || !isKnownEntry(entry) || isOutOfStream(entry, id)) return undefined;
  const key = await core.deps.keys.ring.entryKey(entry.header);
  const opened = key.ok ? await openPart(entry, index, key.value) : key;
  return opened.ok ? opened.value : undefined;
}
