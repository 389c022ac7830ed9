/** 设置: every page stands at both sizes; what is set is kept; nothing is removed without being asked. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { BackupPage } from './pages/backup.page';
import { BookPage } from './pages/book.page';
import { PeoplePage } from './pages/people.page';
import { StartPage } from './pages/start.page';

const founding = {
  spaceName: '和风里社区工作簿',
  workerName: '方文',
  passphrase: '春风十里看桃花开'
};
const pages = [
  '工作簿资料',
  '栏目',
  '组织网络',
  '工作人员',
  '使用者与口令',
  '备份',
  '使用记录',
  '导入记录',
  '显示',
  '安装到桌面',
  '关于同心簿',
  '清除本机全部数据'
];

async function found(page: Page): Promise<{ start: StartPage; book: BookPage }> {
  const start = new StartPage(page);
  await start.open();
  await start.foundAndConfirm(founding);
  return { start, book: new BookPage(page) };
}

test(
  'every page of 设置 opens on the demonstration book: no finding of axe, nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, axe }) => {
    test.setTimeout(180_000);
    const start = new StartPage(page);
    const book = new BookPage(page);
    await start.open();
    await page.getByRole('button', { name: '载入示例数据' }).click();
    await expect(page.getByText('正在查看示例数据')).toBeVisible({ timeout: 30_000 });
    await book.go('设置');
    await axe(page);
    for (const title of pages) {
      await book.openSettings(title);
      await expect(page).toHaveTitle(new RegExp(title));
      await axe(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(overflow, title).toBeLessThanOrEqual(0);
    }
  }
);

test('what is set is kept; 帮助 is the manual; 诊断文件 holds nobody; 清除 asks twice', async ({
  page,
  axe
}) => {
  const { start, book } = await found(page);
  await test.step('帮助 is the manual, every chapter by its address, printed without the frame', async () => {
    await book.go('帮助');
    await axe(page);
    await page.getByRole('link', { name: '备份与换电脑' }).click();
    await expect(page.getByRole('heading', { name: '备份与换电脑' })).toBeInViewport();
    expect(new URL(page.url()).hash).toBe('#backup');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('button', { name: '打印手册' })).toBeHidden();
    await expect(page.getByRole('button', { name: '锁定', exact: true })).toBeHidden();
    await expect(page.getByRole('heading', { name: '第一天' })).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
  });
  await test.step('工作簿资料 is kept: names, signers, delays; a wrong count stands at its field with the text', async () => {
    await book.openSettings('工作簿资料');
    const names = book.card('名称与单位');
    await names.getByLabel('填报单位').fill('和风里社区居民委员会');
    await names.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('status').filter({ hasText: '已保存' }).last()).toBeVisible();
    const limits = book.card('期限');
    const minutes = limits.getByRole('textbox', { name: '自动锁定分钟' });
    await minutes.fill('很久');
    await minutes.press('Enter');
    await expect(limits.getByRole('alert')).toContainText('需要修改');
    await expect(minutes).toHaveValue('很久');
    await minutes.fill('5');
    await limits.getByRole('button', { name: '保存' }).click();
    await expect(limits.getByRole('alert')).toBeEmpty();

    await page.reload();
    await start.unlock(founding.passphrase);
    await start.expectOpen();
    await expect(names.getByLabel('填报单位')).toHaveValue('和风里社区居民委员会');
    await expect(minutes).toHaveValue('5');
  });
  await test.step('DOMAIN D1: an optional field says its class and what the person must tick; its switch is kept', async () => {
    await book.openSettings('栏目');
    const field = page.getByRole('switch', { name: '困难帮扶' });
    await expect(field).toHaveAttribute('aria-checked', 'false');
    await expect(field).toHaveAccessibleDescription(
      /敏感个人信息；须本人单独勾选“健康、帮扶与无障碍服务”/
    );
    await field.click();
    // The switch turns when the change is durable.
    await expect(field).toHaveAttribute('aria-checked', 'true');
    await page.reload();
    await start.unlock(founding.passphrase);
    await expect(field).toHaveAttribute('aria-checked', 'true');
    await field.click();
    await expect(field).toHaveAttribute('aria-checked', 'false');
  });
  await test.step('诊断文件 holds versions and counts and nobody', async () => {
    await book.addPerson('欧阳金丝雀');
    await book.openSettings('关于同心簿');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载诊断文件' }).click();
    const path = await (await downloading).path();
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/同心簿 .+\n浏览器 /);
    expect(text).toMatch(/^person 1$/m);
    for (const name of ['欧阳', '方文', '和风里']) expect(text).not.toContain(name);
  });
  await test.step('清除本机全部数据 asks twice and for the name', async () => {
    await book.openSettings('清除本机全部数据');
    await page.getByRole('button', { name: '我要清除' }).click();
    const wipe = page.getByRole('button', { name: '清除全部数据' });
    await page.getByLabel('我知道清除后只能用备份恢复').check();
    await page.getByLabel(/请输入工作簿名称/).fill('别的工作簿');
    await expect(wipe).toBeDisabled();
    // A file that was shared with the app and not taken yet goes, too.
    const shared = 'tongxinbu-shared';
    const keep = async (name: string) => (await caches.open(name)).put('/a.txb', new Response(''));
    await page.evaluate(keep, shared);
    await page.getByLabel(/请输入工作簿名称/).fill(founding.spaceName);
    await wipe.click();
    await expect(page.getByRole('button', { name: '新建工作簿' })).toBeVisible();
    expect(await page.evaluate(() => caches.keys())).not.toContain(shared);
    await page.reload();
    await expect(page.getByRole('button', { name: '新建工作簿' })).toBeVisible();
  });
});

test('on the phone: 组织网络 and 显示', { tag: '@phone' }, async ({ page }) => {
  const { start, book } = await found(page);
  await test.step('组织网络: add below a parent, edit, delete to the bin, undo (UX 5)', async () => {
    await book.openSettings('组织网络');
    const main = page.getByRole('main');
    const add = async (level: string, name: string, more?: () => Promise<void>): Promise<void> => {
      await main.getByRole('button', { name: '添加组织' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('radio', { name: level }).check();
      await sheet.getByRole('textbox', { name: /^名称/ }).fill(name);
      await more?.();
      await sheet.getByRole('button', { name: '保存' }).click();
      await expect(sheet).toBeHidden();
    };
    const sheet = page.getByRole('dialog');
    await add('社区', '和风里社区', () =>
      sheet.getByLabel('总人口', { exact: true }).fill('11860')
    );
    await expect(main.getByText('总人口 11,860 人')).toBeVisible();
    await add('楼栋', '和风里10幢', async () => {
      await sheet.getByRole('combobox', { name: '上级' }).fill('和风');
      await page.getByRole('option', { name: /和风里社区/ }).click();
    });
    const lines = main.getByRole('listitem');
    await expect(lines).toHaveText([/和风里社区/, /和风里10幢/]);

    await main.getByRole('button', { name: '修改和风里10幢' }).click();
    await sheet.getByRole('textbox', { name: /^名称/ }).fill('和风里12幢');
    await sheet.getByRole('button', { name: '保存' }).click();
    await expect(lines).toHaveText([/和风里社区/, /和风里12幢/]);
    await main.getByRole('button', { name: '删除和风里12幢' }).click();
    await expect(lines).toHaveText([/和风里社区/]);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(lines).toHaveText([/和风里社区/, /和风里12幢/]);
  });
  await test.step('显示: dark and 24 px hold after a reload, on the lock screen too', async () => {
    await book.openSettings('显示');
    await page.getByRole('radio', { name: '深色' }).check();
    await page.getByRole('radio', { name: /特大/ }).check();
    await page.reload();
    await start.expectLocked();
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-theme', 'dark');
    expect(await root.evaluate((element) => getComputedStyle(element).fontSize)).toBe('24px');
  });
});

test('B-10: 使用记录 names who took what out and why; it opens the people and prints without them; UX 11: a backup can be cancelled', async ({
  page,
  axe
}) => {
  const people = new PeoplePage(page);
  const book = new BookPage(page);
  await people.openDemo();
  await people.openList();
  const names = await people.choose(2);
  await page.getByRole('button', { name: '打印', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '打印名单' });
  await dialog.getByRole('textbox', { name: /^用途/ }).fill('例会核对');
  await dialog.getByRole('button', { name: '预览并打印' }).click();
  await expect(page.getByRole('article')).toBeVisible();

  await book.follow('/settings/audit/');
  const line = page.getByRole('main').getByRole('listitem').filter({ hasText: '例会核对' });
  await expect(line).toContainText('打印');
  await expect(line).toContainText('示例工作人员');
  await line.getByText('涉及 2 人').click();
  for (const name of names) await expect(line).toContainText(name);
  await axe(page);
  await page.getByRole('button', { name: '打印', exact: true }).click();
  const sheet = page.getByRole('article');
  await expect(sheet.getByRole('row').nth(1)).toContainText('例会核对');
  await expect(sheet).toContainText('审批人');
  for (const name of names) await expect(sheet).not.toContainText(name);
  await page.getByRole('button', { name: '返回', exact: true }).click();
  await expect(line).toBeVisible();
  await test.step('UX 11: a backup can be cancelled and leaves nothing behind', async () => {
    const backup = new BackupPage(page);
    await backup.open();
    await expect(page.getByText('还没有备份过')).toBeVisible();
    await backup.start('移动硬盘放在柜子里');
    await page.getByRole('button', { name: '取消' }).click();
    await expect(page.getByRole('alert').getByText('已取消，没有生成备份')).toBeVisible();
    await expect(page.getByText('还没有备份过')).toBeVisible();
  });
});
