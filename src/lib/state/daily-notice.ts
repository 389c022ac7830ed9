/**
 * One reminder a day, only if wished (issue 4 «notifications only if wished»). Invariants: off until somebody switches
 * it on here; at most one a day on this device; it holds a count and nothing about anyone. What is kept is the wish and
 * the last day, both without content.
 */
import type { IsoDate } from '../kernel/dates';

/** What the reminder needs of the browser; a test hands in its own. */
export interface NoticePlace {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Undefined where the browser has no notifications or no service worker. */
  permission(): NotificationPermission | undefined;
  ask(): Promise<NotificationPermission>;
  show(text: string): Promise<void>;
}

/** `barred`: the browser was told no, and only its own settings can change that. */
export type NoticeState = 'absent' | 'barred' | 'off' | 'on';

const wishKey = 'tongxinbu.reminder';
const dayKey = 'tongxinbu.reminder-day';

export function readNotice(place: NoticePlace): NoticeState {
  const permission = place.permission();
  if (permission === undefined) return 'absent';
  if (permission === 'denied') return 'barred';
  try {
    const isWished = place.storage.getItem(wishKey) === 'on';
    return isWished && permission === 'granted' ? 'on' : 'off';
  } catch {
    return 'off';
  }
}

/** Asks the browser; call it from a click. */
export async function wishNotice(place: NoticePlace): Promise<NoticeState> {
  if (place.permission() === 'default') await place.ask();
  if (place.permission() === 'granted') place.storage.setItem(wishKey, 'on');
  return readNotice(place);
}

export function dropNotice(place: NoticePlace): NoticeState {
  place.storage.removeItem(wishKey);
  place.storage.removeItem(dayKey);
  return readNotice(place);
}

/** @returns whether it was told now: something is due, it is wished, and nothing was told today. */
export async function tellOnce(
  place: NoticePlace,
  due: number,
  day: IsoDate,
  textOf: (due: number) => string
): Promise<boolean> {
  if (due === 0 || readNotice(place) !== 'on') return false;
  if (place.storage.getItem(dayKey) === day) return false;
  // Before it is shown, so that two tabs do not both tell.
  place.storage.setItem(dayKey, day);
  await place.show(textOf(due));
  return true;
}
