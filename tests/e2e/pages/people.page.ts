/** The register 人才库: list, person, form, 回收站; on a desk and on a phone. */
import { expect, type Locator, type Page } from '@playwright/test';

export class PeoplePage {
  constructor(readonly page: Page) {}

  /** A demonstration book of made-up people. */
  async openDemo(): Promise<void> {
    await this.page.goto('./');
    await this.page.getByRole('button', { name: '载入示例数据' }).click();
    await expect(this.page.getByText('正在查看示例数据')).toBeVisible({ timeout: 60_000 });
  }

  async openList(): Promise<void> {
    await this.page
      .getByRole('link', { name: '人才库', exact: true })
      .filter({ visible: true })
      .first()
      .click();
    await expect(this.heading('人才库')).toBeVisible();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  /** The rows drawn now: table rows on a desk, cards on a phone. */
  get rows(): Locator {
    const table = this.page.getByRole('grid', { name: '成员名单' }).getByRole('rowheader');
    const cards = this.page.getByRole('list', { name: '成员名单' }).getByRole('listitem');
    return table.or(cards);
  }

  /** The number of people that the head of the list names. */
  async count(): Promise<number> {
    const text = await this.page
      .getByText(/^(共 |在册 )?\d+ 人(（名册共 \d+ 人.*）)?$/)
      .innerText();
    return Number(/\d+/.exec(text)?.[0]);
  }

  expectCount(count: number): Promise<void> {
    return expect.poll(() => this.count(), 'people listed').toBe(count);
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: '在人才库中搜索' }).fill(text);
  }

  async openFilter(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^筛选/ }).click();
    return this.page.getByRole('dialog', { name: '筛选' });
  }

  async closeFilter(): Promise<void> {
    await this.page.getByRole('button', { name: /^看 \d+ 人$/ }).click();
  }

  get isPhone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 900;
  }

  /** Ticks the first people of the list and gives their names. */
  async choose(count: number): Promise<string[]> {
    if (this.isPhone) await this.page.getByRole('button', { name: '选择', exact: true }).click();
    const names: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const box = this.page.getByRole('checkbox', { name: /^选择 / }).nth(index);
      names.push(((await box.getAttribute('aria-label')) ?? '').replace(/^选择 /, ''));
      await box.click();
    }
    await expect(this.page.getByText(`已选 ${count} 人`)).toBeVisible();
    return names;
  }

  /** Opens the first person of a consent state and gives the name. */
  async openFirst(state: '已同意' | '待同意'): Promise<string> {
    const sheet = await this.openFilter();
    await sheet.getByRole('checkbox', { name: state }).check();
    await this.closeFilter();
    const link = this.rows.first().getByRole('link');
    const name = ((await link.innerText()).split('\n')[0] ?? '').trim();
    await link.click();
    await expect(this.heading(name)).toBeVisible();
    return name;
  }

  async openNamed(name: string): Promise<void> {
    await this.openList();
    await this.search(name);
    await this.rows.first().getByRole('link').click();
    await expect(this.heading(name)).toBeVisible();
  }

  async act(label: string): Promise<void> {
    await this.page.getByRole('button', { name: '更多操作' }).click();
    await this.page.getByRole('menuitem', { name: label }).click();
  }

  /** An entry of 更多 above the list. */
  async openFromList(label: string): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: '更多', exact: true }).click();
    await this.page.getByRole('menuitem', { name: label }).click();
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^${label}`) });
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: '保存', exact: true }).click();
  }

  get notice(): Locator {
    return this.page.getByRole('region', { name: '提示' });
  }

  /** Takes back what the notice with these words tells of. */
  async undo(text: string): Promise<void> {
    const toast = this.notice.locator('.toast').filter({ hasText: text });
    await toast.getByRole('button', { name: '撤销' }).last().click();
  }
}
