/**
 * `npm run bench`: the budgets of docs/benchmarks.md, measured in a real Chromium beside plain Dexie, one Y.Doc
 * with y-indexeddb and PouchDB in one run, and printed as ratios. Options stand in options.mjs; ONLY=import,edit
 * runs some of the measures.
 */
import { openSite } from './browser.mjs';
import { createTable } from './figures.mjs';
import { measureFirstLoad } from './measures/first-load.mjs';
import { measureImport } from './measures/importing.mjs';
import { fillAll, measureHeap, measureOpening } from './measures/opening.mjs';
import { measureEdits, measureSearch } from './measures/working.mjs';
import { measureConverging, measureJoining } from './measures/syncing.mjs';
import { measureTasks } from './measures/tasks.mjs';
import { options } from './options.mjs';

/** Edits come last: they change what the others open. */
const measures = {
  open: measureOpening,
  heap: measureHeap,
  search: measureSearch,
  import: measureImport,
  edit: measureEdits,
  sync: measureConverging,
  join: measureJoining,
  tasks: (_site, table) => measureTasks(table),
  size: (_site, table) => measureFirstLoad(table)
};

const chosen = process.env['ONLY']?.split(',') ?? Object.keys(measures);
const table = createTable();
const site = await openSite();
const needsFilled = ['open', 'heap', 'search', 'import', 'edit'];
try {
  if (chosen.some((name) => needsFilled.includes(name))) await fillAll(site);
  for (const name of chosen) await measures[name](site, table);
} finally {
  // Half an hour of figures is printed even when a later measure fails.
  const { people, visits, repeats } = options;
  console.log(`\n${people} people, ${visits} visits, ${repeats} repeats\n\n${table.toMarkdown()}`);
  await site.close();
}
