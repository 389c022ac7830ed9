/** Two devices of one book, by each of the four ways (issue 3 "Four ways to travel", "Proof"; I1, I2, I15; Y1–Y12). */
import type { BrowserContext, Page } from '@playwright/test';
import { startNatsServer } from '../contract/transports/nats-server';
import { expect, test } from './fixtures';
import { BookPage } from './pages/book.page';
import { SyncPage } from './pages/sync.page';
import { MembersPage } from './pages/members.page';
import { StartPage } from './pages/start.page';
import { askByLink, foundTeamBook } from './pages/team';
import { membersWords, waitingWords } from '../../src/lib/text/members';
import { directWords, relayWords, syncWords, wayWords } from '../../src/lib/text/sync';

const folderName = '共享盘';

/** The dialog of the system can't be driven; a folder of the browser has the same handles. */
const giveFolder = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript((name) => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true })
    });
  }, folderName);
};

type Held = readonly (readonly [path: readonly [string, string], bytes: readonly number[]])[];

/** What the folder holds: one directory for each routing tag, files in it. */
const readFolder = (page: Page): Promise<Held> =>
  page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const held: [[string, string], number[]][] = [];
    const folder = await root.getDirectoryHandle(name);
    const entries = (of: FileSystemDirectoryHandle) =>
      (of as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries();
    for await (const [tag, directory] of entries(folder)) {
      for await (const [file, handle] of entries(directory as FileSystemDirectoryHandle)) {
        const bytes = await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer();
        held.push([[tag, file], [...new Uint8Array(bytes)]]);
      }
    }
    return held;
  }, folderName);

const writeFolder = (page: Page, held: Held): Promise<void> =>
  page.evaluate(
    async ([name, files]) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(name, { create: true });
      for (const [[tag, file], bytes] of files) {
        const directory = await folder.getDirectoryHandle(tag, { create: true });
        const writer = await (
          await directory.getFileHandle(file, { create: true })
        ).createWritable();
        await writer.write(new Uint8Array(bytes));
        await writer.close();
      }
    },
    [folderName, held] as const
  );

/** An editor has no key for 统计报送: the two scopes that both can read. */
const expectSameCodes = async (owner: SyncPage, editor: SyncPage): Promise<void> => {
  const codes = await owner.checkCodes();
  expect(codes).toHaveLength(3);
  expect(await editor.checkCodes()).toEqual(codes.slice(0, 2));
};

