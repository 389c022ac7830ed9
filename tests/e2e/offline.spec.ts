/** The service worker: complete precache, offline pages, no silent takeover (DESIGN 4). */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServer } from '../../scripts/serve.mjs';
import { syncFileWords } from '../../src/lib/text/sync';
import { reminderWords } from '../../src/lib/text/today';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';

test.use({
  hasServiceWorker: true,
  // A page that opens offline asks in vain whether there is a newer version; the browser tells of it.
  expectedConsole: [/ERR_(FAILED|INTERNET_DISCONNECTED) .*\/version\.json$/]
});

/** Waits until the service worker has stored everything and rules the page. */
async function openInstalled(page: Page, url = './'): Promise<void> {
  await page.goto(url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('./service-worker.js');
    if (navigator.serviceWorker.controller) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
  });
}

const cachedPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) {
        paths.push(new URL(request.url).pathname);
      }
    }
    return paths;
  });

test('DESIGN 1, 4: the precache is whole; offline every address opens: reload, unlock, take a shared file, add, all as before', async ({
  page,
  context,
  watcher
}) => {
  const passphrase = '春风十里看桃花开';
  const start = new StartPage(page);
  const book = new BookPage(page);
  // A browser without a screen denies every site its notifications, whatever it is granted.
  await page.addInitScript(() =>
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
  );
  await openInstalled(page);
  await test.step('DESIGN 4: the precache holds the pages, the fallback, the icons and every script of the page', async () => {
    const cached = await cachedPaths(page);
    const used = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => new URL(entry.name).pathname)
        .filter((path) => !path.endsWith('service-worker.js') && !path.endsWith('version.json'))
    );
    expect(cached).toEqual(
      expect.arrayContaining(['/', '/404.html', '/icon-192.png', '/manifest.webmanifest'])
    );
    expect(used.length).toBeGreaterThan(3);
    expect(cached).toEqual(expect.arrayContaining(used));
  });
  await test.step('offline, the start page, an address with a query and an unknown one all open', async () => {
    await context.setOffline(true);
    await page.goto('./');
    await expect(page.locator('#app')).toBeVisible();
    await page.goto('./?do=visit');
    await expect(page.locator('#app')).toBeVisible();
    const unknown = /Not found: \/no\/such\/page/;
    watcher.provoke(unknown);
    const answer = await page.goto('./no/such/page');
    expect(answer?.status()).toBe(200);
    expect(answer?.fromServiceWorker()).toBe(true);
    // Not before the app has looked at the address: who leaves earlier never hears of it.
    await expect.poll(() => watcher.problems.join()).toMatch(unknown);
  });
  await context.setOffline(false);
  await start.open();
  await start.foundAndConfirm({
    spaceName: '和风里社区工作簿',
    workerName: '方文',
    passphrase
  });
  await book.addPerson('司马未断');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
  });
  await context.setOffline(true);
  // What the system's share sheet hands over: it waits behind the lock, and nothing but sync files does.
  await page.evaluate(async () => {
    const form = new FormData();
    for (const name of ['转来的.txb', '照片.jpg']) form.append('files', new File(['?'], name));
    await fetch('/sync/', { method: 'POST', body: form, redirect: 'manual' });
  });
  await page.reload();
  await start.expectLocked();
  await start.unlock(passphrase);
  await start.expectOpen();
  await book.expectPerson('司马未断');
  await book.go('同步');
  // Its name may be a person's: it lay there without.
  const given = syncFileWords.file(syncFileWords.shared(1, '.txb'), syncFileWords.other);
  await expect(page.getByText(given)).toBeVisible();
  await expect(page.getByText('照片.jpg')).toHaveCount(0);
  await book.addPerson('司马断网');
  await book.openSettings('关于同心簿');
  await expect(page.getByText('未联网，不影响使用')).toBeVisible();
  await context.setOffline(false);
  await test.step('a click on the reminder brings the open book to 今日, without a reload that would lock it', async () => {
    await book.openSettings('显示');
    await page.getByRole('switch', { name: reminderWords.title }).click();
    await expect(page.getByRole('switch', { name: reminderWords.title })).toBeChecked();
    const [worker] = context.serviceWorkers();
    // No test can click on what the system shows: the worker is told of it as the browser would.
    await worker?.evaluate(() => {
      const click = Object.assign(new Event('notificationclick'), {
        notification: { close: () => undefined },
        // Bringing a window forward needs a person's click, which a made-up event is not.
        waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined)
      });
      self.dispatchEvent(click);
    });
    await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
    await expect(page.getByRole('button', { name: '锁定', exact: true })).toBeVisible();
  });
});

/** Serves a copy of the build that the test may turn into a newer release. */
async function serveCopy(): Promise<{
  url: string;
  release: () => Promise<void>;
  close: () => Promise<void>;
}> {
  const root = await mkdtemp(join(tmpdir(), 'tongxinbu-'));
  await cp('build', root, { recursive: true });
  const server = await startServer({ root, port: 0, host: 'localhost' });
  return {
    url: `http://localhost:${server.port}/`,
    async release() {
      const { version } = JSON.parse(await readFile(join(root, '_app/version.json'), 'utf8')) as {
        version: string;
      };
      const path = join(root, 'service-worker.js');
      const script = await readFile(path, 'utf8');
      // The same script under another version is what a new release looks like to the browser.
      await writeFile(path, script.replaceAll(version, 'next'));
    },
    async close() {
      await server.close();
      await rm(root, { recursive: true });
    }
  };
}

test('DESIGN 4: a newer version waits until the page asks; the version before keeps its files', async ({
  page,
  watcher
}) => {
  const copy = await serveCopy();
  watcher.allow(new URL(copy.url).origin);
  await openInstalled(page, copy.url);
  const before = await page.evaluate(() => caches.keys());
  expect(before).toHaveLength(1);

  await copy.release();
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  const hasWaiting = (): Promise<boolean> =>
    page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));
  await expect.poll(hasWaiting).toBe(true);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(2);
  await page.reload();
  expect(await hasWaiting(), 'a reload takes nothing over').toBe(true);

  // Chromium hands over when the old worker is idle. One asked while it still serves a page asks again after
  // 30 s, and under a debugger never: so the page is whole first, as it is when a user presses the button.
  await page.waitForLoadState('networkidle');

  await page.evaluate(async () => {
    const taken = new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done);
    });
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'activate' });
    await taken;
  });
  const after = await page.evaluate(() => caches.keys());
  expect(after).toEqual([before[0], expect.stringMatching(/:next$/)]);
  await copy.close();
});
