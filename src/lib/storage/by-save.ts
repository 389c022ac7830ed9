/**
 * Chains of one device read as one, as they were written: save by save, and of a large save the scopes beside each other.
 * Chain by chain a record's general part and its sensitive one would lie megabytes apart, and whoever takes them in would
 * merge most records twice.
 */
import type { Hlc } from '../kernel/hlc';
import type { RecordId } from '../kernel/ids';
import { isKnownEntry, type Entry } from '../log/entry';

/** Entries of each chain stay in their order. Holds one entry a chain, and the record ids of the save it is at. */
export async function* bySave(chains: readonly AsyncIterable<Entry>[]): AsyncGenerator<Entry> {
  const sources = chains.map((chain) => chain[Symbol.asyncIterator]());
  const next = await Promise.all(sources.map(read));
  const told = new Set<RecordId>();
  let toldAt: Hlc | undefined;
  for (;;) {
    const at = chooseNext(next, told);
    const entry = next[at];
    const source = sources[at];
    if (!entry || !source) return;
    if (stampOf(entry) !== toldAt) told.clear();
    toldAt = stampOf(entry);
    for (const { recordId } of entry.header.parts) told.add(recordId);
    yield entry;
    next[at] = await read(source);
  }
}

async function read(source: AsyncIterator<Entry>): Promise<Entry | undefined> {
  const next = await source.next();
  return next.done === true ? undefined : next.value;
}

/** The earliest; of one save first what goes on with records that have been told of in another scope. */
function chooseNext(next: readonly (Entry | undefined)[], told: ReadonlySet<RecordId>): number {
  let best = -1;
  for (const [i, entry] of next.entries()) {
    const chosen = next[best];
    if (entry && (!chosen || isBefore(entry, chosen, told))) best = i;
  }
  return best;
}

function isBefore(one: Entry, other: Entry, told: ReadonlySet<RecordId>): boolean {
  const later = stampOf(one) - stampOf(other);
  return later < 0 || (later === 0 && goesOn(one, told) && !goesOn(other, told));
}

const goesOn = ({ header }: Entry, told: ReadonlySet<RecordId>): boolean => {
  const [first] = header.parts;
  return first !== undefined && told.has(first.recordId);
};

/** Nobody can say when an entry of a later version was written: it goes as soon as its turn comes. */
const stampOf = (entry: Entry): Hlc => (isKnownEntry(entry) ? entry.header.hlc : (0 as Hlc));
