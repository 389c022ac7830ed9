/**
 * The capacity sheet of docs/relay.md: what a relay keeps and carries for a county, from bytes measured per change.
 *   node bench/relay-capacity.mjs [communities] [devices in each] [changes per device and working day] [years]
 */
import { createServer } from 'vite';

const [communities = 300, devices = 10, changesPerDay = 20, years = 5] = process.argv
  .slice(2)
  .map(Number);
const workingDays = 250;
const workingSeconds = 8 * 3600;

const vite = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false }
});
/** @type {import('./relay-load.ts')} */
const { measureLoad } = await vite.ssrLoadModule('/bench/relay-load.ts');
const load = await measureLoad(4, 40);
await vite.close();

const perDay = communities * devices * changesPerDay;
const all = perDay * workingDays * years;
const written = perDay * load.writtenPerChange;
const read = perDay * load.readPerChange * (devices - 1);
/** @param {number} bytes */
const size = (bytes) =>
  bytes < 1e6
    ? `${Math.round(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${Math.round(bytes / 1e6)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;

const rows = [
  ['communities × devices', `${communities} × ${devices} = ${communities * devices}`],
  ['changes a day (per device)', `${perDay} (${changesPerDay})`],
  ['written per change, index and folding included', `${Math.round(load.writtenPerChange)} B`],
  ['read per change by each other device', `${Math.round(load.readPerChange)} B`],
  ['kept per change', `${Math.round(load.storedPerChange)} B`],
  [`kept after ${years} years`, size(all * load.storedPerChange)],
  ['kept of one community', size((all / communities) * load.storedPerChange)],
  ['in a day', size(written)],
  ['out a day', size(read)],
  ['out, mean of 8 working hours', `${size(read / workingSeconds)}/s`],
  ['puts a second, mean of 8 working hours', ((perDay * 2.2) / workingSeconds).toFixed(1)]
];
console.log('| what | how much |\n|---|---|');
for (const [what, much] of rows) console.log(`| ${what} | ${much} |`);
