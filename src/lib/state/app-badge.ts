/**
 * The number on the icon of the installed app: due must-visits, a count and nothing else (issue 4 «今日»). It is kept while
 * the book is open, whatever page is shown, and goes when the book is locked. Counting begins when the browser is idle, so
 * that opening costs nothing; from then on the tasks are kept up to date record by record.
 */
import type { Watchable } from '../kernel/watchable';

/** Absent in browsers without installed apps, whatever the types say. */
type Badged = Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;

export interface BadgePlace {
  readonly icon: Badged;
  /** Calls back once nothing more urgent is to be done; returns cancel. */
  readonly whenIdle: (run: () => void) => () => void;
}

const startMs = 3000;

/** Safari has no idle callback, and sets badges. */
export const browserBadge = (page: Window & typeof globalThis): BadgePlace => ({
  icon: page.navigator,
  whenIdle(run) {
    if (!('requestIdleCallback' in page)) {
      const timer = setTimeout(run, startMs);
      return () => clearTimeout(timer);
    }
    const asked = page.requestIdleCallback(run, { timeout: startMs * 10 });
    return () => page.cancelIdleCallback(asked);
  }
});

/** @returns stop, which takes the number away. */
export function keepBadge<T>(
  tasks: Watchable<T>,
  countDue: (tasks: T) => number,
  { icon, whenIdle }: BadgePlace
) {
  if (!icon.setAppBadge) return () => undefined;
  let shown: number | undefined;
  let stopWatching: (() => void) | undefined;
  // A refusal of the system changes nothing for the app.
  const show = (count: number): void => {
    if (count === shown) return;
    shown = count;
    const told = count > 0 ? icon.setAppBadge?.(count) : icon.clearAppBadge?.();
    told?.catch(() => undefined);
  };
  const cancel = whenIdle(() => {
    stopWatching = tasks.watch((present) => show(countDue(present)), ignore);
  });
  return () => {
    cancel();
    stopWatching?.();
    show(0);
  };
}

/** What went wrong with the tasks is told by 今日. */
const ignore = (): void => undefined;
