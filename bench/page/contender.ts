/** What every contender of the benchmarks can do with the same rows. */
import type { CreateChange } from '../../src/lib/app/demo/changes';

export interface Rows {
  /** People and their consents: what a list of people needs. */
  readonly people: readonly CreateChange[];
  /** Places, workers and visits. */
  readonly others: readonly CreateChange[];
}

/** How much is read: what a list of people needs, or every row. */
export type Reading = 'people' | 'all';

export interface Opened {
  /** Rows in memory. */
  readonly count: number;
  /** Resolves when what was left for later is open too. */
  settled?(): Promise<void>;
  /** Changes one field of one person durably. */
  edit(index: number, value: string): Promise<void>;
  close(): Promise<void>;
}

export interface Contender {
  fill(rows: Rows): Promise<void>;
  /** From the key in hand, where there is one, to rows that a list can show. */
  open(reading: Reading): Promise<Opened>;
}
