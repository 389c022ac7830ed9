/**
 * The entries at rest: runs of consecutive entries of one chain, sealed together under
 * [scope, slot, seq of the first]. A commit appends runs; folding joins small neighbours, so that the closed log
 * lies in packs too. Erasing parts rewrites the run that holds them.
 */
import { assert } from '../kernel/assert';
import { BinaryReader, BinaryWriter } from '../kernel/binary';
import type { Bytes } from '../kernel/bytes';
import { scopeCode, type Scope } from '../kernel/scope';
import { decodeEntry, encodeEntry, type Entry } from '../log/entry';
import type { AtRest, Place } from './at-rest';
import { deleteRow, putRow, type ReplicaStore, type StoreRow, type StoreWrite } from './store';

/** One chain of a space. */
export interface ChainName {
  readonly slot: string;
  readonly scope: Scope;
}

export interface LogStore {
  /** Writes that append consecutive entries to a chain. */
  append(
    chain: ChainName,
    entries: readonly Entry[],
    pace: () => Promise<void>
  ): Promise<StoreWrite[]>;
  /** Entries of a chain from a sequence number on, in order; stops quietly at a run that does not open. */
  read(chain: ChainName, fromSeq: number, toSeq?: number): AsyncIterable<Entry>;
  /** The last entry of a chain as stored. */
  last(chain: ChainName): Promise<Entry | undefined>;
  /** All chains that have rows. */
  chains(): Promise<readonly ChainName[]>;
  /** Writes that replace the entries a change returns anew; used by erasure. */
  rewrite(
    chain: ChainName,
    seqs: readonly number[],
    change: (entry: Entry) => Entry
  ): Promise<StoreWrite[]>;
  /** Writes that join small runs from a sequence number on; undefined when there is nothing to join. */
  join(
    chain: ChainName,
    fromSeq: number
  ): Promise<{ writes: StoreWrite[]; joinedTo: number } | undefined>;
}

const runTarget = 60_000;
const fewRows = 8;
const manyRows = 128;
const maxRunEntries = 100_000;

