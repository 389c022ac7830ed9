/** 统计: figures, the lists behind their numbers, and what is taken to a meeting. */
import { expect, type Locator, type Page } from '@playwright/test';

export class StatisticsPage {
  constructor(readonly page: Page) {}

  figure(title: string): Locator {
    return this.page.getByRole('figure', { name: title });
  }

  async showTable(title: string): Promise<Locator> {
    const figure = this.figure(title);
    await figure.getByRole('button', { name: /看表格$/ }).click();
    return figure.getByRole('table');
  }

  /** Opens a number; gives the sum of the amounts or, where each adds one, the length of its list. */
  async openAndSum(button: Locator): Promise<number> {
    await button.click();
    const dialog = this.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    for (;;) {
      const more = dialog.getByRole('button', { name: '显示更多' });
      if ((await more.count()) === 0) break;
      await more.click();
    }
    const amounts = await dialog.getByRole('listitem').locator('span').allTextContents();
    const sum = amounts.reduce(
      (total, text) => total + (text === '' ? 1 : Number(text.replace(/[^\d.]/g, ''))),
      0
    );
    await dialog.getByRole('button', { name: '关闭' }).click();
    return sum;
  }

  /** 带去开会 of a figure, for an audience. */
  async takeAway(title: string, audience: '内部使用' | '对外', purpose?: string): Promise<Locator> {
    await this.figure(title)
      .getByRole('button', { name: /带去开会$/ })
      .click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: new RegExp(`^${audience}`) }).check();
    if (purpose !== undefined) await dialog.getByLabel('用途').fill(purpose);
    return dialog;
  }
}

export const numberIn = (text: string): number => Number(text.replace(/[^\d.]/g, ''));
