/**
 * The page of the benchmarks in real browser processes. Every contender has a browser profile of its own, so that
 * none reads through another's data, and every measurement starts the browser anew.
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from '../scripts/find-chromium.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Served beside the page. */
export const pageFile = (name) => here(`./.data/page/${name}`);

/** Builds and serves the page. Profiles lie in the folder for temporary files: a real disk, or strict means nothing. */
export async function openSite() {
  execFileSync('npx', ['vite', 'build', '--config', here('./vite.config.ts')], { stdio: 'pipe' });
  // Vite's own server: the app's refuses scripts to a page without a policy of its own.
  const server = await preview({
    configFile: here('./vite.config.ts'),
    preview: { port: 0, host: 'localhost' }
  });
  const address = server.resolvedUrls?.local[0] ?? '';
  const profiles = await mkdtemp(join(tmpdir(), 'tongxinbu-bench-'));

  return {
    /** Runs work on the page of a new browser process over the profile of that name. */
    async inBrowser(profile, work) {
      const context = await chromium.launchPersistentContext(join(profiles, profile), {
        executablePath: findChromium(),
        args: ['--no-sandbox', '--disable-background-networking', '--disable-sync']
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
    },
    /** Runs work with a copy of a profile, which is dropped afterwards. */
    async withCopy(profile, work) {
      const copy = `${profile}-copy`;
      await cp(join(profiles, profile), join(profiles, copy), { recursive: true });
      try {
        return await work(copy);
      } finally {
        await rm(join(profiles, copy), { recursive: true, force: true });
      }
    },
    async close() {
      await server.close();
      await rm(profiles, { recursive: true, force: true });
    }
  };
}

/** Calls `window.bench[method](...args)` on the page. */
export const call = (page, method, ...args) =>
  page.evaluate(([name, given]) => window.bench[name](...given), [method, args]);
