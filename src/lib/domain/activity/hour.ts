/** The hour of an activity as it was written (14:30, 下午2点半, 上午): only to put the activities of a day in order. Pure. */

const clock = /(下午|晚上|晚|傍晚|中午)?(\d{1,2})[:：时点](\d{1,2}|半)?/;
/** Of a day that names its part alone, the middle of that part. */
const parts: readonly (readonly [RegExp, number])[] = [
  [/早|上午/, 9.5],
  [/中午/, 12],
  [/下午|傍晚/, 15],
  [/晚/, 19]
];

/** Minutes since midnight; undefined when the words tell none. */
export function minuteOf(text: string | undefined): number | undefined {
  const written = text?.normalize('NFKC') ?? '';
  const [, part, hour, minute] = clock.exec(written) ?? [];
  if (hour === undefined) {
    const hours = parts.find(([words]) => words.test(written))?.[1];
    return hours === undefined ? undefined : hours * 60;
  }
  const isLate = part !== undefined && Number(hour) < 12 && (part !== '中午' || Number(hour) < 6);
  return (Number(hour) + (isLate ? 12 : 0)) * 60 + (minute === '半' ? 30 : Number(minute ?? 0));
}

/** Earliest first; without an hour last, in the order given. */
export const byHour = <T>(items: readonly T[], hourOf: (item: T) => string | undefined): T[] =>
  [...items].sort(
    (a, b) => (minuteOf(hourOf(a)) ?? Infinity) - (minuteOf(hourOf(b)) ?? Infinity) || 0
  );
