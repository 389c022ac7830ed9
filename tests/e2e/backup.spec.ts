/** 备份 and 恢复备份 (issue 2; DESIGN 5 "Backup", "Restore"; I2, I5). */
import type { Browser, Page } from '@playwright/test';
import { settings, wipeWords } from '../../src/lib/text/settings';
import { start as startWords } from '../../src/lib/text/start';
import { expect, test, type Watcher } from './fixtures';
import { BackupPage, type MadeBackup } from './pages/backup.page';
import { BookPage } from './pages/book.page';
import { StartPage } from './pages/start.page';

const founding = {
  spaceName: '和风里社区工作簿',
  workerName: '方文',
  passphrase: '春风十里看桃花开'
};
const backupPassphrase = '移动硬盘放在柜子里';
const people = ['欧阳金丝雀', '司马一同走'];

interface Backed {
  readonly backup: MadeBackup;
  readonly key: string;
}

/** A book with two people, and a backup of it. */
async function backUp(page: Page): Promise<Backed> {
  const start = new StartPage(page);
  const book = new BookPage(page);
  await start.open();
  const groups = await start.foundAndConfirm(founding);
  for (const name of people) await book.addPerson(name);
  const backupPage = new BackupPage(page);
  await backupPage.open();
  return { backup: await backupPage.make(backupPassphrase), key: groups.join('-') };
}

/** A browser that has never seen the book. */
async function freshPage(browser: Browser, watcher: Watcher): Promise<Page> {
  const context = await browser.newContext({ acceptDownloads: true });
  await watcher.watch(context);
  return context.newPage();
}

const restoring = {
  workerName: '苏晴',
  passphrase: '换了电脑也不怕的'
} as const;

