/**
 * `npm run test:old-browsers`: fetches the Chromium builds at the floor of what we support (UX rule 12) from the
 * package registry into a cache and runs tests/crash/old-browsers on each. They are no dependencies of the
 * project: 50 MB each, Linux x64 only. OLD_BROWSERS (92.0.0,109.0.6) chooses which.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const project = fileURLToPath(new URL('..', import.meta.url));
const cache = join(project, 'node_modules/.cache/old-browsers');
const versions = (process.env.OLD_BROWSERS ?? '92.0.0,109.0.6').split(',');

/**
 * @param {string} version of the npm package @sparticuz/chromium, which is Chromium's
 * @returns {{ path: string, libraries: string }} the program, and the libraries it came with
 */
function fetchBrowser(version) {
  const folder = join(cache, version);
  const path = join(folder, 'chromium');
  const libraries = join(folder, 'lib');
  if (existsSync(path)) return { path, libraries };
  mkdirSync(folder, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', `@sparticuz/chromium@${version}`, '--silent'], {
    cwd: folder,
    encoding: 'utf8'
  }).trim();
  execFileSync('tar', ['xzf', packed], { cwd: folder });
  const bin = join(folder, 'package/bin');
  writeFileSync(
    join(folder, 'aws.tar'),
    brotliDecompressSync(readFileSync(join(bin, 'aws.tar.br')))
  );
  execFileSync('tar', ['xf', 'aws.tar'], { cwd: folder });
  // Under its last name only when it is whole.
  const program = brotliDecompressSync(readFileSync(join(bin, 'chromium.br')));
  writeFileSync(`${path}.part`, program, { mode: 0o755 });
  renameSync(`${path}.part`, path);
  return { path, libraries };
}

/**
 * The system's libraries are newer; the packed ones only stand in for missing ones.
 * @param {string} path
 */
function lacksLibraries(path) {
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' });
  return stdout.includes('not found');
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('The old Chromium builds exist for Linux x64 only.');
  process.exit(1);
}
for (const version of versions) {
  const { path, libraries } = fetchBrowser(version);
  const { status } = spawnSync(
    process.execPath,
    [
      join(project, 'node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'tests/crash/old-browsers/playwright.config.ts'
    ],
    {
      cwd: project,
      stdio: 'inherit',
      env: {
        ...process.env,
        OLD_BROWSER: path,
        OLD_BROWSER_VERSION: version,
        OLD_BROWSER_LIBRARIES: lacksLibraries(path) ? libraries : ''
      }
    }
  );
  if (status !== 0) process.exit(status ?? 1);
}
