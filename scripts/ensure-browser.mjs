/**
 * Makes sure that a Chromium for the browser tests is there: takes the one that find-chromium finds;
 * else, as root on a Debian-like system, installs Debian's with a Chinese font; else says what to do.
 * The same for nats-server, with which the relay is tested.
 */
import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

const help = `No Chromium was found for the browser tests. Do one of these:
  - install Chromium or Chrome from your system's packages (Debian: apt-get install chromium fonts-noto-cjk),
  - run \`npx playwright install chromium\`,
  - set CHROMIUM_PATH to the path of a Chromium or Chrome.`;

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function succeeds(command, args, env = process.env) {
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}

/** @param {string[]} needed @param {string[]} useful not every system has them */
function installFromDebian(needed, useful) {
  const isRoot = process.getuid?.() === 0;
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isRoot || !hasApt) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string[]} packages */
  const install = (...packages) =>
    succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
  if (!succeeds('apt-get', ['update', '-qq'], env) || !install(...needed)) return false;
  for (const name of useful) install(name);
  return true;
}

let path = findChromium();
// The tests run without the headless shell, only longer.
const packages = ['chromium', 'fonts-noto-cjk'];
if (!path && installFromDebian(packages, ['chromium-headless-shell'])) path = findChromium();
const version = path && spawnSync(path, ['--version'], { encoding: 'utf8' });
if (!path || !version || version.status !== 0) {
  console.error(path ? `The browser at ${path} does not start.\n${help}` : help);
  process.exit(1);
}
console.log(`${version.stdout.trim()} (${path})`);

const hasRelay = () => spawnSync('nats-server', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasRelay() && !(installFromDebian(['nats-server'], []) && hasRelay())) {
  console.error(
    'No nats-server was found for the tests of the relay: install it (Debian: apt-get install nats-server).'
  );
  process.exit(1);
}
