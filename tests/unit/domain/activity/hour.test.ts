/** The hour of an activity, as ledgers and colleagues write it (H3-1). */
import { expect, it } from 'vitest';
import { byHour, minuteOf } from '../../../../src/lib/domain/activity/hour';

it.each([
  ['14:30', 870],
  ['９：００', 540],
  ['上午9:00-11:00', 540],
  ['下午2点半', 870],
  ['晚上7时', 1140],
  ['中午12点', 720],
  ['上午', 570],
  ['下午', 900],
  ['另行通知', undefined],
  [undefined, undefined]
])('%s', (written, minute) => {
  expect(minuteOf(written)).toBe(minute);
});

it('puts the activities of a day in order, those without an hour last as they came', () => {
  const day = ['', '下午', '另行通知', '9:00', '14:00'];
  expect(byHour(day, (each) => each)).toEqual(['9:00', '14:00', '下午', '', '另行通知']);
});