export function createLogStore(store: ReplicaStore, atRest: AtRest): LogStore {
  const openRun = async (chain: ChainName, row: StoreRow): Promise<Entry[] | undefined> => {
    const plain = await atRest.open(placeOf(chain, seqOfRow(row)), row.value);
    return plain && decodeRun(plain);
  };

  /** Encoded one run after the other: a whole import at once would hold up the page. */
  async function sealRuns(
    chain: ChainName,
    runs: readonly Run[],
    pace: () => Promise<void> = async () => undefined
  ): Promise<StoreWrite[]> {
    const sealing: Promise<StoreWrite>[] = [];
    for (const run of runs) {
      sealing.push(sealRun(chain, run));
      await pace();
    }
    return Promise.all(sealing);
  }

  async function sealRun(chain: ChainName, { firstSeq, entries }: Run): Promise<StoreWrite> {
    const place = placeOf(chain, firstSeq);
    return putRow('entries', place.key, await atRest.seal(place, encodeRun(entries)));
  }

  async function rowHolding(chain: ChainName, seq: number): Promise<StoreRow | undefined> {
    const prefix = prefixOf(chain);
    const options = { to: [...prefix, seq], isReversed: true, limit: 1 };
    return (await store.range('entries', prefix, options))[0];
  }

  return {
    append: (chain, entries, pace) => sealRuns(chain, splitIntoRuns(entries), pace),

    async *read(chain, fromSeq, toSeq = Number.MAX_SAFE_INTEGER) {
      const holding = await rowHolding(chain, fromSeq);
      const first = holding ? seqOfRow(holding) : fromSeq;
      const prefix = prefixOf(chain);
      // A few rows at a time, many of small ones: a chain can be far larger than memory should hold.
      for (let from = first, limit = fewRows; ;) {
        const rows = await store.range('entries', prefix, {
          from: [...prefix, from],
          to: [...prefix, toSeq],
          limit
        });
        // Side by side: one after the other most of the time would go by in waiting.
        for (const entries of await Promise.all(rows.map((row) => openRun(chain, row)))) {
          if (!entries) return;
          for (const entry of entries) {
            if (entry.header.seq > toSeq) return;
            if (entry.header.seq >= fromSeq) yield entry;
          }
        }
        const last = rows[rows.length - 1];
        if (!last || rows.length < limit) return;
        from = seqOfRow(last) + 1;
        const bytes = rows.reduce((sum, { value }) => sum + value.length, 0);
        limit = bytes < (runTarget * fewRows) / 2 ? Math.min(limit * 2, manyRows) : fewRows;
      }
    },

    async last(chain) {
      const row = await rowHolding(chain, Number.MAX_SAFE_INTEGER);
      const entries = row && (await openRun(chain, row));
      return entries?.[entries.length - 1];
    },

    async chains() {
      const found: ChainName[] = [];
      for (const [scope, code] of Object.entries(scopeCode) as [Scope, number][]) {
        // Jump from chain to chain: the key after a chain's last is the first of the next.
        for (let from: (string | number)[] = [code]; ;) {
          const [row] = await store.range('entries', [code], { from, limit: 1 });
          if (!row) break;
          const slot = String(row.key[1]);
          found.push({ slot, scope });
          from = [code, slot, Number.MAX_SAFE_INTEGER];
        }
      }
      return found;
    },

    async rewrite(chain, seqs, change) {
      const rows = new Map<number, StoreRow>();
      for (const seq of seqs) {
        const row = await rowHolding(chain, seq);
        if (row) rows.set(seqOfRow(row), row);
      }
      const runs: Run[] = [];
      for (const [firstSeq, row] of rows) {
        const entries = await openRun(chain, row);
        assert(entries, 'a run of the own log opens');
        runs.push({ firstSeq, entries: entries.map(change) });
      }
      return sealRuns(chain, runs);
    },

    async join(chain, fromSeq) {
      const prefix = prefixOf(chain);
      const rows = await store.range('entries', prefix, { from: [...prefix, fromSeq], limit: 500 });
      if (rows.length < 2) return undefined;
      const entries: Entry[] = [];
      for (const row of rows) {
        const opened = await openRun(chain, row);
        if (!opened) return undefined;
        entries.push(...opened);
      }
      const runs = splitIntoRuns(entries);
      if (runs.length === rows.length) return undefined;
      const kept = new Set(runs.map(({ firstSeq }) => firstSeq));
      const gone = rows.filter((row) => !kept.has(seqOfRow(row)));
      return {
        writes: [
          ...gone.map((row) => deleteRow('entries', row.key)),
          ...(await sealRuns(chain, runs))
        ],
        joinedTo: runs[runs.length - 1]?.firstSeq ?? fromSeq
      };
    }
  };
}

interface Run {
  readonly firstSeq: number;
  readonly entries: readonly Entry[];
}

function splitIntoRuns(entries: readonly Entry[]): Run[] {
  const runs: { firstSeq: number; entries: Entry[]; size: number }[] = [];
  for (const entry of entries) {
    const size = sizeOf(entry);
    const last = runs[runs.length - 1];
    const before = last?.entries[last.entries.length - 1];
    // A run has no gaps: its first seq says which entries it holds.
    const isNext = before?.header.seq === entry.header.seq - 1;
    if (last && isNext && last.size + size <= runTarget) {
      last.entries.push(entry);
      last.size += size;
    } else {
      runs.push({ firstSeq: entry.header.seq, entries: [entry], size });
    }
  }
  return runs;
}

/** Bytes of an encoded entry, a little too many. */
const sizeOf = ({ headerBytes, parts }: Entry): number =>
  parts.reduce((sum, part) => sum + (part?.length ?? 0) + 3, headerBytes.length + 80);

const prefixOf = (chain: ChainName): (string | number)[] => [scopeCode[chain.scope], chain.slot];

const placeOf = (chain: ChainName, firstSeq: number): Place => ({
  table: 'entries',
  key: [...prefixOf(chain), firstSeq],
  scopes: [chain.scope],
  generation: 0
});

const seqOfRow = (row: StoreRow): number => Number(row.key[2]);

const encodeRun = (entries: readonly Entry[]): Bytes =>
  new BinaryWriter().list(entries, (writer, entry) => writer.bytes(encodeEntry(entry))).finish();

function decodeRun(bytes: Bytes): Entry[] | undefined {
  const reader = new BinaryReader(bytes);
  const entries: Entry[] = [];
  for (let left = reader.uint(maxRunEntries); left > 0; left--) {
    const entry = decodeEntry(reader.view(reader.uint(bytes.length)));
    if (!entry.ok) return undefined;
    entries.push(entry.value);
  }
  reader.end();
  return entries;
}
