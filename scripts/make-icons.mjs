/**
 * Draws the PNG icons from static/icon.svg in a headless Chromium: `npm run icons`, after a change of
 * the SVG. The results are committed; the build does not run this.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.mjs';

const ground = '#1b525c';
/**
 * `inset` is the share of the edge left free on each side. A maskable icon must keep its motif inside
 * the middle 80 %; the apple-touch icon is cut by the system and may not be transparent.
 */
const icons = [
  { file: 'icon-192.png', size: 192, inset: 0, isFull: false },
  { file: 'icon-512.png', size: 512, inset: 0, isFull: false },
  { file: 'icon-maskable-512.png', size: 512, inset: 0.08, isFull: true },
  { file: 'icon-apple-touch.png', size: 180, inset: 0, isFull: true }
];

const fileOf = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`../static/${name}`, import.meta.url));

const svg = await readFile(fileOf('icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-background-networking']
});
for (const { file, size, inset, isFull } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const edge = size * (1 - 2 * inset);
  await page.setContent(
    `<style>body{margin:0;background:${isFull ? ground : 'transparent'}}` +
      `svg{position:absolute;left:${size * inset}px;top:${size * inset}px;width:${edge}px}</style>${svg}`
  );
  await page.screenshot({ path: fileOf(file), omitBackground: !isFull });
  await page.close();
  console.log(`static/${file}`);
}
await browser.close();
