/** The static pages below the browser floor, on http:// addresses and inside WeChat (UX rule 12). */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const app = (page: Page) => page.locator('#app');
const joinFragment = '#/join/made-up-seed-for-a-test';

test.describe('UX 12: in the IE core of a dual-core browser', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko' });

  test('the page says how to switch to 极速模式', async ({ page, axe }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { name: '请切换到“极速模式”' })).toBeVisible();
    await expect(app(page)).toBeHidden();
    await axe(page);
  });
});

test('UX 12, DESIGN 5: below Chromium 92 the page names the browsers to install; a sync link is shown whole, with 复制, and stays in the address', async ({
  page,
  axe
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Array.prototype, 'at');
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { name: '浏览器版本太旧' })).toBeVisible();
  await expect(app(page)).toBeHidden();
  await axe(page);
  // Another fragment alone would load nothing anew.
  await page.goto('about:blank');
  await page.goto(`./${joinFragment}`);
  await expect(page.getByLabel('完整的地址：')).toHaveValue(page.url());
  expect(page.url()).toContain(joinFragment);
  await page.getByRole('button', { name: '复制' }).click();
  await expect(page.getByText('已复制。')).toBeVisible();
});

test.describe('UX 12: on an http:// address that is not this machine', () => {
  test.use({
    baseURL: `http://tongxin.test:${process.env.E2E_PORT ?? 4179}/`,
    // The browser says that it ignores one header in such a place, which is the point of the test.
    expectedConsole: [/Cross-Origin-Opener-Policy header has been ignored/]
  });

  test('the page explains that the browser gives no encryption there', async ({ page, axe }) => {
    await page.goto('./');
    expect(await page.evaluate(() => isSecureContext), 'a really insecure context').toBe(false);
    await expect(page.getByRole('heading', { name: '这个地址不安全' })).toBeVisible();
    await expect(app(page)).toBeHidden();
    await axe(page);
  });
});

test.describe('inside WeChat', () => {
  test.use({
    userAgent:
      'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50'
  });

  test(
    'UX 12, DESIGN 5: a bar tells to open the browser, the app goes on, the bar closes; a sync link is neither read nor wiped',
    { tag: '@phone' },
    async ({ page, axe }) => {
      await page.goto('./');
      await expect(page.getByText('您正在微信里打开同心簿')).toBeVisible();
      await expect(app(page)).toBeVisible();
      await page.getByRole('button', { name: '知道了' }).click();
      await expect(page.getByText('您正在微信里打开同心簿')).toBeHidden();
      // Another fragment alone would load nothing anew.
      await page.goto('about:blank');
      await page.goto(`./${joinFragment}`);
      await expect(page.getByRole('heading', { name: '请在浏览器里打开这个链接' })).toBeVisible();
      await expect(page.getByLabel('完整的地址：')).toHaveValue(page.url());
      expect(page.url()).toContain(joinFragment);
      await axe(page);
    }
  );
});

test.describe('with JavaScript switched off', () => {
  test.use({ javaScriptEnabled: false });

  test('UX 12: the page asks to allow it', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { name: '同心簿需要 JavaScript' })).toBeVisible();
  });
});