test('I1 I2 I15 J5 Y1 Y5 Y12 Y16: let in side by side, a file that is let go on the page, side by side again, and both show the same 核对码', async ({
  page,
  browser,
  baseURL,
  watcher,
  axe
}) => {
  const joinerContext = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  await watcher.watch(joinerContext);
  const joiner = await joinerContext.newPage();
  const [ours, theirs] = [new SyncPage(page), new SyncPage(joiner)];
  const [ourBook, theirBook] = [new BookPage(page), new BookPage(joiner)];
  const shown = (of: Page) => of.getByText(/^TXB-/);
  const paste = async (of: Page, code: string): Promise<void> => {
    await of.getByLabel('把对方的码粘贴到这里').fill(code);
    await of.getByRole('button', { name: '使用这个码' }).click();
  };
  await foundTeamBook(page);
  await ourBook.addPerson('欧阳金丝雀');
  const inviting = new MembersPage(page);
  await inviting.open();
  await askByLink(joiner, await inviting.invite('莫小雨', '录入员'));
  await inviting.closeDialog();
  await joiner.getByRole('button', { name: '我先出码' }).click();
  await page.getByRole('button', { name: membersWords.direct }).click();
  await page.getByRole('button', { name: '对方先出码，我来看' }).click();
  await paste(page, await shown(joiner).innerText());
  await paste(joiner, await shown(page).innerText());
  const read = (on: Page, label: string) =>
    new MembersPage(on).digits(label).getByRole('listitem').allInnerTexts();
  await expect(joiner.getByText(directWords.askedText.waiting)).toBeVisible();
  await expect(page.getByText(directWords.askedText.members)).toBeVisible();
  await expect.poll(() => read(joiner, waitingWords.code)).not.toEqual([]);
  await expect
    .poll(() => read(page, membersWords.code))
    .toEqual(await read(joiner, waitingWords.code));
  await axe(page);
  await axe(joiner);
  await page.getByRole('button', { name: '数字一样，确认加入' }).click();
  await expect(page.getByText(membersWords.admittedDirectly('莫小雨'))).toBeVisible();
  await new StartPage(joiner).expectOpen();
  await theirBook.expectPerson('欧阳金丝雀');
  await expect(page.getByText('已和 莫小雨 的设备同步')).toBeVisible();
  // It has been heard of: no answer is left to be handed over.
  await expect(page.getByRole('region', { name: '成员 2 位' })).toBeVisible();
  await expect(page.getByText(membersWords.answersHint)).toBeHidden();

  await ourBook.addPerson('诸葛晴川');
  await ours.open();
  await expect(ours.headline(/还有 \d+ 次修改没送到别的设备/)).toBeVisible();
  await theirs.open();
  const first = await theirs.drop(await ours.exportFiles());
  expect(first).toContain('来自 区连翘');
  await theirBook.expectPerson('诸葛晴川');
  await theirBook.addPerson('司马一同走');
  await theirBook.addPerson('令狐踏雪');
  await ours.open('直连');
  await theirs.open('直连');
  await axe(page);
  await page.getByRole('button', { name: '我先出码' }).click();
  const offer = await shown(page).innerText();
  await joiner.getByRole('button', { name: '对方先出码，我来看' }).click();
  await paste(joiner, offer.slice(0, -4));
  await expect(joiner.getByRole('alert').getByText('码不完整或有错字')).toBeVisible();
  await paste(joiner, `给你：${offer}`);
  await paste(page, await shown(joiner).innerText());
  await expect(page.getByText('已和 莫小雨 的设备同步')).toBeVisible();
  await expect(joiner.getByText('已和 区连翘 的设备同步')).toBeVisible();
  await expect(ours.headline('已同步')).toBeVisible();
  await ourBook.expectPerson('令狐踏雪');
  await ourBook.expectPerson('司马一同走');
  await expectSameCodes(ours, theirs);
  await expect(joiner.getByText('一致', { exact: true })).toHaveCount(2);
  await axe(joiner);
  await joinerContext.close();
});

