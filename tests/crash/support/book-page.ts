/** The harness page of one browser, with everything that went wrong behind it. */
import type { Page } from '@playwright/test';
import type { Harness, KeyMaterial, OpenReport, SeenState } from '../harness/api';
import type { Step } from '../harness/steps';
import type { RunningChromium } from './chromium';

declare global {
  var harness: Harness;
}

export interface BookPage {
  readonly page: Page;
  /** Console and page errors, in the order they came. */
  readonly problems: readonly string[];
  found(passphrase: string | null): Promise<{ readonly recoveryKey: string }>;
  open(passphrase: string | null): Promise<OpenReport>;
  perform(step: Step): Promise<void>;
  state(): Promise<SeenState>;
  rebuild(): Promise<void>;
  plant(canaries: readonly string[]): Promise<void>;
  readPlanted(): Promise<string>;
  backup(passphrase: string): Promise<string>;
  revealKeys(passphrase: string | null): Promise<KeyMaterial>;
  close(): Promise<void>;
}

export async function openBookPage(
  { context }: RunningChromium,
  origin: string
): Promise<BookPage> {
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  // The app's service worker answers unknown addresses of this origin with the app.
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await page.goto(`${origin}/harness/index.html`);
  await session.detach();
  // Module scripts have run before the load event that goto waits for.
  const isReady = await page.evaluate(() => 'harness' in globalThis);
  if (!isReady) throw new Error(`the harness did not start: ${problems.join('; ')}`);
  return {
    page,
    problems,
    found: (passphrase) => page.evaluate((given) => harness.found(given), passphrase),
    open: (passphrase) => page.evaluate((given) => harness.open(given), passphrase),
    perform: (step) => page.evaluate((given) => harness.perform(given), step),
    state: () => page.evaluate(() => harness.state()),
    rebuild: () => page.evaluate(() => harness.rebuild()),
    plant: (canaries) => page.evaluate((given) => harness.plant(given), canaries),
    readPlanted: () => page.evaluate(() => harness.readPlanted()),
    backup: (passphrase) => page.evaluate((given) => harness.backup(given), passphrase),
    revealKeys: (passphrase) => page.evaluate((given) => harness.revealKeys(given), passphrase),
    close: () => page.evaluate(() => harness.close())
  };
}
