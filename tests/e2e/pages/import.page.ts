/** 导入台账: one method per thing a worker does. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface UploadFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

type CountName =
  | '新增'
  | '相同'
  | '有变化'
  | '文件中已没有'
  | '可能是同一人'
  | '不导入'
  | '有疑问'
  | '未导入的内容';

export class ImportPage {
  constructor(readonly page: Page) {}

  /** Through the palette, as a worker on any page would. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('combobox').first().fill('导入台账');
    await this.page.getByRole('option', { name: '导入台账' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: '导入台账' })).toBeVisible();
  }

  async choose(files: string | readonly string[] | UploadFile): Promise<void> {
    const input = this.page.locator('input[type=file]');
    await input.setInputFiles(
      typeof files === 'object' && 'name' in files ? files : [files].flat()
    );
  }

  async paste(text: string): Promise<void> {
    await this.page.getByRole('button', { name: '或者粘贴单元格' }).click();
    await this.page.getByLabel('从表格里复制后粘贴到这里').fill(text);
    await this.page.getByRole('button', { name: '读取粘贴的内容' }).click();
  }

  async expectSheets(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: '导入哪些工作表' })).toBeVisible({
      timeout: 30_000
    });
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: '下一步' }).click();
  }

  /** From the sheets straight to the dry run, leaving every doubt open. */
  async nextToCheck(): Promise<void> {
    for (let step = 0; step < 3; step++) await this.next();
    await this.expectCheck();
  }

  async expectCheck(): Promise<void> {
    await expect(this.page.getByText('还没有写入任何内容')).toBeVisible({ timeout: 30_000 });
  }

  sheet(name: string): Locator {
    return this.page.getByRole('checkbox', { name: new RegExp(`导入「${name}」`) });
  }

  /** The select of a column. */
  target(header: string): Locator {
    return this.page.getByLabel(`“${header}”放到`);
  }

  count(name: CountName): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^[\\d,]+ ${name} `) });
  }

  async expectCount(name: CountName, count: number): Promise<void> {
    await expect(this.count(name)).toHaveAccessibleName(
      new RegExp(`^${count.toLocaleString('en')} ${name} `)
    );
  }

  async write(): Promise<void> {
    await this.page
      .getByRole('button', {
        name: /^(导入 [\d,]+ 人|更新 [\d,]+ 人|新增 [\d,]+ 人，更新 [\d,]+ 人|完成)$/
      })
      .click();
  }

  async expectDone(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { name: '导入报告' })).toBeVisible({
      timeout: 60_000
    });
    await expect(this.page.getByRole('main')).toContainText(text);
  }

  async again(): Promise<void> {
    await this.page.getByRole('button', { name: '再导入一个' }).click();
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: '撤销本次导入' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: '撤销本次导入' }).click();
    await expect(this.page.getByText('已撤销本次导入')).toBeVisible();
  }
}
