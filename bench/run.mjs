/**
 * `npm run bench`: the budget rows of docs/benchmarks.md, measured in a real Chromium beside plain Dexie, one
 * Y.Doc with y-indexeddb and PouchDB in one run, and printed as ratios. Every opening happens in a new browser
 * process. Options by environment: PEOPLE (20000), VISITS (100000), REPEATS (3).
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from '../scripts/find-chromium.mjs';
import { preview } from 'vite';

const people = Number(process.env['PEOPLE'] ?? 20_000);
const visits = Number(process.env['VISITS'] ?? 100_000);
const repeats = Number(process.env['REPEATS'] ?? 3);
const small = 2_000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

execFileSync('npx', ['vite', 'build', '--config', here('./vite.config.ts')], { stdio: 'ignore' });
// Vite's own server: the app's refuses scripts to a page without a policy of its own.
const server = await preview({
  configFile: here('./vite.config.ts'),
  preview: { port: 0, host: 'localhost' }
});
const address = server.resolvedUrls?.local[0] ?? '';
const profile = await mkdtemp(join(tmpdir(), 'tongxinbu-bench-'));

/** Runs work on the page of a new browser process over the same profile. */
async function inBrowser(work) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-background-networking', '--js-flags=--expose-gc']
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(address);
    await page.waitForFunction(() => 'bench' in window);
    return await work(page);
  } finally {
    await context.close();
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const repeat = async (work) => {
  const results = [];
  for (let i = 0; i < repeats; i++) results.push(await work());
  return results;
};

async function heapAfterOpen(name) {
  return inBrowser(async (page) => {
    const session = await page.context().newCDPSession(page);
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const before = await used();
    await page.evaluate((n) => window.bench.open(n), name);
    return ((await used()) - before) / 1_048_576;
  });
}

const lines = [];
const row = (what, measured, mark) => {
  lines.push(`| ${what} | ${measured} | ${mark} |`);
  console.log(`${what}: ${measured} (${mark})`);
};
const ms = (value) => `${value.toFixed(value < 20 ? 1 : 0)} ms`;
const ratio = (a, b) => (a / b).toFixed(2);

try {
  const names = ['own', 'dexie', 'ydoc', 'pouch'];
  for (const name of names) {
    const took = await inBrowser((page) =>
      page.evaluate(([n, p, v]) => window.bench.fill(n, p, v), [name, people, visits])
    );
    console.log(`filled ${name} in ${(took / 1000).toFixed(1)} s`);
  }
  await inBrowser((page) =>
    page.evaluate(([n, p, v]) => window.bench.fill(n, p, v), ['own-small', small, visits / 10])
  );

  const opened = {};
  for (const name of names) {
    const runs = await repeat(() =>
      inBrowser((page) => page.evaluate((n) => window.bench.open(n), name))
    );
    opened[name] = median(runs.map((run) => run.ms));
  }
  row(
    'unlock → people list, against plain Dexie',
    `${ms(opened.own)} / ${ms(opened.dexie)} = ${ratio(opened.own, opened.dexie)}`,
    '≤ 0.5'
  );
  row(
    'unlock → people list, against one Y.Doc',
    `${ms(opened.ydoc)}: ${ratio(opened.own, opened.ydoc)}`,
    '≤ 0.1'
  );
  row(
    'unlock → people list, against PouchDB',
    `${ms(opened.pouch)}: ${ratio(opened.own, opened.pouch)}`,
    '≤ 0.2'
  );

  const heap = { own: await heapAfterOpen('own'), ydoc: await heapAfterOpen('ydoc') };
  row(
    'heap with the register open',
    `${heap.own.toFixed(0)} MB / ${heap.ydoc.toFixed(0)} MB = ${ratio(heap.own, heap.ydoc)}`,
    '≤ 0.2'
  );

  const edit = {};
  for (const name of ['own', 'own-small', 'dexie']) {
    edit[name] = median(
      await repeat(() => inBrowser((page) => page.evaluate((n) => window.bench.edits(n, 60), name)))
    );
  }
  row(
    'edit → durable, 20,000 against 2,000 people',
    `${ms(edit.own)} / ${ms(edit['own-small'])} = ${ratio(edit.own, edit['own-small'])}`,
    '≤ 1.3'
  );
  row(
    'edit → durable, against one plain Dexie put',
    `${ms(edit.dexie)}: ${ratio(edit.own, edit.dexie)}`,
    '≤ 3'
  );

  const searches = await inBrowser((page) =>
    page.evaluate(() => window.bench.search(['王', '曾小', 'zxh', 'z', 'zhangwei', '0001', '3栋']))
  );
  const slowest = searches.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
  row('keystroke → hits, slowest of seven', ms(slowest.ms), '≤ 16 ms');
  console.log(`\n${lines.join('\n')}`);
} finally {
  await server.close();
  await rm(profile, { recursive: true, force: true });
}
