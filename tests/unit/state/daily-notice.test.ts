/** One reminder a day, only if wished (issue 4 «notifications only if wished»; I7). */
import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../src/lib/kernel/dates';
import {
  dropNotice,
  readNotice,
  tellOnce,
  wishNotice,
  type NoticePlace
} from '../../../src/lib/state/daily-notice';
import { reminderWords } from '../../../src/lib/text/today';

const [first, second] = ['2026-03-05' as IsoDate, '2026-03-06' as IsoDate];

function createPlace(answer: NotificationPermission, given?: NotificationPermission) {
  const kept = new Map<string, string>();
  const shown: string[] = [];
  let permission: NotificationPermission = given ?? 'default';
  let asked = 0;
  const place: NoticePlace = {
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key)
    },
    permission: () => permission,
    ask: () => {
      asked++;
      permission = answer;
      return Promise.resolve(answer);
    },
    show: (text) => {
      shown.push(text);
      return Promise.resolve();
    }
  };
  return { place, shown, kept, asked: () => asked };
}

describe('the reminder', () => {
  it('is off until it is wished, even where the browser allows it', async () => {
    const { place, shown, asked } = createPlace('granted', 'granted');
    expect(readNotice(place)).toBe('off');
    expect(await tellOnce(place, 3, first, reminderWords.told)).toBe(false);
    expect([shown, asked()]).toEqual([[], 0]);
  });

  it('asks on the wish, tells once a day, a count and nothing else', async () => {
    const { place, shown, kept, asked } = createPlace('granted');
    expect(await wishNotice(place)).toBe('on');
    expect(asked()).toBe(1);
    expect(await tellOnce(place, 0, first, reminderWords.told)).toBe(false);
    expect(await tellOnce(place, 3, first, reminderWords.told)).toBe(true);
    expect(await tellOnce(place, 4, first, reminderWords.told)).toBe(false);
    expect(await tellOnce(place, 4, second, reminderWords.told)).toBe(true);
    expect(shown).toEqual(['今日有 3 件走访到期', '今日有 4 件走访到期']);
    expect([...kept.values()]).toEqual(['on', second]);
  });

  it('stays off after a no, and is quiet at once when it is switched off', async () => {
    const refused = createPlace('denied');
    expect(await wishNotice(refused.place)).toBe('barred');
    expect(await tellOnce(refused.place, 3, first, reminderWords.told)).toBe(false);
    const { place, shown, kept } = createPlace('granted');
    await wishNotice(place);
    expect(dropNotice(place)).toBe('off');
    expect(await tellOnce(place, 3, first, reminderWords.told)).toBe(false);
    expect([shown, kept.size]).toEqual([[], 0]);
  });
});
