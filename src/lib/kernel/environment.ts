/** Time and randomness come in as dependencies (STYLE law 7); nothing in the engine reads them itself. */
import type { Bytes } from './bytes';
import type { IsoDate } from './dates';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** The local calendar day. */
  today(): IsoDate;
}

export interface Random {
  /** Cryptographically strong bytes; a seeded source in simulations. */
  bytes(length: number): Bytes;
}

export interface Timer {
  /** Runs once after so many milliseconds, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}