test('restored with the printed key in a fresh browser: same 核对码, same people, can be edited', async ({
  page,
  browser,
  watcher,
  axe
}) => {
  const { backup, key } = await backUp(page);
  expect(backup.name).toMatch(/^和风里社区工作簿_备份_\d{4}-\d{2}-\d{2}.*\.txbak$/);
  expect(backup.records).toBeGreaterThanOrEqual(people.length);
  await axe(page);
  const text = backup.bytes.toString('utf8') + backup.bytes.toString('utf16le');
  expect(text, 'I9: nothing of a person in the file').not.toContain(people[0]);
  // Read back in the same words as it was written: an age and a count, no more a warning.
  await expect(page.getByText(/上次备份 .*之后没有改动/)).toBeVisible();

  const fresh = await freshPage(browser, watcher);
  const start = new StartPage(fresh);
  await start.open();
  await test.step('I5: a truncated file, a changed one and another file are refused in words, and the profile stays empty', async () => {
    const changed = Buffer.from(backup.bytes);
    const at = Math.floor(changed.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const tries = [
      { buffer: backup.bytes.subarray(0, backup.bytes.length - 500), says: /不完整/ },
      { buffer: changed, says: /备份文件已损坏|不完整/ },
      { buffer: Buffer.from('姓名,电话\n某人,154000000\n'), says: /不是同心簿的备份文件/ }
    ];
    for (const { buffer, says } of tries) {
      await start.restore({
        ...restoring,
        file: { name: backup.name, buffer },
        by: 'passphrase',
        secret: backupPassphrase
      });
      await expect(fresh.getByRole('alert').getByText(says)).toBeVisible();
      await fresh.getByRole('button', { name: '返回' }).click();
    }
    await fresh.reload();
    await expect(fresh.getByRole('button', { name: '新建工作簿' })).toBeVisible();
  });
  await start.restore({
    ...restoring,
    file: { name: backup.name, buffer: backup.bytes },
    by: 'recovery-key',
    secret: key
  });
  await expect(fresh.getByRole('heading', { name: '恢复完成' })).toBeVisible();
  await expect(fresh.getByText(`核对码 ${backup.checkCode}`)).toBeVisible();
  await fresh.getByRole('button', { name: '开始使用' }).click();
  await start.expectOpen();
  const book = new BookPage(fresh);
  for (const name of people) await book.expectPerson(name);
  await expect(fresh.getByText('本机目前只能查看')).toBeHidden();
  await book.addPerson('诸葛新来');

  // The sheet that opened the backup opens this machine from now on.
  await start.lock();
  await fresh.getByRole('button', { name: '忘记口令' }).click();
  await start.unlockByKey(key, '又忘了再换一个吧');
  await start.expectOpen();
  await book.expectPerson('诸葛新来');
  await fresh.context().close();
});

test('restored with the passphrase the book is read-only until the printed key admits the device', async ({
  page,
  browser,
  watcher,
  axe
}) => {
  const { backup, key } = await backUp(page);
  const fresh = await freshPage(browser, watcher);
  const start = new StartPage(fresh);
  const book = new BookPage(fresh);
  const file = { name: backup.name, buffer: backup.bytes };
  await start.open();
  await start.restore({ ...restoring, file, by: 'passphrase', secret: '不是这个备份口令' });
  await expect(fresh.getByRole('alert').getByText('口令不对')).toBeVisible();
  await fresh.getByRole('button', { name: '返回' }).click();
  await start.restore({ ...restoring, file, by: 'passphrase', secret: backupPassphrase });
  await expect(fresh.getByText(`核对码 ${backup.checkCode}`)).toBeVisible();
  await fresh.getByRole('button', { name: '开始使用' }).click();
  await expect(fresh.getByText('本机目前只能查看')).toBeVisible();
  for (const name of people) await book.expectPerson(name);

  await test.step('nothing is offered that would be refused: 记录, 设置, 资料', async () => {
    await book.go('记录');
    await expect(fresh.getByRole('link', { name: /^接待登记簿/ })).toBeVisible();
    await expect(fresh.getByRole('button', { name: /^登记/ })).toHaveCount(0);
    await book.openSettings('工作簿资料');
    await expect(fresh.getByText(settings.cannotWrite)).toBeVisible();
    await expect(fresh.getByRole('textbox', { name: '工作簿名称' })).toBeDisabled();
    await expect(fresh.getByRole('button', { name: '保存' })).toHaveCount(0);
    await book.openSettings('栏目');
    await expect(fresh.getByRole('switch').first()).toBeDisabled();
    await book.openSettings('必访规则');
    await expect(fresh.getByRole('switch').first()).toBeDisabled();
    await expect(fresh.getByRole('button', { name: /^修改/ })).toHaveCount(0);
    await axe(fresh);
    await book.go('资料');
    await expect(fresh.getByRole('tab').first()).toBeVisible();
    await expect(fresh.getByRole('button', { name: '从常用制度开始' })).toHaveCount(0);
  });

  await book.follow('/people/edit/');
  await expect(fresh.getByText('输入恢复密钥后才能打开')).toBeVisible();
  await expect(fresh.getByRole('textbox', { name: /^姓名/ })).toBeHidden();
  await fresh.getByRole('main').getByRole('link', { name: '输入恢复密钥' }).last().click();
  const card = book.card('用恢复密钥确认本机');
  await card.getByRole('textbox', { name: /^恢复密钥/ }).fill(key.slice(0, -1));
  await card.getByRole('button', { name: '确认本机' }).click();
  await expect(card.getByRole('alert')).toContainText(/不对/);
  await card.getByRole('textbox', { name: /^恢复密钥/ }).fill(key);
  await card.getByRole('button', { name: '确认本机' }).click();
  await expect(fresh.getByText('本机目前只能查看')).toBeHidden();
  await expect(fresh.getByText('恢复密钥已经确认保管好', { exact: false })).toBeVisible();

  await fresh.reload();
  await start.unlock(restoring.passphrase);
  await start.expectOpen();
  await book.addPerson('诸葛可以写');
  await start.lock();
  await fresh.getByRole('button', { name: '忘记口令' }).click();
  await start.unlockByKey(key, '又忘了再换一个吧');
  await start.expectOpen();
  await book.expectPerson('诸葛可以写');

  // Without passphrase and key there is one way on: to clear this browser, which asks twice.
  await start.lock();
  await fresh.getByRole('button', { name: '忘记口令' }).click();
  await fresh.getByRole('button', { name: startWords.noKeyAtHand }).click();
  const clear = fresh.getByRole('button', { name: wipeWords.confirm });
  await expect(fresh.getByText(startWords.wipeLosses)).toBeVisible();
  await fresh.getByLabel(startWords.wipeUnderstood).check();
  await expect(clear).toBeDisabled();
  await fresh.getByLabel(startWords.typeToWipe).fill(startWords.wipeWord);
  await clear.click();
  await expect(fresh.getByRole('button', { name: '新建工作簿' })).toBeVisible();
  await fresh.context().close();
});

test(
  'inside WeChat nothing is downloaded: the screen says so, and does not claim a backup',
  { tag: '@phone' },
  async ({ browser, watcher }) => {
    const context = await browser.newContext({
      userAgent: 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile wxwork/4.1'
    });
    await watcher.watch(context);
    const page = await context.newPage();
    const start = new StartPage(page);
    await start.open();
    await start.foundAndConfirm({ ...founding, passphrase: null });
    const backup = new BackupPage(page);
    await backup.open();
    await backup.start(backupPassphrase);
    await expect(page.getByText('备份文件还没有存下来')).toBeVisible();
    await expect(page.getByText('微信里不能下载文件', { exact: false })).toBeVisible();
    await expect(page.getByText('备份完成')).toBeHidden();
    await context.close();
  }
);
