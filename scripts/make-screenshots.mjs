/**
 * Draws docs/images for README.md from the built app and its demonstration data: `npm run build`, then
 * `npm run screenshots`. The people shown are made up.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.mjs';
import { startServer } from './serve.mjs';

const folder = 'docs/images';
const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ file: string, path: string, prepare?: (page: Page) => Promise<void> }} Shot */

/** @type {Shot[]} */
const deskShots = [
  { file: 'today.png', path: '/' },
  {
    file: 'people.png',
    path: '/people/',
    prepare: async (page) => {
      await page.getByRole('grid').getByRole('link').first().click();
      await page.getByRole('heading', { level: 1 }).nth(1).waitFor();
    }
  },
  {
    file: 'statistics.png',
    path: '/statistics/',
    prepare: (page) => page.getByRole('heading', { level: 1 }).first().waitFor()
  }
];

/** @type {Shot[]} */
const phoneShots = [
  { file: 'phone-today.png', path: '/' },
  { file: 'phone-visit.png', path: '/records/visit/' }
];

/**
 * Follows a link inside the app: a reload would lock the book.
 * @param {Page} page
 * @param {string} path
 */
async function follow(page, path) {
  await page.evaluate((target) => {
    const link = document.createElement('a');
    link.href = target;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname === path);
}

const server = await startServer({ root: 'build', port: 0, host: 'localhost' });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-background-networking']
});

/**
 * @param {{ width: number, height: number }} viewport
 * @param {Shot[]} shots
 */
async function shoot(viewport, shots) {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce'
  });
  const page = await context.newPage();
  await page.goto(`http://localhost:${server.port}/`);
  await page.getByRole('button', { name: '载入示例数据' }).click();
  await page.getByRole('button', { name: '锁定', exact: true }).waitFor({ timeout: 60_000 });
  for (const { file, path, prepare } of shots) {
    await follow(page, path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await prepare?.(page);
    await page.evaluate(() => document.fonts.ready);
    // Nothing may be under the pointer.
    await page.mouse.move(viewport.width - 1, viewport.height - 1);
    await page.screenshot({ path: join(folder, file), animations: 'disabled' });
  }
  await context.close();
}

try {
  await mkdir(folder, { recursive: true });
  await shoot(desk, deskShots);
  await shoot(phone, phoneShots);
} finally {
  await browser.close();
  await server.close();
}
