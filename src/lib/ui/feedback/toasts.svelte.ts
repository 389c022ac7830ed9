/**
 * Short notices at the foot of the page, mostly with 撤销 (UX rule 5). Created with the frame of an open
 * book and gone with it; time is injected. Notices with an action stay longer; trouble belongs in a Banner, not here.
 */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: ToastAction;
}

export interface Toasts {
  readonly items: readonly Toast[];
  show(text: string, action?: ToastAction): void;
  dismiss(id: number): void;
  /** Stops the clocks while someone points at or stands in the region. */
  hold(): void;
  release(): void;
}

export interface ToastTimer {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(id: number): void;
}

const plainMs = 5_000;
const actionMs = 12_000;
const most = 2;

export function createToasts(timer: ToastTimer): Toasts {
  let items = $state.raw<readonly Toast[]>([]);
  let nextId = 1;
  const clocks = new Map<number, number>();

  function dismiss(id: number): void {
    stop(id);
    items = items.filter((toast) => toast.id !== id);
  }

  function stop(id: number): void {
    const clock = clocks.get(id);
    if (clock !== undefined) timer.clearTimeout(clock);
    clocks.delete(id);
  }

  function start(toast: Toast): void {
    stop(toast.id);
    const ms = toast.action ? actionMs : plainMs;
    clocks.set(
      toast.id,
      timer.setTimeout(() => dismiss(toast.id), ms)
    );
  }

  return {
    get items() {
      return items;
    },
    show(text, action) {
      const toast: Toast = { id: nextId, text, ...(action && { action }) };
      nextId += 1;
      items = [...items, toast];
      for (const old of items.slice(0, Math.max(0, items.length - most))) dismiss(old.id);
      start(toast);
    },
    dismiss,
    hold: () => items.forEach((toast) => stop(toast.id)),
    release: () => items.forEach(start)
  };
}
