/**
 * The base of every end-to-end test. Each test fails on any console error, page error, violation of the
 * content security policy, or request to another origin (I15), in every page of its context, and in
 * other contexts that it hands to `watch`.
 */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type * as Axe from 'axe-core';

/** What went wrong behind the test's back, in the order it was seen. */
export interface Watcher {
  /** Watches another context too: a second device of the same test. */
  watch(context: BrowserContext): Promise<void>;
  /** Takes one more origin for the app's own: a relay that the test configures, a second server. */
  allow(origin: string): void;
  /** Announces a fault that the test provokes on purpose; the test fails if it does not come. */
  provoke(pattern: RegExp): void;
  /** Everything seen until now. */
  readonly problems: readonly string[];
}

interface Fixtures {
  /** Console errors that a test expects, such as the 404 of an unknown address. */
  expectedConsole: RegExp[];
  /** Storing every file of a version costs more than most tests do themselves: only tests of offline use turn it on. */
  hasServiceWorker: boolean;
  watcher: Watcher;
  /** Fails when axe finds anything on the page as it stands. */
  axe: (page: Page) => Promise<void>;
}

const isLocal = (url: string): boolean => /^(data|blob|about|chrome-error):/.test(url);

function isForeign(url: string, origins: Set<string>): boolean {
  return !isLocal(url) && !origins.has(new URL(url.replace(/^ws/, 'http')).origin);
}

function watchPage(page: Page, origins: Set<string>, expected: RegExp[], problems: string[]): void {
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    const isExpected = [browsersOwn, ...expected].some((pattern) => pattern.test(text));
    if (message.type() === 'error' && !isExpected) problems.push(`console error: ${text}`);
    if (message.text().startsWith('policy violation:')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.stack ?? error.message}`));
  page.on('websocket', (socket) => {
    if (isForeign(socket.url(), origins)) {
      problems.push(`socket to another origin (I15): ${socket.url()}`);
    }
  });
}

/** The browser looks for the tab's icon when it likes, also while a test has cut the network; no page depends on it. */
const browsersOwn = /ERR_INTERNET_DISCONNECTED \S+\/icon\.svg$/;

/** Runs in the page before any of its scripts. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.warn(
      `policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`
    );
  });
}

/** Runs in the page before any of its scripts: the browser then looks like one without service workers. */
function hideServiceWorker(): void {
  Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });
}

const axeScript = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a screen shows, told by its headings, how wide and in which colours; names and figures aside. */
const screenOf = (): string => {
  const headings = [
    ...document.querySelectorAll('h1, h2, h3, legend, [role=dialog], [role=alert]')
  ];
  const { theme } = document.documentElement.dataset;
  const parts = headings.map(
    (heading) => `${heading.tagName}${heading.matches('[role]') ? '' : (heading.textContent ?? '')}`
  );
  const { fontSize } = getComputedStyle(document.documentElement);
  return [innerWidth, fontSize, theme, location.hash.split('?')[0], ...parts]
    .join('|')
    .replace(/[\da-f]{32}|\d+/g, '#');
};

/** Contrast costs more than all other rules together, and the same screen has the same colours: once in each worker. */
const screens = new Set<string>();
function isNewScreen(screen: string): boolean {
  if (screens.has(screen)) return false;
  screens.add(screen);
  return true;
}

export const test = base.extend<Fixtures>({
  expectedConsole: [[], { option: true }],
  hasServiceWorker: [false, { option: true }],
  watcher: [
    async ({ context, baseURL, expectedConsole, hasServiceWorker }, use) => {
      const origins = new Set([new URL(baseURL ?? '').origin]);
      const problems: string[] = [];
      const watch = async (watched: BrowserContext): Promise<void> => {
        await watched.addInitScript(reportViolations);
        if (!hasServiceWorker) await watched.addInitScript(hideServiceWorker);
        // The context also reports requests of workers and of the service worker.
        watched.on('request', (request) => {
          if (isForeign(request.url(), origins)) {
            problems.push(`request to another origin (I15): ${request.method()} ${request.url()}`);
          }
        });
        watched.on('page', (page) => watchPage(page, origins, expectedConsole, problems));
      };
      await watch(context);
      const provoked: RegExp[] = [];
      await use({
        watch,
        allow: (origin) => origins.add(origin),
        provoke: (pattern) => provoked.push(pattern),
        problems
      });
      for (const pattern of provoked) {
        await expect.poll(() => problems.join('\n'), 'what was provoked is seen').toMatch(pattern);
      }
      const unexpected = problems.filter((each) => !provoked.some((pattern) => pattern.test(each)));
      expect(unexpected, 'nothing may go wrong behind the test').toEqual([]);
    },
    { auto: true }
  ],
  axe: async ({}, use) => {
    await use(async (page) => {
      // Once a page: putting it in costs as much as looking.
      if (!(await page.evaluate(() => 'axe' in window))) {
        await page.evaluate(`${await axeScript}; undefined`);
      }
      const { violations } = await page.evaluate(
        async (withContrast) => {
          // Colours under way are none of ours; what turns without end is not waited for.
          const moving = document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
          await Promise.allSettled(moving.map(({ finished }) => finished));
          const { axe } = window as unknown as { axe: typeof Axe };
          // Without frames, of which the app has none, and without reading the style sheets again: what that is for
          // (no style turns with the device) is a law of tests/architecture/source-law.test.ts.
          const options: Axe.RunOptions = {
            resultTypes: ['violations'],
            iframes: false,
            preload: false,
            rules: { 'color-contrast': { enabled: withContrast } }
          };
          return axe.run(document, options);
        },
        isNewScreen(await page.evaluate(screenOf))
      );
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`
      );
      expect(found, 'axe finds nothing').toEqual([]);
    });
  }
});

export { expect };
