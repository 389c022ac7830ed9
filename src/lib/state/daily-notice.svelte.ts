/** The reminder of this browser as a rune, and when it is told: while the page is out of sight (daily-notice.ts has the rules). */
import type { IsoDate } from '../kernel/dates';
import {
  dropNotice,
  readNotice,
  tellOnce,
  wishNotice,
  type NoticePlace,
  type NoticeState
} from './daily-notice';

/** The service worker shows it, because a phone's browser lets no page do so. */
export const browserNotices = (): NoticePlace => ({
  storage: localStorage,
  permission: () =>
    'Notification' in window && 'serviceWorker' in navigator ? Notification.permission : undefined,
  ask: () => Notification.requestPermission(),
  async show(text) {
    const registration = await navigator.serviceWorker.ready;
    await registration.showNotification(text, { tag: 'today' });
  }
});

export class DailyNotice {
  state = $state.raw<NoticeState>('off');
  readonly #place: NoticePlace;

  constructor(place: NoticePlace) {
    this.#place = place;
    this.state = readNotice(place);
  }

  async turn(isOn: boolean): Promise<void> {
    this.state = isOn ? await wishNotice(this.#place) : dropNotice(this.#place);
  }

  async tell(due: number, day: IsoDate, textOf: (due: number) => string): Promise<void> {
    await tellOnce(this.#place, due, day, textOf);
  }
}

/** Whoever looks at the page needs no reminder; a click on one brings `open` about. */
export function tellWhenAway(
  notice: DailyNotice,
  due: () => { readonly count: number; readonly day: IsoDate } | undefined,
  textOf: (due: number) => string,
  open: () => void
): void {
  $effect(() => {
    const now = due();
    if (!now) return;
    const tell = (): void => {
      if (document.visibilityState === 'hidden') void notice.tell(now.count, now.day, textOf);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  });
  $effect(() => {
    const hear = ({ data }: MessageEvent<unknown>): void => {
      if (data === 'open-today') open();
    };
    navigator.serviceWorker.addEventListener('message', hear);
    return () => navigator.serviceWorker.removeEventListener('message', hear);
  });
}
