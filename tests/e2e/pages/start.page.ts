/** The screens before the vault is open: founding, the recovery sheet, lock screen, restore. */
import { expect, type Page } from '@playwright/test';

export interface Founding {
  readonly spaceName: string;
  readonly workerName: string;
  /** null skips it. */
  readonly passphrase: string | null;
}

export interface Restoring {
  readonly file: { readonly name: string; readonly buffer: Buffer };
  readonly by: 'passphrase' | 'recovery-key';
  readonly secret: string;
  readonly workerName: string;
  readonly passphrase: string;
}

export class StartPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('./');
    await expect(this.page.getByRole('button', { name: '新建工作簿' })).toBeVisible();
  }

  /** Types a new passphrase into both fields. */
  async typeNewPassphrase(passphrase: string, label: RegExp = /^口令/): Promise<void> {
    await this.page.getByLabel(label).first().fill(passphrase);
    await this.page.getByLabel('再输入一次口令').fill(passphrase);
  }

  /** Founds a workbook and returns the groups of its recovery key, which the screen shows. */
  async found({ spaceName, workerName, passphrase }: Founding): Promise<string[]> {
    await this.page.getByRole('button', { name: '新建工作簿' }).click();
    await this.page.getByLabel('工作簿名称').fill(spaceName);
    await this.page.getByLabel('您的姓名').fill(workerName);
    if (passphrase === null) await this.page.getByLabel('暂不设口令').check();
    else await this.typeNewPassphrase(passphrase);
    await this.page.getByRole('button', { name: '新建工作簿' }).click();
    const key = this.page.getByTestId('recovery-key');
    await expect(key).toBeVisible();
    return key.locator('code').allInnerTexts();
  }

  /** Types the group that the sheet asks for. */
  async confirmSheet(groups: readonly string[]): Promise<void> {
    const field = this.page.getByLabel(/请输入第 \d+ 组/);
    const label = await this.page.getByText(/请输入第 \d+ 组/).innerText();
    const group = Number(/第 (\d+) 组/.exec(label)?.[1]);
    await field.fill(groups[group - 1] ?? '');
    await this.page.getByRole('button', { name: '已保管好，开始使用' }).click();
  }

  /** Founds, confirms the sheet and waits for the open book. */
  async foundAndConfirm(founding: Founding): Promise<string[]> {
    const groups = await this.found(founding);
    await this.confirmSheet(groups);
    await this.expectOpen();
    return groups;
  }

  async expectOpen(): Promise<void> {
    await expect(this.page.getByRole('button', { name: '锁定', exact: true })).toBeVisible();
  }

  async expectLocked(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: '已锁定' })).toBeVisible();
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: '锁定', exact: true }).click();
    await this.expectLocked();
  }

  async unlock(passphrase: string, worker?: string): Promise<void> {
    if (worker) await this.page.getByRole('radio', { name: worker }).check();
    await this.page.getByLabel('口令', { exact: true }).fill(passphrase);
    await this.page.getByRole('button', { name: '打开' }).click();
  }

  async restore({ file, by, secret, workerName, passphrase }: Restoring): Promise<void> {
    await this.page.getByRole('button', { name: '恢复备份' }).click();
    await this.page
      .getByLabel('备份文件')
      .setInputFiles({ ...file, mimeType: 'application/octet-stream' });
    if (by === 'recovery-key') await this.page.getByRole('radio', { name: '恢复密钥' }).check();
    const field = by === 'passphrase' ? /^备份时的口令/ : /^恢复密钥/;
    await this.page.getByRole('textbox', { name: field }).fill(secret);
    await this.page.getByLabel('您的姓名').fill(workerName);
    await this.page.getByLabel(/^新口令/).fill(passphrase);
    await this.page.getByLabel('再输入一次口令').fill(passphrase);
    await this.page.getByRole('button', { name: '恢复备份' }).click();
  }

  /** On the page behind 忘记口令. */
  async unlockByKey(key: string, passphrase: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /^恢复密钥/ }).fill(key);
    await this.page.getByLabel(/^新口令/).fill(passphrase);
    await this.page.getByLabel('再输入一次口令').fill(passphrase);
    await this.page.getByRole('button', { name: '打开' }).click();
  }
}
