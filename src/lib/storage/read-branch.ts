/** A branch of a forked chain read on a record: its documents with what the branch says. */
import { assert } from '../kernel/assert';
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
import { chainKey } from './heads';
import { isOutOfStream } from './merge-record';
import { projectDocs, type Projections } from './projector';
import { compareEntries } from './entry-order';
import type { ChainName } from './log-store';
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
  /** Where it builds on what is held itself, and is read on that. */
  readonly onHeld: OnHeldReading | undefined;
  /** By scope, values of parts that build on what is nowhere. */
  readonly loose: ReadonlyMap<Scope, readonly (readonly [FieldKey, Candidate])[]>;
}

interface OnHeldReading {
  /** How many clocks of its writer stood before it, by scope. */
  readonly clocksBefore: ReadonlyMap<Scope, number>;
  readonly steps: readonly Step[];
}

/** After an entry of the branch: its writer's clocks in the scope of the entry, and the values there. */
interface Step {
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
  let best: OnHeld | undefined;
  for (const way of await waysToHeld(core, id, state, first)) {
    const reading = await readOnHeld(core, id, state, branch, way);
    const isBetter = !best || reading.missing.length < best.missing.length;
    const other = isBetter ? best : reading;
    for (const doc of other?.docs.values() ?? []) freeRecord(doc);
    if (isBetter) best = reading;
    if (best?.missing.length === 0) break;
  }
  assert(best, 'there is a way, be it empty');
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
  await applyInPasses(core, id, held, docs);
  const [first] = branch;
  const client = first ? clientOfSlot(slotOf(first.header)) : noWriter;
  const clocksBefore = new Map([...docs].map(([scope, doc]) => [scope, clocksOf(doc, client)]));
  const missing: Entry[] = [];
  const steps: Step[] = [];
  for (const entry of branch) {
    const outcome = await applyBranchPart(core, id, entry, docs);
    const doc = docs.get(entry.header.scope);
    if (outcome === 'missing') missing.push(entry);
    else if (doc) steps.push({ entry, clocks: clocksOf(doc, client), values: readValues(doc) });
  }
  return { docs, clocksBefore, steps, missing };
}

/** Branches of others' forks can be chosen in so many ways at most. */
const mostWays = 16;

/**
 * Entries that touch the record and are held as well: of others, and of its writer those before the branch. Of two branches of one
 * chain only one can be under it, so there is a list for each choice.
 */
async function waysToHeld(
  core: Core,
  id: RecordId,
  state: RecordState | undefined,
  { header }: Entry
): Promise<readonly (readonly Entry[])[]> {
  const own = slotOf(header);
  const whole: Entry[] = [];
  const forked = new Map<string, ChainName>();
  for (const touch of state?.touches ?? []) {
    if (touch.status === 'applied') continue;
    // Past the fork another branch may have one of that number.
    const isPastFork = touch.seq > (core.frozenAt.get(chainKey(touch)) ?? Infinity);
    const isOfOthers = touch.slot !== own;
    const isBefore = isOfOthers || (touch.scope === header.scope && touch.seq < header.seq);
    if (isPastFork && isOfOthers) forked.set(chainKey(touch), touch);
    if (isPastFork || !isBefore) continue;
    for await (const entry of core.log.read(touch, touch.seq, touch.seq)) whole.push(entry);
  }
  for (const { reason, entry } of core.quarantine.values()) {
    const chain = { slot: slotOf(entry.header), scope: entry.header.scope };
    const isMeant = reason === 'fork' && chain.slot !== own && touches([entry], id);
    if (isMeant) forked.set(chainKey(chain), chain);
  }
  let ways: Entry[][] = [whole];
  for (const [key, chain] of forked) {
    const frozen = core.frozenAt.get(key);
    if (frozen === undefined) continue;
    const branches = (await branchesOf(core, chain, frozen))
      .map((path) => path.filter((entry) => touches([entry], id)))
      .filter((path) => path.length > 0);
    if (branches.length === 0) continue;
    ways = ways.flatMap((way) => branches.map((path) => [...way, ...path])).slice(0, mostWays);
  }
  return ways;
}

/** What a chain has past its fork: for every tip the whole way to it, oldest tip first. */
export async function branchesOf(
  core: Core,
  chain: ChainName,
  frozen: number
): Promise<readonly Entry[][]> {
  const held: Entry[] = [];
  for await (const entry of core.log.read(chain, frozen + 1)) held.push(entry);
  for (const { reason, entry } of core.quarantine.values()) {
    if (reason === 'fork' && isOf(chain, entry)) held.push(entry);
  }
  return pathsToTips(held);
}

const isOf = (chain: ChainName, { header }: Entry): boolean =>
  header.scope === chain.scope && slotOf(header) === chain.slot;

/** Forks may lie within forks. */
function pathsToTips(entries: readonly Entry[]): Entry[][] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const continued = new Set(entries.map(({ header }) => header.prev));
  const tips = entries.filter(({ id }) => !continued.has(id)).sort(compareEntries);
  return tips.map((tip) => {
    const path: Entry[] = [];
    for (let at: Entry | undefined = tip; at; at = byId.get(at.header.prev)) path.unshift(at);
    return path;
  });
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

/**
 * A text with its words and without, where it stands on words of others that are held. Those up to the last entry that `isKnown`
 * stand in both.
 */
export function ownWords(
  { docs, slot, onHeld }: BranchReading,
  scope: Scope,
  key: string,
  isKnown: (step: Step) => boolean
): { readonly base: string; readonly made: string } | undefined {
  const doc = docs.get(scope);
  if (!doc || !slot) return undefined;
  const known = onHeld?.steps
    .filter((step) => step.entry.header.scope === scope && isKnown(step))
    .at(-1);
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
