/** 登记同意, the paper form, 到期与清除 and 清除个人信息. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Signing {
  readonly purposes: readonly string[];
  readonly channel: '纸质签字' | '当面' | '监护人';
  readonly signedOn: string;
  readonly originalsAt?: string;
}

export class ConsentPage {
  constructor(readonly page: Page) {}

  get people(): Locator {
    return this.page.getByRole('list', { name: '哪些人签了同意书' }).getByRole('checkbox');
  }

  purpose(label: string): Locator {
    return this.page.getByRole('checkbox', { name: label });
  }

  async fill({ purposes, channel, signedOn, originalsAt }: Signing): Promise<void> {
    for (const purpose of purposes) await this.purpose(purpose).check();
    await this.page.getByRole('radio', { name: channel }).check();
    await this.page.getByRole('textbox', { name: /^签署日期/ }).fill(signedOn);
    if (originalsAt)
      await this.page.getByRole('textbox', { name: /^原件存放处/ }).fill(originalsAt);
  }

  async register(count: number): Promise<void> {
    await this.page.getByRole('button', { name: `登记 ${count} 人的同意` }).click();
    await expect(this.page.getByText(`已登记 ${count} 人的同意`)).toBeVisible();
  }

  async openDue(tab: '即将到期' | '建议清除' | '已撤回'): Promise<void> {
    await this.page.getByRole('link', { name: '到期与清除' }).click();
    await this.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  }

  get withdrawals(): Locator {
    return this.page.getByRole('listitem').filter({ hasText: '已撤回同意的一位成员' });
  }
}
