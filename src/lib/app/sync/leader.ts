/** The one tab of a profile that does something by itself: a Web Lock held as long as the tab does it. */

export interface Leader {
  isLeader(): boolean;
  stop(): void;
}

/** Without locks there are no other tabs to speak of: every supported browser has them. */
export function lead(page: Window, name: string, onLead: () => void): Leader {
  const locks = page.navigator.locks as LockManager | undefined;
  let isLeader = false;
  let isStopped = false;
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const waiting = new AbortController();
  const begin = (): Promise<void> => {
    if (isStopped) return released;
    isLeader = true;
    onLead();
    return released;
  };
  const leading = locks
    ? locks.request(`tongxinbu/lead/${name}`, { signal: waiting.signal }, begin)
    : Promise.resolve().then(begin);
  // Given up while another tab led.
  leading.catch(() => undefined);
  return {
    isLeader: () => isLeader,
    stop() {
      isStopped = true;
      isLeader = false;
      waiting.abort();
      release?.();
    }
  };
}
