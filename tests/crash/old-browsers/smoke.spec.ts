/**
 * UX rule 12: the main job in the oldest Chromium we support and in the last one for Windows 7: founding, import,
 * a person added and edited, reload, unlock, everything there; no violation of the policy, no error.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { startServer } from '../../../scripts/serve.mjs';
import { BookPage } from '../../e2e/pages/book.page';
import { ImportPage } from '../../e2e/pages/import.page';
import { PeoplePage } from '../../e2e/pages/people.page';
import { StartPage } from '../../e2e/pages/start.page';
import { launchChromium } from '../support/chromium';
import { installStandIns } from './stand-ins';

const version = process.env.OLD_BROWSER_VERSION ?? 'named by CHROMIUM_PATH';
const passphrase = '春风十里看桃花开';
const ledger = fileURLToPath(
  new URL(encodeURI('../../fixtures/ledgers/h1-统战对象花名册.xlsx'), import.meta.url)
);
const build = fileURLToPath(new URL('../../../build', import.meta.url));

/**
 * Chromium below 97 does not know the policy's word for WebAssembly: it says so and refuses to compile, and the
 * passphrase is derived in plain JavaScript instead.
 */
const isWordForWebAssembly = (text: string): boolean =>
  text.includes("invalid source: ''wasm-unsafe-eval''") ||
  (Number.parseInt(version) < 97 && text === 'policy violation: script-src eval ');

/** Console errors, page errors and violations of the policy. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    const isViolation = message.text().startsWith('policy violation:');
    if (isWordForWebAssembly(message.text())) return;
    if (message.type() === 'error' || isViolation) problems.push(message.text());
  });
  return problems;
}

/** Runs in the page. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.warn(
      `policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`
    );
  });
}

test(`Chromium ${version}: founding, import, edit, reload, unlock`, async () => {
  const profile = await mkdtemp(join(tmpdir(), 'tongxinbu-old-'));
  const server = await startServer({ root: await realpath(build), port: 0, host: 'localhost' });
  const libraries = process.env.OLD_BROWSER_LIBRARIES;
  const chromium = await launchChromium({
    profile,
    ...(process.env.OLD_BROWSER && { executablePath: process.env.OLD_BROWSER }),
    ...(libraries && { env: { LD_LIBRARY_PATH: libraries } })
  });
  try {
    await installStandIns();
    const page = chromium.context.pages()[0] ?? (await chromium.context.newPage());
    await page.setViewportSize({ width: 1366, height: 768 });
    const problems = watch(page);
    await page.addInitScript(reportViolations);
    await page.goto(`http://localhost:${server.port}/`);
    console.log(chromium.browser.version());

    const [start, book] = [new StartPage(page), new BookPage(page)];
    const [people, ledgers] = [new PeoplePage(page), new ImportPage(page)];
    await start.foundAndConfirm({ spaceName: '和风里', workerName: '区连翘', passphrase });
    await book.addPerson('仇鹊桥');
    await book.follow('/import/');
    await ledgers.choose(ledger);
    await ledgers.expectSheets();
    await ledgers.nextToCheck();
    await ledgers.write();
    await ledgers.expectDone(/导入/);
    await people.openNamed('仇鹊桥');
    await page.getByRole('link', { name: '修改' }).click();
    await people.field('称呼').fill('仇老师');
    await people.save();
    await expect(page.getByText('仇老师').first()).toBeVisible();
    await page.reload();
    await start.unlock(passphrase);
    await start.expectOpen();
    await people.openNamed('仇鹊桥');
    await expect(page.getByText('仇老师').first()).toBeVisible();
    expect(problems, 'nothing goes wrong behind it').toEqual([]);
  } finally {
    await chromium.close();
    await server.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  }
});
