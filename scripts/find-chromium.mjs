/** Finds a Chromium for the browser tests: CHROMIUM_PATH, then the system's, then Playwright's own. */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** @returns {string | undefined} path of an executable browser, or undefined when none is found */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  for (const path of systemPaths) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not here: the next place is tried
    }
  }
  try {
    const { chromium } = createRequire(import.meta.url)('@playwright/test');
    const own = chromium.executablePath();
    return existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
