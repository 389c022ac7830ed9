/** Import of a ledger from bytes to the durable commit, against parsing the same bytes alone. */
import { writeFile } from 'node:fs/promises';
import { runnerImport } from 'vite';
import { call, pageFile } from '../browser.mjs';
import { median, ms } from '../figures.mjs';
import { options } from '../options.mjs';

const fileName = 'ledger.xlsx';

export async function measureImport(site, table) {
  const { module } = await runnerImport('./bench/ledger-file.ts');
  await writeFile(pageFile(fileName), await module.writeLedger(options.people, options.rows));
  const alone = [];
  const full = [];
  const empty = [];
  const importInto = (name) =>
    site.withCopy(name, (copy) =>
      site.inBrowser(copy, (page) => call(page, 'importLedger', name, fileName))
    );
  for (let turn = 0; turn < options.repeats; turn++) {
    alone.push(await site.inBrowser('own-empty', (page) => call(page, 'parseAlone', fileName)));
    full.push(await importInto('own'));
    empty.push(await importInto('own-empty'));
  }
  const parsing = median(alone);
  report(table, `into ${options.people} people`, full, parsing);
  report(table, 'into an empty book', empty, parsing);
}

function report(table, words, runs, parsing) {
  const total = median(runs.map((run) => run.ms.read + run.ms.check + run.ms.write));
  const part = (name) => ms(median(runs.map((run) => run.ms[name])));
  const parts = `read ${part('read')}, compare ${part('check')}, write ${part('write')}`;
  const what = `import of ${options.rows} rows ${words}`;
  table.add(
    `${what}, against parsing alone`,
    `${ms(total)} / ${ms(parsing)} (${parts})`,
    total / parsing,
    4
  );
  const [{ created, changed }] = runs;
  const longest = Math.max(...runs.map((run) => run.longestTaskMs));
  table.add(
    `${what}: longest task of the page`,
    `${created} people made, ${changed} changed`,
    longest,
    50,
    ' ms'
  );
}
