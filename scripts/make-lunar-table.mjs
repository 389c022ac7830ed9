/**
 * Writes src/lib/domain/calendar/lunar-table.ts from tyme4ts: one row a lunar year, 1929 to 2100, so that every day
 * of 1930 to 2100 has its lunar date. tyme4ts is needed here and in the tests alone; the table is what ships.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { LunarYear, SolarTerm } from 'tyme4ts';

export const firstYear = 1929;
export const lastYear = 2100;
const rowsPerLine = 10;
const msPerDay = 86_400_000;

/**
 * 27 bits as seven hex digits, from the lowest: 13 bits of month lengths in calendar order (1 = 30 days), 4 of the
 * leap month (0 = none), 6 of the days from 1 January to 正月初一, 2 of 清明 (day of April less 3), 2 of 冬至 (day of
 * December less 20).
 * @param {number} year lunar year; the two solar terms are those of the solar year of the same number
 */
export function lunarRow(year) {
  const lunar = LunarYear.fromYear(year);
  const months = lunar.getMonths();
  let bits = 0;
  months.forEach((month, index) => {
    if (month.getDayCount() === 30) bits |= 1 << index;
  });
  const newYear = months[0]?.getFirstJulianDay().getSolarDay();
  if (!newYear) throw new Error(`no month in ${year}`);
  const newYearMs = Date.UTC(newYear.getYear(), newYear.getMonth() - 1, newYear.getDay());
  const offset = (newYearMs - Date.UTC(year, 0, 1)) / msPerDay;
  const qingming = SolarTerm.fromName(year, '清明').getSolarDay();
  // The library counts the winter solstice to the year that it opens.
  const solstice = SolarTerm.fromName(year + 1, '冬至').getSolarDay();
  bits |= lunar.getLeapMonth() << 13;
  bits |= offset << 17;
  bits |= (qingming.getDay() - 3) << 23;
  bits |= (solstice.getDay() - 20) << 25;
  return bits.toString(16).padStart(7, '0');
}

export function lunarRows() {
  return Array.from({ length: lastYear - firstYear + 1 }, (_, index) =>
    lunarRow(firstYear + index)
  );
}

function source() {
  const rows = lunarRows();
  const lines = [];
  for (let at = 0; at < rows.length; at += rowsPerLine) {
    lines.push(`  '${rows.slice(at, at + rowsPerLine).join(' ')}'`);
  }
  return `/**
 * Lunar years 1929 to 2100, written by scripts/make-lunar-table.mjs (which says what the bits are); not edited by
 * hand. Browsers' own Chinese calendar is wrong on 299 days of 1930 to 2100 (DOMAIN J), hence a table.
 */
export const firstLunarYear = ${firstYear};

/** Ten years a line, seven digits a year. */
export const lunarLines: readonly string[] = [
${lines.join(',\n')}
];
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('../src/lib/domain/calendar/lunar-table.ts', import.meta.url), source());
}
