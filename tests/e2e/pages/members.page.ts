/** 成员与设备 of whoever invites, and the wait of whoever joins. */
import {
  expect,
  type BrowserContext,
  type Download,
  type Locator,
  type Page
} from '@playwright/test';
import { matterWords, removalWords } from '../../../src/lib/text/members';
import { BookPage } from './book.page';

export interface SavedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export async function readDownload(download: Download): Promise<SavedFile> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const name = download.suggestedFilename();
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.concat(chunks) };
}

interface LaunchingPage {
  launch(launch: { readonly files: readonly { getFile(): Promise<File> }[] }): void;
}

/** Files can't be opened with an app that is not installed: in place of the system, the test says what was opened. */
export async function takeLaunches(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const setConsumer = (launch: LaunchingPage['launch']): void =>
      void Object.assign(window, { launch });
    // The browser's own has no setter.
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
  });
}

export class MembersPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await new BookPage(this.page).openSettings('成员与设备');
  }

  /** The file that a button hands out. */
  async save(name: string | RegExp): Promise<SavedFile> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name }).click();
    return readDownload(await download);
  }

  /** Makes an invitation and returns its link; the dialog stays open. */
  async invite(label: string, role: string): Promise<string> {
    await this.page.getByRole('button', { name: '分享同步链接' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('请谁加入').fill(label);
    await dialog.getByRole('radio', { name: role }).check();
    await dialog.getByRole('button', { name: '生成链接' }).click();
    const link = dialog.getByRole('textbox', { name: '同步链接' });
    await expect(link).toBeVisible();
    return link.inputValue();
  }

  async closeDialog(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  /** Opens the dialog of a deed from a member's menu. */
  async choose(member: string, deed: string): Promise<void> {
    await this.page.getByRole('button', { name: `对${member}的操作` }).click();
    await this.page.getByRole('menuitem', { name: deed }).click();
    await expect(this.page.getByRole('dialog')).toBeVisible();
  }

  /** A member's device is lost: stopped at once. */
  async removeLost(member: string): Promise<void> {
    await this.choose(member, '移出');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: removalWords.reasons.lost.label }).check();
    await dialog.getByRole('button', { name: removalWords.confirm, exact: true }).click();
    await expect(this.page.getByText(removalWords.deviceDone)).toBeVisible();
  }

  /** Takes in what is held of somebody. */
  async adopt(): Promise<void> {
    await this.page.getByRole('button', { name: matterWords.adopt }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: matterWords.adopt }).click();
    await expect(this.page.getByText(matterWords.adopted)).toBeVisible();
  }

  takeRequest(file: SavedFile): Promise<void> {
    return this.page.getByLabel('同事发来的加入申请文件（.txjoin）').setInputFiles(file);
  }

  /** What the administrator handed out, perhaps with files of the book beside. */
  takeAnswer(...files: readonly SavedFile[]): Promise<void> {
    return this.page.getByLabel('加入答复文件（.txjoin）').setInputFiles([...files]);
  }

  /** Opened with the app (`takeLaunches`). */
  launch({ name, buffer }: SavedFile): Promise<void> {
    return this.page.evaluate(
      ([fileName, bytes]) => {
        const getFile = async (): Promise<File> => new File([new Uint8Array(bytes)], fileName);
        (window as unknown as LaunchingPage).launch({ files: [{ getFile }] });
      },
      [name, [...buffer]] as const
    );
  }

  digits(label: string): Locator {
    return this.page.getByRole('list', { name: label });
  }
}
