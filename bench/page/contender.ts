/** What every contender of the benchmarks can do with the same rows. */
import type { CreateChange } from '../../src/lib/app/demo/changes';

export interface Rows {
  readonly people: readonly CreateChange[];
  readonly others: readonly CreateChange[];
}

export interface Opened {
  /** People in memory, as a list would show them. */
  readonly count: number;
  /** Changes one field of one person durably. */
  edit(index: number, value: string): Promise<void>;
  close(): Promise<void>;
}

export interface Contender {
  readonly name: string;
  fill(rows: Rows): Promise<void>;
  /** From the key in hand to a usable list of people. */
  open(): Promise<Opened>;
}
