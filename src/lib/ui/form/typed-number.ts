/** Understands amounts and counts as typed; full-width digits, separators and 元 are taken in stride. */

const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s,，¥]/g, '')
    .replace(/元$/, '');

/** Yuan with at most two decimals to integer fen, computed on the digits so that 19.99 is 1999; else undefined. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(clean(text));
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Integer fen to yuan without needless decimals: 120000 → 1200, 1999 → 19.99. */
export function fenToYuan(fen: number): string {
  const cents = fen % 100;
  const yuan = String((fen - cents) / 100);
  return cents === 0 ? yuan : `${yuan}.${String(cents).padStart(2, '0')}`;
}

/** A whole number from 0 to max, else undefined. */
export function parseCount(text: string, max: number): number | undefined {
  const typed = clean(text);
  if (!/^\d{1,9}$/.test(typed)) return undefined;
  const count = Number(typed);
  return count <= max ? count : undefined;
}

/** A number with at most so many decimals to an integer of its smallest step, computed on the digits; else undefined. */
export function parseDecimal(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(clean(text));
  const rest = match?.[2] ?? '';
  if (!match || rest.length > decimals) return undefined;
  return Number(match[1]) * 10 ** decimals + Number(rest.padEnd(decimals, '0'));
}

/** 8550 with two decimals to `85.5`. */
export function decimalText(value: number, decimals: number): string {
  const step = 10 ** decimals;
  const rest = String(value % step)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  const whole = String(Math.trunc(value / step));
  return rest === '' ? whole : `${whole}.${rest}`;
}
