/** What a run measures. BENCH_QUICK=1 is a smoke run: small numbers, and no figure in it means anything. */
const isQuick = process.env['BENCH_QUICK'] === '1';

/** @param {string} name @param {number} usual @param {number} quick */
const count = (name, usual, quick) => Number(process.env[name] ?? (isQuick ? quick : usual));

export const options = {
  isQuick,
  people: count('PEOPLE', 20_000, 1000),
  visits: count('VISITS', 100_000, 2000),
  /** Of every opening and import, each in a browser process of its own. */
  repeats: count('REPEATS', 5, 1),
  /** Rows of the imported ledger. */
  rows: count('ROWS', 5000, 300),
  /** Edits in each browser process. */
  edits: count('EDITS', 60, 10),
  /** Changes on each of two devices that are apart. */
  changes: count('CHANGES', 1000, 40),
  /** People of the small register beside which an edit is judged. */
  smallPeople: count('SMALL_PEOPLE', 2000, 100)
};