test('I1 I2 I15 Y7 Y9 Y10: by a relay, from the request on and again after kill -9, by itself; then by a folder that is carried over', async ({
  page,
  browser,
  baseURL,
  context,
  watcher,
  axe
}) => {
  const relay = await startNatsServer({ 'room-1': ['pc1', 'pc2'] });
  watcher.allow(relay.url.replace('ws:', 'http:'));
  try {
    await giveFolder(context);
    const joinerContext = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
    await watcher.watch(joinerContext);
    await giveFolder(joinerContext);
    const joiner = await joinerContext.newPage();
    const [ours, theirs] = [new SyncPage(page), new SyncPage(joiner)];
    const [ourBook, theirBook] = [new BookPage(page), new BookPage(joiner)];
    await foundTeamBook(page);
    await ourBook.addPerson('欧阳金丝雀');

    const connect = async (on: Page, carrier: string): Promise<void> => {
      const field = (name: string) => on.getByRole('textbox', { name: new RegExp(name) });
      await field('房间').fill('room-1');
      await field('设备账号').fill(carrier);
      await field('口令').fill(relay.passwordOf(carrier));
      await on.getByRole('button', { name: '连接' }).click();
    };
    await ours.open('中继');
    await page.getByRole('textbox', { name: /地址/ }).fill(relay.url);
    await connect(page, 'pc1');
    await expect(page.getByText(`正在用中继 ${relay.url}`)).toBeVisible();
    await expect(page.getByText('开着，有新内容会自动收发。')).toBeVisible();
    await axe(page);

    // The link names the relay: request, six digits and answer go over it, and nobody carries a file.
    const inviting = new MembersPage(page);
    await inviting.open();
    await askByLink(joiner, await inviting.invite('莫小雨', '录入员'));
    await inviting.closeDialog();
    await expect(joiner.getByRole('textbox', { name: /地址/ })).toHaveValue(relay.url);
    await connect(joiner, 'pc2');
    await expect(joiner.getByText(waitingWords.leftAtRelay)).toBeVisible();
    const read = (on: Page, label: string) =>
      new MembersPage(on).digits(label).getByRole('listitem').allInnerTexts();
    await expect.poll(() => read(joiner, waitingWords.code)).not.toEqual([]);
    await expect
      .poll(() => read(page, membersWords.code))
      .toEqual(await read(joiner, waitingWords.code));
    await axe(joiner);
    await page.getByRole('button', { name: '数字一样，确认加入' }).click();
    await new StartPage(joiner).expectOpen();
    await theirBook.expectPerson('欧阳金丝雀');

    await ourBook.addPerson('上官听雨');
    await expect(page.getByRole('link', { name: /^未同步 \d+ 次修改$/ })).toBeVisible();
    // Nobody clicks anything more: the change goes out and comes in by itself. That it arrived is heard with the answer (R4).
    await theirBook.expectPerson('上官听雨');
    await theirBook.addPerson('令狐踏雪');
    await expect(page.getByRole('link', { name: /^未同步 \d+ 次修改$/ })).toBeHidden();
    await ourBook.expectPerson('令狐踏雪');

    // The server is killed: what is written meanwhile stays here, and goes out when it is there again.
    watcher.provoke(/WebSocket connection to/);
    await relay.kill();
    await theirBook.addPerson('慕容晚晴');
    await theirs.open('中继');
    await joiner.getByRole('button', { name: '立即同步' }).click();
    await expect(joiner.getByText(wayWords.faults.unreachable).first()).toBeVisible();
    await relay.start();
    await ourBook.expectPerson('慕容晚晴');
    for (const one of [ours, theirs]) {
      await one.open('中继');
      await one.page.getByRole('button', { name: relayWords.forget }).click();
      await expect(one.page.getByRole('button', { name: '连接' })).toBeVisible();
    }

    await ourBook.addPerson('公孙踏月');
    await ours.open();
    // A way was used before: the questions wait for who wants another.
    await page.getByRole('button', { name: syncWords.otherWay }).click();
    await page.getByRole('radio', { name: '不在一处' }).check();
    await page.getByRole('radio', { name: /^有共享盘/ }).check();
    await page.getByRole('button', { name: '用“文件夹”' }).click();
    await page.getByRole('button', { name: '选择文件夹' }).click();
    await expect(page.getByText('正在用文件夹“共享盘”')).toBeVisible();
    await expect(page.getByText(/^上次收到 0 次修改，送出 [1-9]\d* 次修改。$/)).toBeVisible();
    await axe(page);
    await writeFolder(joiner, await readFolder(page));
    await theirs.open('文件夹');
    await joiner.getByRole('button', { name: '选择文件夹' }).click();
    await expect(joiner.getByText(/^上次收到 [1-9]\d* 次修改/)).toBeVisible();
    await theirBook.addPerson('司马一同走');
    await theirs.open('文件夹');
    await joiner.getByRole('button', { name: '立即同步' }).click();
    await expect(joiner.getByText(/^这次收到 \d+ 次修改，送出 \d+ 次修改。$/)).toBeVisible();
    await writeFolder(page, await readFolder(joiner));
    await page.getByRole('button', { name: '立即同步' }).click();
    await expect(ours.headline('已同步')).toBeVisible();
    await ourBook.expectPerson('司马一同走');
    await expectSameCodes(ours, theirs);
    await joinerContext.close();
  } finally {
    await relay.end();
  }
});
