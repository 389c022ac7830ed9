/**
 * Hybrid logical clock (DESIGN 3): orders what is shown among surviving values; it never decides authority.
 * One safe integer: wall milliseconds * 1024 + counter, enough until the year 2248.
 */
import type { Brand } from './brand';
import type { Clock } from './environment';

export type Hlc = Brand<number, 'Hlc'>;

const countersPerMs = 1024;
/** A received stamp moves the local clock at most this far past wall time. */
export const maxHlcLeadMs = 10 * 60 * 1000;

/** Epoch milliseconds of a stamp. */
export const hlcToMs = (hlc: Hlc): number => Math.floor(hlc / countersPerMs);
/** The first stamp of a millisecond. */
export const msToHlc = (atMs: number): Hlc => (atMs * countersPerMs) as Hlc;
export const isHlc = (value: unknown): value is Hlc =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export interface HlcClock {
  /** A stamp later than every stamp given or received so far. */
  next(): Hlc;
  /** Takes note of a stamp from elsewhere, capped at maxHlcLeadMs past wall time. */
  receive(stamp: Hlc): void;
  /** Takes up a stamp that this device itself gave and had forgotten, however far ahead of wall time. */
  resume(stamp: Hlc): void;
  readonly last: Hlc;
}

export function createHlcClock(clock: Clock, last: Hlc = 0 as Hlc): HlcClock {
  let latest: number = last;
  return {
    next() {
      latest = Math.max(latest + 1, clock.now() * countersPerMs);
      return latest as Hlc;
    },
    receive(stamp) {
      const cap = (clock.now() + maxHlcLeadMs) * countersPerMs;
      if (stamp > latest) latest = Math.max(latest, Math.min(stamp, cap));
    },
    resume(stamp) {
      latest = Math.max(latest, stamp);
    },
    get last() {
      return latest as Hlc;
    }
  };
}
