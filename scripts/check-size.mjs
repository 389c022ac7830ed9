/**
 * The budget of the first load (DESIGN 8): the gzipped JavaScript that the built start page needs before
 * it can show anything, at most 150 kB. Counted: the modules that index.html preloads or imports, and
 * every module these import statically. Dynamic imports are not counted: they load when used.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budgetBytes = 150_000;
const build = fileURLToPath(new URL('../build', import.meta.url));

/** @param {string} html @returns {string[]} paths below the build */
function modulesOfPage(html) {
  const preloads = html.matchAll(/<link href="([^"]+\.js)" rel="modulepreload">/g);
  const scripts = html.matchAll(/<script[^>]* src="([^"]+\.js)"/g);
  const imports = html.matchAll(/import\("([^"]+\.js)"\)/g);
  return [...preloads, ...scripts, ...imports].map((match) => resolve(build, match[1] ?? ''));
}

/** @param {string} path @param {string} code minified module @returns {string[]} */
function staticImportsOf(path, code) {
  const pattern = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
  return [...code.matchAll(pattern)].map((match) => resolve(dirname(path), match[1] ?? ''));
}

/** @type {Map<string, number>} gzipped bytes by path */
const sizes = new Map();
const waiting = modulesOfPage(readFileSync(resolve(build, 'index.html'), 'utf8'));
if (waiting.length === 0)
  throw new Error('index.html names no module: has the page changed its form?');
while (waiting.length > 0) {
  const path = waiting.pop();
  if (path === undefined || sizes.has(path)) continue;
  const code = readFileSync(path);
  sizes.set(path, gzipSync(code, { level: 9 }).length);
  waiting.push(...staticImportsOf(path, code.toString('utf8')));
}

const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `${kilobytes(total)} gzip of JavaScript in ${sizes.size} files for the first screen (budget ${kilobytes(budgetBytes)})`
);
if (total > budgetBytes || process.argv.includes('--list')) {
  for (const [path, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 20)) {
    console.log(`  ${kilobytes(size).padStart(9)}  ${relative(build, path)}`);
  }
}
if (total > budgetBytes) {
  console.error(
    'The first load is over its budget: move what the first screen does not need behind import().'
  );
  process.exit(1);
}
