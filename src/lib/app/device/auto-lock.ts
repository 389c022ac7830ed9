/** Locks after a time without a key, a touch or a pointer (UX rule 4); a suspended tab is caught on return. */
import type { Clock } from '../../kernel/environment';

const activityEvents = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const;
const checkEveryMs = 15_000;

export interface AutoLock {
  /** Minutes; 0 switches it off. */
  setMinutes(minutes: number): void;
  stop(): void;
}

export function startAutoLock(
  clock: Clock,
  page: Window,
  minutes: number,
  lock: () => void
): AutoLock {
  let limitMs = minutes * 60_000;
  let lastActivity = clock.now();
  const note = (): void => {
    lastActivity = clock.now();
  };
  const check = (): void => {
    if (limitMs > 0 && clock.now() - lastActivity >= limitMs) lock();
  };
  // A tab that slept for an hour wakes with a pointer event: check before noting the activity.
  const wake = (): void => {
    if (page.document.visibilityState === 'visible') check();
  };
  for (const name of activityEvents) page.addEventListener(name, note, { passive: true });
  page.document.addEventListener('visibilitychange', wake);
  const timer = page.setInterval(check, checkEveryMs);
  return {
    setMinutes(next) {
      limitMs = next * 60_000;
    },
    stop() {
      for (const name of activityEvents) page.removeEventListener(name, note);
      page.document.removeEventListener('visibilitychange', wake);
      page.clearInterval(timer);
    }
  };
}
