/**
 * When a way is visited unasked: soon after a change, when the page comes back, and from time to time; after a failure
 * later and later, scattered by chance. One tab of the profile does it. Nothing here knows what a visit is.
 */
import type { Clock, Random, Timer } from '../../kernel/environment';

export type VisitOutcome =
  | 'done'
  /** Worth another try by itself. */
  | 'failed'
  /** A person must do something first. */
  | 'hopeless';

export interface AutoSyncDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  /** Another tab does the visits. */
  readonly isLeader: () => boolean;
  /** `isShort`: after a change, without the digests that cost a walk through all records. */
  readonly visit: (isShort: boolean) => Promise<VisitOutcome>;
  /** The time of the next visit has changed. */
  readonly onPlan: () => void;
  readonly onError: (thrown: unknown) => void;
}

export interface AutoSync {
  /** Something was written here. */
  changed(): void;
  /** The page is seen again, or the network is back. */
  returned(): void;
  /** The way says that others have brought something. */
  arrived(): void;
  /** At once; one that is under way is followed by another. */
  now(): Promise<void>;
  /** Epoch milliseconds; undefined while nothing is planned. */
  nextMs(): number | undefined;
  stop(): void;
}

/** Several saves of one form follow each other. */
const settleMs = 5_000;
/** Several objects follow each other. */
const arrivedMs = 1_000;
const everyMs = 5 * 60_000;
const firstRetryMs = 30_000;
const lastRetryMs = 30 * 60_000;
/** Changing windows to and fro costs nothing. */
const restMs = 30_000;

export function createAutoSync(deps: AutoSyncDeps): AutoSync {
  const { clock, random, timer, visit } = deps;
  let plan: { readonly atMs: number; readonly cancel: () => void } | undefined;
  let last: Promise<void> = Promise.resolve();
  let lastMs = -Infinity;
  let failures = 0;
  let isChanged = false;
  let isHopeless = false;
  let isStopped = false;

  function schedule(ms: number): void {
    if (isStopped || isHopeless) return;
    const atMs = clock.now() + ms;
    if (plan && plan.atMs <= atMs) return;
    plan?.cancel();
    plan = { atMs, cancel: timer.after(ms, fire) };
    deps.onPlan();
  }

  function fire(): void {
    plan = undefined;
    // Another tab does it; this one looks again later, because that tab may be gone by then.
    if (deps.isLeader()) run(isChanged).catch(tell);
    else schedule(scattered(everyMs));
  }

  /** What a visit that a lock has cut off says is no news. */
  function tell(thrown: unknown): void {
    if (!isStopped) deps.onError(thrown);
  }

  /** Between half and one and a half of it. */
  function scattered(ms: number): number {
    const [chance = 0] = random.bytes(1);
    return Math.round(ms * (0.5 + chance / 255));
  }

  function run(isShort: boolean): Promise<void> {
    const running = last.then(() => once(isShort));
    last = running.catch(() => undefined);
    return running;
  }

  async function once(isShort: boolean): Promise<void> {
    if (isStopped) return;
    plan?.cancel();
    plan = undefined;
    isChanged = false;
    const outcome = await visit(isShort);
    lastMs = clock.now();
    failures = outcome === 'failed' ? failures + 1 : 0;
    isHopeless = outcome === 'hopeless';
    if (outcome === 'failed') {
      schedule(scattered(Math.min(firstRetryMs * 2 ** (failures - 1), lastRetryMs)));
    } else if (isChanged) schedule(settleMs);
    else schedule(scattered(everyMs));
    deps.onPlan();
  }

  return {
    changed() {
      isChanged = true;
      // A way that failed keeps to its pace, however much is written.
      if (failures === 0) schedule(settleMs);
    },
    returned() {
      if (clock.now() - lastMs > restMs) schedule(0);
    },
    arrived() {
      isChanged = true;
      schedule(arrivedMs);
    },
    now: () => run(false),
    nextMs: () => plan?.atMs,
    stop() {
      isStopped = true;
      plan?.cancel();
      plan = undefined;
    }
  };
}
