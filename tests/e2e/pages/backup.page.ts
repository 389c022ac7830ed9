/** 设置 → 备份: makes a backup and reads what the screen says about it. */
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { BookPage } from './book.page';

export interface MadeBackup {
  readonly name: string;
  readonly bytes: Buffer;
  readonly checkCode: string;
  readonly records: number;
}

export class BackupPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await new BookPage(this.page).openSettings('备份');
  }

  async start(passphrase: string): Promise<void> {
    await this.page.getByLabel(/^备份口令/).fill(passphrase);
    await this.page.getByLabel('再输入一次口令').fill(passphrase);
    await this.page.getByRole('button', { name: '备份', exact: true }).click();
  }

  async make(passphrase: string): Promise<MadeBackup> {
    const downloading = this.page.waitForEvent('download');
    await this.start(passphrase);
    const download = await downloading;
    await expect(this.page.getByText('备份完成')).toBeVisible();
    const name = await this.read('文件名');
    expect(download.suggestedFilename()).toBe(name);
    const path = await download.path();
    return {
      name,
      bytes: await readFile(path),
      checkCode: /\S+/.exec(await this.read('核对码'))?.[0] ?? '',
      records: Number(/\d+/.exec(await this.read('记录条数'))?.[0])
    };
  }

  /** The answer beside a term of the list of particulars. */
  private read(term: string): Promise<string> {
    return this.page
      .getByRole('definition')
      .and(this.page.locator(`dt:has-text("${term}") + dd`))
      .innerText();
  }
}
