/** The app's own screens, as far as the proof runs need them: founding, unlocking, searching, locking. */
import { expect, type Page } from '@playwright/test';

export async function foundThroughScreens(page: Page, passphrase: string): Promise<string> {
  await page.getByRole('button', { name: '新建工作簿' }).click();
  await page.getByLabel('工作簿名称').fill('和风里社区工作簿');
  await page.getByLabel('您的姓名').fill('区连翘');
  await page.getByLabel(/^口令/).fill(passphrase);
  await page.getByLabel('再输入一次口令').fill(passphrase);
  await page.getByRole('button', { name: '新建工作簿' }).click();
  const sheet = page.getByTestId('recovery-key');
  await expect(sheet).toBeVisible({ timeout: 60_000 });
  const groups = await sheet.locator('code').allTextContents();
  await page.getByRole('button', { name: '稍后再做' }).click();
  await expect(page.getByRole('button', { name: '锁定' })).toBeVisible();
  return groups.join('-');
}

export async function unlockThroughScreens(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel(/^口令/).fill(passphrase);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('button', { name: '锁定' })).toBeVisible({ timeout: 60_000 });
}

/** Types into the search palette and waits for the person. */
export async function searchFor(page: Page, text: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(text);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('Escape');
}

export async function lockThroughScreens(page: Page): Promise<void> {
  await page.getByRole('button', { name: '锁定' }).click();
  await expect(page.getByRole('heading', { name: '已锁定' })).toBeVisible();
}
