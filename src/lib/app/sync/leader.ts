/** The one tab of a profile that does something by itself: a Web Lock held as long as the tab does it. */

export interface Leader {
  isLeader(): boolean;
  stop(): void;
}

/** Without locks there are no other tabs to speak of: every supported browser has them. */
export function lead(page: Window, name: string, onChange: () => void): Leader {
  const locks = page.navigator.locks as LockManager | undefined;
  let isLeader = !locks;
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const waiting = new AbortController();
  locks
    ?.request(`tongxinbu/lead/${name}`, { signal: waiting.signal }, () => {
      isLeader = true;
      onChange();
      return released;
    })
    // Given up while another tab led.
    .catch(() => undefined);
  return {
    isLeader: () => isLeader,
    stop() {
      isLeader = false;
      waiting.abort();
      release?.();
    }
  };
}
