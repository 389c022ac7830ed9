/**
 * Finds a Chromium for the browser tests: CHROMIUM_PATH, then the system's, then Playwright's own. Most tests run in
 * Chromium's headless shell where there is one: the same engine without a window's work, in half the time.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

const shellPaths = ['/usr/bin/chromium-headless-shell'];

/** @param {string[]} paths @returns {string | undefined} the first that may be run */
function firstExecutable(paths) {
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {string | undefined} path of a browser without a window, or of a whole one where that is missing */
export const findHeadlessChromium = () =>
  process.env.CHROMIUM_PATH || firstExecutable(shellPaths) || findChromium();

/** @returns {string | undefined} path of an executable browser, or undefined when none is found */
export function findChromium() {
  const found = process.env.CHROMIUM_PATH || firstExecutable(systemPaths);
  if (found) return found;
  try {
    const { chromium } = createRequire(import.meta.url)('@playwright/test');
    const own = chromium.executablePath();
    return existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
