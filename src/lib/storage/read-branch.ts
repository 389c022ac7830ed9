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
import { readValues, type Candidate, type RecordValues } from '../merge/values';
import type { Core } from './core';
import { openDocs } from './edit-record';
import { heldUnder, type Branch } from './fork-paths';
import { isOutOfStream } from './merge-record';
import { projectDocs, type Projections } from './projector';
import { clientOfSlot, slotOf } from './slot';
import type { RecordState } from './state-pack';

export interface BranchReading {
  /** With the branch; the caller's to free. */
  readonly docs: Map<Scope, RecordDoc>;
  readonly slot: WriterSlot | undefined;
  readonly projections: Projections;
  /** Where it builds on what is held itself, and is read on that. */
  readonly onHeld: OnHeldReading | undefined;
  /** By scope, values of parts that build on what is nowhere. */
  readonly loose: ReadonlyMap<Scope, readonly (readonly [FieldKey, Candidate])[]>;
}

interface OnHeldReading {
  /** How many clocks of its writer stood before it, by scope. */
  readonly clocksBefore: ReadonlyMap<Scope, number>;
  readonly valuesBefore: ReadonlyMap<Scope, RecordValues>;
  readonly steps: readonly Step[];
}

/** After an entry of the branch: its writer's clocks in the scope of the entry, and the values there. */
export interface Step {
  readonly entry: Entry;
  readonly clocks: number;
  readonly values: RecordValues;
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
    return { docs, slot, projections, onHeld: undefined, loose: new Map() };
  }
  for (const doc of docs.values()) freeRecord(doc);
  const best = await readOnBestWay(core, id, state, branch, first);
  const loose = new Map<Scope, readonly (readonly [FieldKey, Candidate])[]>();
  for (const entry of best.missing) {
    const update = await openBranchPart(core, id, entry);
    const { scope } = entry.header;
    const values = update ? looseValues(update, slotOf(first.header)) : [];
    loose.set(scope, [...(loose.get(scope) ?? []), ...values]);
  }
  const projections = projectDocs(best.docs, undefined);
  return { docs: best.docs, slot, projections, onHeld: best, loose };
}

interface OnHeld extends OnHeldReading {
  readonly docs: Map<Scope, RecordDoc>;
  /** Of the branch, entries that build on what is not among these. */
  readonly missing: readonly Entry[];
  /** How many of the held entries under it found nothing to stand on. */
  readonly left: number;
}

/** The branch on the record with these held entries. */
async function readOnHeld(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch,
  held: readonly Entry[]
): Promise<OnHeld> {
  const docs = openDocs(core, id, state);
  let open = await applyInPasses(core, id, held, docs);
  const [first] = branch;
  const client = first ? clientOfSlot(slotOf(first.header)) : noWriter;
  const clocksBefore = new Map([...docs].map(([scope, doc]) => [scope, clocksOf(doc, client)]));
  const valuesBefore = new Map([...docs].map(([scope, doc]) => [scope, readValues(doc)]));
  const missing: Entry[] = [];
  const steps: Step[] = [];
  for (const entry of branch) {
    const outcome = await applyBranchPart(core, id, entry, docs);
    // What others wrote on top of it may be what its writer went on from.
    if (outcome === 'applied') open = await applyInPasses(core, id, open, docs);
    const doc = docs.get(entry.header.scope);
    if (outcome === 'missing') missing.push(entry);
    else if (doc) steps.push({ entry, clocks: clocksOf(doc, client), values: readValues(doc) });
  }
  return { docs, clocksBefore, valuesBefore, steps, missing, left: open.length };
}

/** So many choices among several forks are tried; where there are more, each fork is chosen by itself. */
const mostWays = 64;

/** Of two branches of one chain only one can be under it: the choice of branches that leaves the least of it missing. */
async function readOnBestWay(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  branch: Branch,
  first: Entry
): Promise<OnHeld> {
  const { whole, forks } = await heldUnder(core, id, state, first);
  let way = whole;
  let best = await readOnHeld(core, id, state, branch, way);
  const tryWay = async (other: readonly Entry[]): Promise<void> => {
    const reading = await readOnHeld(core, id, state, branch, other);
    const fewer = reading.missing.length - best.missing.length || reading.left - best.left;
    const isBetter = fewer < 0;
    for (const doc of (isBetter ? best : reading).docs.values()) freeRecord(doc);
    if (isBetter) [best, way] = [reading, other];
  };
  const count = forks.reduce((product, paths) => product * paths.length, 1);
  if (count <= mostWays) {
    const ways = forks.reduce<Entry[][]>(
      (all, paths) => all.flatMap((one) => paths.map((path) => [...one, ...path])),
      [[...whole]]
    );
    for (const one of ways) if (best.missing.length > 0) await tryWay(one);
    return best;
  }
  for (const paths of forks) {
    const under = way;
    for (const path of paths) if (best.missing.length > 0) await tryWay([...under, ...path]);
  }
  return best;
}

/** Until a pass brings nothing new: what builds on the others has to come after them. Those that are left over. */
async function applyInPasses(
  core: Core,
  id: RecordId,
  entries: readonly Entry[],
  docs: Map<Scope, RecordDoc>
): Promise<readonly Entry[]> {
  let open = entries;
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const later: Entry[] = [];
    for (const entry of open) {
      if ((await applyBranchPart(core, id, entry, docs)) === 'missing') later.push(entry);
    }
    open = later;
  }
  return open;
}

/**
 * A text with its words and without, where it stands on words of others that are held. Those of the steps that `countKnown` counts
 * stand in both.
 */
export function ownWords(
  { docs, slot, onHeld }: BranchReading,
  scope: Scope,
  key: string,
  countKnown: (before: RecordValues | undefined, steps: readonly Step[]) => number
): { readonly base: string; readonly made: string } | undefined {
  const doc = docs.get(scope);
  if (!doc || !slot) return undefined;
  const steps = onHeld?.steps.filter((step) => step.entry.header.scope === scope) ?? [];
  const known = steps[countKnown(onHeld?.valuesBefore.get(scope), steps) - 1];
  const clocks = known?.clocks ?? onHeld?.clocksBefore.get(scope) ?? 0;
  const before = new Map([[clientOfSlot(slot), clocks]]);
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
  if (!admitted.ok) {
    if (docs.get(scope) !== doc) freeRecord(doc);
    return admitted.error.type === 'missing-deps' ? 'missing' : 'none';
  }
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
