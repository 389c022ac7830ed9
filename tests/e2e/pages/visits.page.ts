/** 记一次走访 and the list of visits, on a desk and on a phone. */
import { expect, type Locator, type Page } from '@playwright/test';

export class VisitsPage {
  constructor(readonly page: Page) {}

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Types into the search field of people and takes the first hit; gives the name. */
  async choose(text: string): Promise<string> {
    await this.page.getByRole('combobox', { name: '走访对象' }).fill(text);
    const first = this.page.getByRole('option').first();
    await expect(first).toBeVisible();
    const words = first.locator('span').first();
    // Building and 待同意 stand in an element of their own behind the name.
    const name = await words.evaluate((span) => span.firstChild?.textContent ?? '');
    await first.click();
    return name.trim();
  }

  async unfold(title: string): Promise<void> {
    await this.page.getByRole('button', { name: title }).click();
  }

  save(): Promise<void> {
    return this.page.getByRole('button', { name: '保存', exact: true }).click();
  }

  async expectSaved(): Promise<void> {
    await expect(this.page.getByRole('button', { name: '再记一次' })).toBeVisible();
  }

  get notice(): Locator {
    return this.page.getByRole('region', { name: '提示' });
  }

  /** A total above the list: its number as text. */
  total(label: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${label} ?[\\d,.]+`) });
  }

  async numberOf(label: string): Promise<number> {
    const text = await this.total(label).locator('strong').innerText();
    return Number(text.replace(/[^\d.]/g, ''));
  }
}
