/** The open book: its places, and the few things that tests of vault and backup do in it. */
import { expect, type Locator, type Page } from '@playwright/test';

type Place = '今日' | '人才库' | '记录' | '统计' | '资料' | '同步' | '设置' | '帮助';

export class BookPage {
  constructor(readonly page: Page) {}

  /** By the rail on a desk, by the bar and 更多 on a phone. */
  async go(place: Place): Promise<void> {
    const link = this.page
      .getByRole('link', { name: place, exact: true })
      .filter({ visible: true });
    const more = this.page
      .getByRole('button', { name: '更多', exact: true })
      .filter({ visible: true });
    await expect(link.or(more).first()).toBeVisible();
    if ((await link.count()) === 0) await more.first().click();
    await link.first().click();
    // By its name: the page left behind has a heading too, and who goes on from it has gone nowhere.
    await expect(this.page.getByRole('heading', { level: 1, name: place }).first()).toBeVisible();
  }

  /** A book of 记录, by its title. */
  async openBook(title: string): Promise<void> {
    await this.go('记录');
    await this.page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  async openSettings(title: string): Promise<void> {
    await this.go('设置');
    await this.page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  card(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** Follows a link of the app without leaving the page (a reload would lock the book). */
  async follow(path: string): Promise<void> {
    await this.page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      link.remove();
    }, path);
  }

  async addPerson(name: string): Promise<void> {
    await this.follow('/people/edit/');
    // The page left behind may have a field of this name too.
    await expect(this.page.getByRole('heading', { name: '新增成员' })).toBeVisible();
    await this.page.getByRole('textbox', { name: /^姓名/ }).fill(name);
    await this.page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(this.page.getByRole('heading', { name }).first()).toBeVisible();
  }

  async expectPerson(name: string): Promise<void> {
    await this.follow('/people/');
    await expect(this.page.getByText(name).first()).toBeVisible();
  }
}
