/** 同步: the ways between two devices, and 核对码. */
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { BookPage } from './book.page';
import { readDownload, type SavedFile } from './members.page';

export type Way = '文件' | '文件夹' | '中继' | '直连';

export class SyncPage {
  constructor(readonly page: Page) {}

  /** The state in one sentence. */
  headline(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text }).first();
  }

  async open(way: Way = '文件'): Promise<void> {
    await new BookPage(this.page).go('同步');
    await this.page.getByRole('tab', { name: way, exact: true }).click();
    await expect(this.page.getByRole('tab', { name: way, exact: true })).toHaveAttribute(
      'aria-selected',
      'true'
    );
  }

  /** Everything that 导出同步文件 hands out: sync files, and an answer to whoever was admitted last. */
  async exportFiles(): Promise<SavedFile[]> {
    const downloads: Download[] = [];
    this.page.on('download', (download) => downloads.push(download));
    await this.page.getByRole('button', { name: '导出同步文件' }).click();
    const told = await this.page.getByText(/^已导出 \d+ 个文件$/).innerText();
    const count = Number(/\d+/.exec(told)?.[0]);
    await expect.poll(() => downloads.length).toBe(count);
    return Promise.all(downloads.map(readDownload));
  }

  /** Takes files in and returns what is said of them. */
  async take(files: readonly SavedFile[]): Promise<string> {
    await this.page.getByLabel('选择文件', { exact: true }).setInputFiles([...files]);
    return this.told(files);
  }

  /** The same, let go somewhere on the page. */
  async drop(files: readonly SavedFile[]): Promise<string> {
    const held = files.map(({ name, buffer }) => ({ name, bytes: [...buffer] }));
    const dragged = await this.page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const { name, bytes } of given) data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    }, held);
    const head = this.page.getByRole('heading', { level: 1 });
    await head.dispatchEvent('dragover', { dataTransfer: dragged });
    await expect(this.page.getByText('放开鼠标，导入文件')).toBeVisible();
    await head.dispatchEvent('drop', { dataTransfer: dragged });
    await expect(this.page.getByText('放开鼠标，导入文件')).toBeHidden();
    return this.told(files);
  }

  private async told(files: readonly SavedFile[]): Promise<string> {
    const report = this.page.getByRole('status').filter({ has: this.page.getByRole('list') });
    const lines = report.filter({ hasText: files[0]?.name ?? '' }).last();
    await expect(lines).toBeVisible();
    return lines.innerText();
  }

  /** Own 核对码, scope by scope, as they are read out. */
  async checkCodes(): Promise<string[]> {
    await new BookPage(this.page).go('同步');
    await this.page.getByRole('link', { name: '看核对码' }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: '核对码' })).toBeVisible();
    const own = this.page.getByRole('region', { name: '这台设备' });
    await expect(own).toBeVisible();
    return own.getByText(/^\d{4} \d{4} \d{4}$/).allInnerTexts();
  }
}
