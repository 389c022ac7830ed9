/** The content security policy of the built app refuses what it says it refuses (DESIGN 9, I15). */
import { expect, test } from './fixtures';

test('the header repeats the policy of the page; I15: it refuses a request to another host, a script and markup written into the page, a worker of others; UX 12: a supported browser sees no plain page', async ({
  page,
  watcher
}) => {
  await page.goto('./');
  await expect(page.locator('#app')).toBeVisible();
  await test.step('UX 12: a supported browser sees no plain page and no bar', async () => {
    await expect(page.locator('#plain')).toBeHidden();
    await expect(page.locator('#plain-wechat')).toBeHidden();
  });
  // First, while nothing has been refused yet.
  await test.step('a worker starts from our own files only', async () => {
    const startWorker = (address: string): Promise<string> =>
      page.evaluate((url) => {
        try {
          new Worker(url).terminate();
          return 'started';
        } catch {
          return 'refused';
        }
      }, address);
    expect(await startWorker('./check-browser.js')).toBe('started');
    expect(watcher.problems).toEqual([]);
    watcher.provoke(/require-trusted-types-for|TrustedScriptURL|worker-src/);
    expect(await startWorker('https://elsewhere.invalid/worker.js')).toBe('refused');
    expect(await startWorker('data:text/javascript,0')).toBe('refused');
  });
  await test.step('and adds frame-ancestors', async () => {
    const answer = await page.request.get('./');
    const meta = await page
      .locator('meta[http-equiv="content-security-policy"]')
      .getAttribute('content');
    expect(meta).toContain("default-src 'none'");
    expect(answer.headers()['content-security-policy']).toBe(`${meta}; frame-ancestors 'none'`);
  });
  await test.step('I15: a request to another host', async () => {
    watcher.provoke(/elsewhere\.invalid/);
    const outcome = await page.evaluate(() =>
      fetch('https://elsewhere.invalid/').then(
        () => 'sent',
        () => 'refused'
      )
    );
    expect(outcome).toBe('refused');
  });
  await test.step('a script', async () => {
    watcher.provoke(/TrustedScript|script-src|require-trusted-types-for/);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.append("document.title = 'taken over'");
      document.body.append(script);
    });
    await expect(page).not.toHaveTitle('taken over');
  });
  await test.step('text does not become markup past the framework', async () => {
    watcher.provoke(/require-trusted-types-for|TrustedHTML/);
    const outcome = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>markup</b>';
        return 'written';
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    });
    expect(outcome).toBe('TypeError');
  });
});
